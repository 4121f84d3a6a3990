package import Addressing

/// One address of a name, in the place at which applications try it.
package struct ResolvedAddress: Hashable, Sendable, Encodable {
  /// The first is 1.
  package var rank: Int
  /// With its interface where it needs one: `fe80::1%eth0`.
  package var address: ScopedAddress
  /// `ipv4` or `ipv6`.
  package var family: ResolveQuestion.Family
  /// nil where no service was asked for.
  package var port: UInt16?
  /// nil where neither TCP nor UDP was asked for.
  package var type: ResolveQuestion.Transport?
  /// `global`, `link`, `site`.
  package var scope: String
  package var kind: AddressKind
  /// Where the kernel would send from; nil where it has no route. This and the rest are nil unless
  /// the order is to be explained.
  package var sourceAddress: IPAddress?
  package var interface: String?
  package var label: Int?
  package var sourceLabel: Int?
  package var precedence: Int?
  /// The number of the rule of RFC 6724 §6 that put it before the next; nil for the last.
  package var ruleOverNext: Int?
  /// The same in words.
  package var reason: String?
}
