public import Addressing

/// The name that belongs to an address.
public struct ReverseReport: Encodable, Sendable {
  public var address: ScopedAddress
  public var status: ResolveReport.Status
  /// The status in words.
  public var text: String
  /// getaddrinfo's code; nil where there is a name or the call did not come back.
  public var eai: Int?
  public var eaiName: String?
  /// The errno that came with it; nil for none.
  public var errno: String?
  /// nil where there is none.
  public var name: String?
  /// How long getnameinfo took; nil where it did not come back.
  public var time: Duration?
  /// Where the hosts file says so; nil where it does not.
  public var source: AnswerSource?
  /// Whether the name leads back to the address; nil where that was not asked for or not to be
  /// learnt.
  public var confirmed: Bool?
  /// What the name leads to; nil unless that was asked for.
  public var forward: [ScopedAddress]?
  /// Each name server alone, asked for PTR.
  public var servers: [ServerReport]?
  public var warnings: [ResolveWarning]
}
