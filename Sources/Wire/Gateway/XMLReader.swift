/// Walks the small XML of routers: elements and text, nothing that reaches outside the document
/// (XML 1.0; no document type, no entity beyond the five, no attribute values).
struct XMLReader: Sendable {
  /// A step of the walk. Names come without their namespace prefix.
  enum Event: Hashable, Sendable {
    case start(String)
    case text(String)
    case end(String)
  }

  /// Deeper nesting is refused: a UPnP description has eight levels.
  static let depthLimit = 32

  private var reader: ByteReader
  private var open: [String] = []
  /// The end of an element that was written as `<a/>`.
  private var pendingEnd: String?

  init(_ document: [UInt8]) {
    reader = ByteReader(document)
  }

  /// The next event; nil at the end. Throws where the document is not well formed.
  mutating func next() throws(WireError) -> Event? {
    if let name = pendingEnd {
      pendingEnd = nil
      open.removeLast()
      return .end(name)
    }
    while let byte = reader.peek() {
      guard byte == UInt8(ascii: "<") else { return .text(try text()) }
      try reader.skip(1)
      switch reader.peek() {
      case UInt8(ascii: "?"): try skip(past: "?>")
      case UInt8(ascii: "!"):
        if let event = try declaration() { return event }
      case UInt8(ascii: "/"): return try endTag()
      default: return try startTag()
      }
    }
    guard open.isEmpty else { throw .malformed("<\(open[open.count - 1])> has no end") }
    return nil
  }

  private mutating func startTag() throws(WireError) -> Event {
    let name = try name()
    guard open.count < Self.depthLimit else { throw .tooLong("XML depth", limit: Self.depthLimit) }
    // Attributes are passed over, but a quoted value may hold '>'.
    var isEmpty = false
    while true {
      let byte = try reader.uint8()
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "'"): _ = try reader.bytes(before: byte)
      case UInt8(ascii: "/"): isEmpty = true
      case UInt8(ascii: ">"):
        open.append(name)
        if isEmpty { pendingEnd = name }
        return .start(name)
      case UInt8(ascii: "<"): throw .malformed("'<' inside a tag")
      default: isEmpty = false
      }
    }
  }

  private mutating func endTag() throws(WireError) -> Event {
    try reader.skip(1)
    let name = try name()
    let rest = try reader.bytes(before: UInt8(ascii: ">"))
    guard rest.allSatisfy(\.isASCIISpace) else { throw .malformed("end tag") }
    guard open.popLast() == name else { throw .malformed("</\(name)> ends another element") }
    return .end(name)
  }

  /// Comment or CDATA; a document type is how entities explode, so it is refused.
  private mutating func declaration() throws(WireError) -> Event? {
    try reader.skip(1)
    if try has("--") {
      try skip(past: "-->")
      return nil
    }
    guard try has("[CDATA[") else { throw .malformed("document types are not read") }
    return .text(String(decoding: try bytes(before: "]]>"), as: UTF8.self))
  }

  private mutating func text() throws(WireError) -> String {
    var bytes: [UInt8] = []
    while let byte = reader.peek(), byte != UInt8(ascii: "<") {
      try reader.skip(1)
      if byte == UInt8(ascii: "&") {
        bytes += try entity().utf8
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private mutating func entity() throws(WireError) -> String {
    var name: [UInt8] = []
    while true {
      let byte = try reader.uint8()
      if byte == UInt8(ascii: ";") { break }
      name.append(byte)
      guard name.count <= 10 else { throw .malformed("'&' without ';'") }
    }
    switch String(decoding: name, as: UTF8.self) {
    case "lt": return "<"
    case "gt": return ">"
    case "amp": return "&"
    case "quot": return "\""
    case "apos": return "'"
    case let code where code.hasPrefix("#"):
      let isHex = code.dropFirst().first == "x"
      let digits = code.dropFirst(isHex ? 2 : 1)
      guard digits.first != "+", let value = UInt32(digits, radix: isHex ? 16 : 10), value > 0,
        let scalar = Unicode.Scalar(value)
      else { throw .malformed("character reference") }
      return String(scalar)
    default: throw .malformed("unknown entity")
    }
  }

  /// A name without its prefix, ASCII only, as all of UPnP's are.
  private mutating func name() throws(WireError) -> String {
    var bytes: [UInt8] = []
    while let byte = reader.peek(), Self.isInName(byte) {
      try reader.skip(1)
      bytes.append(byte)
      guard bytes.count <= 128 else { throw .tooLong("XML name", limit: 128) }
    }
    let local = bytes.split(separator: UInt8(ascii: ":")).last ?? []
    guard !local.isEmpty else { throw .malformed("a tag without a name") }
    return String(decoding: local, as: UTF8.self)
  }

  private static func isInName(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: ":"), UInt8(ascii: "_"): true
    default: byte.isASCIILetter || byte.isASCIIDigit
    }
  }

  /// Steps over the mark when it is next.
  private mutating func has(_ mark: String) throws(WireError) -> Bool {
    var ahead = reader
    for byte in mark.utf8 where try ahead.uint8() != byte { return false }
    reader = ahead
    return true
  }

  private mutating func skip(past mark: String) throws(WireError) {
    _ = try bytes(before: mark)
  }

  private mutating func bytes(before mark: String) throws(WireError) -> [UInt8] {
    let mark = Array(mark.utf8)
    var bytes: [UInt8] = []
    while true {
      let byte = try reader.uint8()
      bytes.append(byte)
      if byte == mark.last, bytes.suffix(mark.count).elementsEqual(mark) {
        return bytes.dropLast(mark.count)
      }
    }
  }
}
