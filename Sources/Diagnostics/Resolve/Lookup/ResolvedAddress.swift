public import Addressing

/// One address of a name, in the place at which applications try it.
public struct ResolvedAddress: Hashable, Sendable, Encodable {
  /// The first is 1.
  public var rank: Int
  /// With its interface where it needs one: `fe80::1%eth0`.
  public var address: ScopedAddress
  /// `ipv4` or `ipv6`.
  public var family: Family
  /// nil where no service was asked for.
  public var port: UInt16?
  /// nil where neither TCP nor UDP was asked for.
  public var type: ResolveQuestion.Transport?
  /// `global`, `link`, `site`.
  public var scope: String
  public var kind: AddressKind
  /// Where the kernel would send from; nil where it has no route. This and the rest are nil unless
  /// the order is to be explained.
  public var sourceAddress: IPAddress?
  public var interface: String?
  public var label: Int?
  public var sourceLabel: Int?
  public var precedence: Int?
  /// The number of the rule of RFC 6724 §6 that put it before the next; nil for the last.
  public var ruleOverNext: Int?
  /// The same in words.
  public var reason: String?
}
