public import Addressing

/// A translator to IPv4 behind a prefix (RFC 6146), and whether it works.
public struct NAT64Facts: Encodable, Hashable, Sendable {
  /// `2001:db8:64::/96`.
  public var prefix: IPPrefix
  /// `rfc7050`: by the addresses of ipv4only.arpa.
  public var foundBy: String
  /// Whether a connection through it came about; nil where none was tried.
  public var works: Bool?
  /// The IPv4 address that was tried through it.
  public var through: IPAddress?

  public init(prefix: IPPrefix, works: Bool? = nil) {
    self.prefix = prefix
    foundBy = "rfc7050"
    self.works = works
  }

  private enum CodingKeys: String, CodingKey {
    case prefix, foundBy, works, through
  }

  public func encode(to encoder: any Encoder) throws {
    var row = encoder.container(keyedBy: CodingKeys.self)
    try row.encode(prefix.description, forKey: .prefix)
    try row.encode(foundBy, forKey: .foundBy)
    try row.encodeIfPresent(works, forKey: .works)
    try row.encodeIfPresent(through, forKey: .through)
  }
}
