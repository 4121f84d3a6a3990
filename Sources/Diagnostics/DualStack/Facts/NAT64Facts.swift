package import Addressing

/// A translator to IPv4 behind a prefix (RFC 6146), and whether it works.
package struct NAT64Facts: Encodable, Hashable, Sendable {
  /// `2001:db8:64::/96`.
  package var prefix: IPPrefix
  /// `rfc7050`: by the addresses of ipv4only.arpa.
  package var foundBy: String
  /// Whether a connection through it came about; nil where none was tried.
  package var works: Bool?
  /// The IPv4 address that was tried through it.
  package var through: IPAddress?

  package init(prefix: IPPrefix, works: Bool? = nil) {
    self.prefix = prefix
    foundBy = "rfc7050"
    self.works = works
  }

  private enum CodingKeys: String, CodingKey {
    case prefix, foundBy, works, through
  }

  package func encode(to encoder: any Encoder) throws {
    var row = encoder.container(keyedBy: CodingKeys.self)
    try row.encode(prefix.description, forKey: .prefix)
    try row.encode(foundBy, forKey: .foundBy)
    try row.encodeIfPresent(works, forKey: .works)
    try row.encodeIfPresent(through, forKey: .through)
  }
}
