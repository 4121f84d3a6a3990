package import Addressing

/// The name that belongs to an address.
package struct ReverseReport: Encodable, Sendable {
  package var address: ScopedAddress
  package var status: ResolveReport.Status
  /// The status in words.
  package var text: String
  /// getaddrinfo's code; nil where there is a name or the call did not come back.
  package var eai: Int?
  package var eaiName: String?
  package var errno: Int?
  /// nil where there is none.
  package var name: String?
  /// How long getnameinfo took; nil where it did not come back.
  package var time: Duration?
  /// Where the hosts file says so; nil where it does not.
  package var source: AnswerSource?
  /// Whether the name leads back to the address; nil where that was not asked for or not to be
  /// learnt.
  package var confirmed: Bool?
  /// What the name leads to; nil unless that was asked for.
  package var forward: [ScopedAddress]?
  /// Each name server alone, asked for PTR.
  package var servers: [ServerReport]?
  package var warnings: [ResolveWarning]
}
