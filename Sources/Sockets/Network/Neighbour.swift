package import Addressing

/// A host on a link as ARP or neighbour discovery knows it (RFC 826, RFC 4861 §7.3.2).
package struct Neighbour: Hashable, Sendable {
  package enum State: Hashable, Sendable {
    /// Asked, not answered yet.
    case incomplete
    /// Answered lately.
    case reachable
    /// Answered once; asked again when it is used.
    case stale
    case delay
    case probe
    /// Did not answer.
    case failed
    /// Needs no asking, as on a point-to-point link.
    case noARP
    /// Set by hand.
    case permanent
    case none
  }

  package var interfaceIndex: UInt32
  package var address: IPAddress
  /// Empty while unknown.
  package var hardwareAddress: [UInt8]
  package var state: State
  /// Whether it says that it routes (IPv6).
  package var isRouter: Bool
}
