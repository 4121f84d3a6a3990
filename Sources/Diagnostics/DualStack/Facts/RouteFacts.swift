public import Addressing
public import Sockets

/// A default route, and whether the gateway behind it answers.
public struct RouteFacts: Encodable, Hashable, Sendable {
  /// `ipv4` or `ipv6`.
  public var family: Family
  /// `unicast`, or a route that refuses: `blackhole`, `unreachable`, `prohibit`.
  public var kind: Kind
  /// nil where everything is on the link, as on a tunnel.
  public var gateway: IPAddress?
  public var interface: String?
  /// The lower goes first.
  public var metric: UInt32
  /// Who put it there.
  public var origin: Origin
  /// Seconds that a learnt route still holds; nil for ever.
  public var expiresS: Int64?
  /// What the kernel knows of the gateway after all that was tried.
  public var neighbour: NeighbourState?

  public enum Kind: String, Encodable, Hashable, Sendable {
    case unicast, blackhole, unreachable, prohibit, other
  }

  public enum Origin: String, Encodable, Hashable, Sendable {
    /// A router advertisement (RFC 4861).
    case ra
    case dhcp, manual, boot, kernel, other
  }

  public init(
    family: Family, kind: Kind = .unicast, gateway: IPAddress? = nil, interface: String? = nil,
    metric: UInt32 = 1024, origin: Origin = .boot, expiresS: Int64? = nil,
    neighbour: NeighbourState? = nil
  ) {
    self.family = family
    self.kind = kind
    self.gateway = gateway
    self.interface = interface
    self.metric = metric
    self.origin = origin
    self.expiresS = expiresS
    self.neighbour = neighbour
  }
}

/// What ARP or neighbour discovery knows of a neighbour (RFC 4861 §7.3.2).
public enum NeighbourState: String, Encodable, Hashable, Sendable {
  /// Answered within the last seconds, or needs not be asked.
  case reachable
  /// Answered once.
  case stale
  /// Was asked and has not answered yet.
  case incomplete
  /// Was asked three times and did not answer.
  case failed
  /// Has not been asked.
  case unknown

  public init(_ state: Neighbour.State) {
    self =
      switch state {
      case .reachable, .noARP, .permanent, .delay, .probe: .reachable
      case .stale: .stale
      case .incomplete: .incomplete
      case .failed: .failed
      case .none: .unknown
      }
  }

  public var isSilent: Bool { self == .incomplete || self == .failed }
}
