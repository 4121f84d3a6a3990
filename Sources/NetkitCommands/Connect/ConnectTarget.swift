import Addressing
import Arguments
import Diagnostics

/// A host, perhaps with its port and how to speak to it: `example.com`, `example.com:80`,
/// `[2001:db8::1]:80`, `fe80::1%eth0`, `tls://example.com:443`, `udp://192.0.2.1:53`.
struct ConnectTarget: ArgumentValue, Hashable {
  /// How a URL says to speak.
  enum Scheme: String, CaseIterable {
    case tcp
    case udp
    case tls
  }

  var scheme: Scheme?
  var host: String
  var port: UInt16?

  init(argument: String) throws(ValueError) {
    var rest = argument[...]
    if let mark = argument.firstRange(of: "://") {
      guard let scheme = Scheme(rawValue: argument[..<mark.lowerBound].lowercased()) else {
        throw ValueError("expected tcp://, udp:// or tls://")
      }
      self.scheme = scheme
      rest = argument[mark.upperBound...]
      if rest.last == "/" { rest = rest.dropLast() }
    }
    let (host, port) = try Self.divide(rest)
    guard !host.isEmpty else { throw ValueError("expected a host name or an address") }
    guard !host.contains(where: { $0.isWhitespace || $0 == "/" }) else {
      throw ValueError("a host name has no blank and no slash")
    }
    self.host = host
    self.port = port
  }

  /// The host without its brackets, and the port.
  private static func divide(_ text: Substring) throws(ValueError) -> (String, UInt16?) {
    if text.first == "[" {
      guard let end = text.firstIndex(of: "]") else { throw ValueError("the bracket stays open") }
      let host = String(text[text.index(after: text.startIndex)..<end])
      let after = text[text.index(after: end)...]
      if after.isEmpty { return (host, nil) }
      guard after.first == ":" else { throw ValueError("expected a colon and a port after ]") }
      return (host, try port(after.dropFirst()))
    }
    // Two colons or more are an IPv6 address without a port.
    guard let colon = text.firstIndex(of: ":"), text.lastIndex(of: ":") == colon else {
      return (String(text), nil)
    }
    return (String(text[..<colon]), try port(text[text.index(after: colon)...]))
  }

  private static func port(_ text: Substring) throws(ValueError) -> UInt16 {
    guard let port = UInt16(text), text.utf8.allSatisfy({ (48...57).contains($0) }) else {
      throw ValueError("a port is a number up to 65535")
    }
    return port
  }

  var argument: String {
    let start = scheme.map { "\($0.rawValue)://" } ?? ""
    guard let port else { return start + host }
    return start + (host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)")
  }

  static var completion: Completion { .host }
}

/// The address, perhaps with a port, to send from: `192.0.2.1`, `192.0.2.1:5000`, `[::1]:5000`.
struct SourceAddress: ArgumentValue, Hashable {
  var address: ScopedAddress
  var port: UInt16

  init(argument: String) throws(ValueError) {
    let target = try ConnectTarget(argument: argument)
    guard target.scheme == nil else { throw ValueError("expected an address, without a scheme") }
    do {
      address = try ScopedAddress(target.host)
    } catch {
      throw ValueError(error.strictExplanation)
    }
    port = target.port ?? 0
  }

  var argument: String {
    guard port != 0 else { return "\(address)" }
    switch address.address {
    case .v4: return "\(address):\(port)"
    case .v6: return "[\(address)]:\(port)"
    }
  }
}
