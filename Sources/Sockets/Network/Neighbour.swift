public import Addressing

/// A host on a link as ARP or neighbour discovery knows it (RFC 826, RFC 4861 §7.3.2).
public struct Neighbour: Hashable, Sendable {
  public enum State: Hashable, Sendable {
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

  public var interfaceIndex: UInt32
  public var address: IPAddress
  /// Empty while unknown.
  public var hardwareAddress: [UInt8]
  public var state: State
  /// Whether it says that it routes (IPv6).
  public var isRouter: Bool
}
