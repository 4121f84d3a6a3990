import Arguments

/// A host and perhaps its port in one word: `example.com`, `example.com:80`, `192.0.2.1:80`,
/// `2001:db8::1`, `[2001:db8::1]:80`. An IPv6 address without brackets has no port.
struct HostAndPort {
  /// A name or an address, without brackets; never empty.
  let host: Substring
  /// What stands behind the colon; nil where there is none.
  let port: Substring?
  /// The argument that they are a part of, by whose characters faults are told.
  private let word: String

  /// - Parameter text: the part of `word` to read.
  init(_ text: Substring, in word: String) throws(ValueError) {
    self.word = word
    (host, port) = try Self.divide(text, word)
    guard host.utf8.allSatisfy({ $0 > 32 && $0 != 127 && $0 != UInt8(ascii: "/") }) else {
      throw ValueError("expected a host without blanks and slashes")
    }
  }

  private static func divide(
    _ text: Substring, _ word: String
  ) throws(ValueError) -> (Substring, Substring?) {
    if text.first == "[" { return try divideBracketed(text, word) }
    var (host, port): (Substring, Substring?) = (text, nil)
    if let colon = text.firstIndex(of: ":"), text.lastIndex(of: ":") == colon {
      (host, port) = (text[..<colon], text[text.index(after: colon)...])
    }
    guard !host.isEmpty else { throw fault("expected a host", at: text.startIndex, word) }
    return (host, port)
  }

  private static func divideBracketed(
    _ text: Substring, _ word: String
  ) throws(ValueError) -> (Substring, Substring?) {
    guard let end = text.firstIndex(of: "]") else {
      throw fault("expected a ] after the address", at: text.startIndex, word)
    }
    let host = text[..<end].dropFirst()
    guard host.contains(":") else {
      throw fault("expected an IPv6 address between [ and ]", at: host.startIndex, word)
    }
    let rest = text[end...].dropFirst()
    guard let colon = rest.first else { return (host, nil) }
    guard colon == ":" else {
      throw fault("expected : and a port after the ]", at: rest.startIndex, word)
    }
    return (host, rest.dropFirst())
  }

  private static func fault(_ reason: String, at place: String.Index, _ word: String) -> ValueError
  {
    ValueError(reason, column: word.distance(from: word.startIndex, to: place) + 1)
  }

  /// The port; nil where there is none. `named` looks up what is no number.
  func portNumber(
    in range: ClosedRange<UInt16> = 1...65535, named: ((String) -> UInt16?)? = nil
  ) throws(ValueError) -> UInt16? {
    guard let port else { return nil }
    let isNumber = port.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    if isNumber, let number = UInt16(port), range.contains(number) { return number }
    if !isNumber, let found = named?(String(port)) { return found }
    let words = named == nil ? "" : ", or the name of a service"
    throw Self.fault(
      "expected a port from \(range.lowerBound) to \(range.upperBound)\(words)",
      at: port.startIndex, word)
  }
}
