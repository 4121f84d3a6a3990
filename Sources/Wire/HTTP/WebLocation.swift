public import Addressing

/// An `http` URL taken apart (RFC 3986): where a router says that its description is. The caller
/// judges whether the host may be asked.
public struct WebLocation: Hashable, Sendable, CustomStringConvertible {
  /// Without brackets.
  public let host: String
  public let port: UInt16
  /// From the first slash, query included, fragment left out.
  public let path: String

  static let limit = 2048

  /// The host as an address; nil when it is a name.
  public var address: IPAddress? { try? IPAddress(host) }

  /// Value of the Host field: `[::1]:8080`, port 80 left out.
  public var hostField: String {
    let name = host.utf8.contains(UInt8(ascii: ":")) ? "[\(host)]" : host
    return port == 80 ? name : "\(name):\(port)"
  }

  public var description: String { "http://\(hostField)\(path)" }

  /// Throws on another scheme, user information, a bad port, and bytes that no URL has.
  public init(_ text: String) throws(WireError) {
    let bytes = Array(text.utf8)
    guard bytes.count <= Self.limit else { throw .tooLong("URL", limit: Self.limit) }
    guard bytes.allSatisfy({ $0 > 0x20 && $0 < 0x7F && !Self.forbidden.contains($0) }) else {
      throw .malformed("URL has a character that must be escaped")
    }
    guard bytes.count > 7, String(text.prefix(7)).equalsIgnoringASCIICase("http://") else {
      throw .malformed("not an http:// URL")
    }
    let rest = bytes.dropFirst(7)
    let authority = rest.prefix { ![0x2F, 0x3F, 0x23].contains($0) }  // up to / ? #
    (host, port) = try Self.authority(Array(authority))
    let tail = rest.dropFirst(authority.count).prefix { $0 != UInt8(ascii: "#") }
    let path = String(decoding: tail, as: UTF8.self)
    self.path = path.hasPrefix("/") ? path : "/" + path
  }

  /// A reference found in the document at this location, such as a controlURL: a whole URL, a path
  /// from the root, or one beside this document (RFC 3986 §5.2; dot segments are kept as they are,
  /// the server gave them).
  public func resolving(_ reference: String) throws(WireError) -> WebLocation {
    if reference.utf8.contains(UInt8(ascii: ":")), reference.prefix(7).lowercased() == "http://" {
      return try WebLocation(reference)
    }
    guard !reference.hasPrefix("//") else { throw .malformed("URL without a scheme") }
    let joined: String
    if reference.hasPrefix("/") {
      joined = reference
    } else {
      let directory = path.prefix { $0 != "?" }
      let end = directory.lastIndex(of: "/").map { directory.index(after: $0) }
      joined = directory[..<(end ?? directory.startIndex)] + reference
    }
    return try WebLocation("http://\(hostField)\(joined)")
  }

  /// Characters that RFC 3986 §2 leaves out of URLs, and the backslash, which some read as a slash.
  private static let forbidden = Set("\"<>\\^`{|}".utf8)

  private static func authority(
    _ bytes: [UInt8]
  ) throws(WireError) -> (host: String, port: UInt16) {
    guard !bytes.contains(UInt8(ascii: "@")) else { throw .malformed("URL with a user name") }
    var host = bytes
    var port = [UInt8]()
    if bytes.first == UInt8(ascii: "[") {
      guard let close = bytes.firstIndex(of: UInt8(ascii: "]")) else {
        throw .malformed("URL host without ]")
      }
      host = Array(bytes[1..<close])
      let tail = bytes[(close + 1)...]
      guard tail.isEmpty || tail.first == UInt8(ascii: ":") else { throw .malformed("URL host") }
      port = Array(tail.dropFirst())
      let text = String(decoding: host, as: UTF8.self)
      guard (try? IPv6Address(text)) != nil else { throw .malformed("URL host is no IPv6 address") }
    } else if let colon = bytes.firstIndex(of: UInt8(ascii: ":")) {
      host = Array(bytes[..<colon])
      port = Array(bytes[(colon + 1)...])
    }
    guard !host.isEmpty, host.count <= 255 else { throw .malformed("URL host") }
    guard port.isEmpty || port.allSatisfy(\.isASCIIDigit) else { throw .malformed("URL port") }
    let number = port.isEmpty ? 80 : UInt16(String(decoding: port, as: UTF8.self)) ?? 0
    guard number > 0 else { throw .malformed("URL port") }
    return (String(decoding: host, as: UTF8.self), number)
  }
}
