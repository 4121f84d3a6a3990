public import Addressing
import Platform

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// An ICMP message about one of our packets, or a local failure in its place, as the kernel's error
/// queue tells it (ip(7), IP_RECVERR).
public struct ICMPReport: Hashable, Sendable, CustomStringConvertible {
  /// Who made the report.
  public enum Origin: Hashable, Sendable {
    /// This host, before anything was sent.
    case local
    /// An ICMP message (RFC 792).
    case icmp
    /// An ICMPv6 message (RFC 4443).
    case icmpv6
  }

  public var origin: Origin
  /// The message's type and code; 0 for `local`.
  public var type: UInt8
  public var icmpCode: UInt8
  /// The errno that the kernel made of it.
  public var code: Int32
  /// Who sent the message; nil for `local`, or where the kernel does not say. Our own address means
  /// that the neighbour did not answer ARP or neighbour discovery.
  public var offender: IPAddress?
  /// The path's MTU in bytes, for a packet that was too big.
  public var mtu: UInt32?
  /// Where the packet that it is about was going; nil where the kernel does not say.
  public var about: SocketAddress?

  public init(
    origin: Origin, type: UInt8, icmpCode: UInt8, code: Int32, offender: IPAddress? = nil,
    mtu: UInt32? = nil, about: SocketAddress? = nil
  ) {
    self.origin = origin
    self.type = type
    self.icmpCode = icmpCode
    self.code = code
    self.offender = offender
    self.mtu = mtu
    self.about = about
  }

  /// What an errno alone tells, on systems without an error queue; nil for errors of our own.
  init?(withoutQueue code: Int32) {
    switch code {
    case ECONNREFUSED, EHOSTUNREACH, ENETUNREACH, EHOSTDOWN, EMSGSIZE, EACCES, ENOPROTOOPT, EPROTO:
      self.init(origin: .local, type: 0, icmpCode: 0, code: code)
    default:
      return nil
    }
  }

  /// The message by its name in the registry, such as `admin-prohibited`.
  public var name: String {
    switch origin {
    case .local: SystemError("", code).symbol
    case .icmp: Self.name4(type, icmpCode)
    case .icmpv6: Self.name6(type, icmpCode)
    }
  }

  /// Whether a router dropped the packet at the end of its hop limit.
  public var isTimeExceeded: Bool {
    switch origin {
    case .local: false
    case .icmp: type == 11
    case .icmpv6: type == 3
    }
  }

  /// Whether the host itself says that nobody listens on the port.
  public var isPortUnreachable: Bool {
    switch origin {
    case .local: false
    case .icmp: type == 3 && icmpCode == 3
    case .icmpv6: type == 1 && icmpCode == 4
    }
  }

  public var description: String {
    switch origin {
    case .local: SystemError("", code).message
    case .icmp, .icmpv6: "ICMP \(name)"
    }
  }

  // RFC 792, RFC 1122 §3.2.2.1, RFC 1812 §5.2.7.1.
  private static func name4(_ type: UInt8, _ code: UInt8) -> String {
    switch (type, code) {
    case (3, 0): "net-unreachable"
    case (3, 1): "host-unreachable"
    case (3, 2): "protocol-unreachable"
    case (3, 3): "port-unreachable"
    case (3, 4): "fragmentation-needed"
    case (3, 5): "source-route-failed"
    case (3, 6): "net-unknown"
    case (3, 7): "host-unknown"
    case (3, 8): "source-isolated"
    case (3, 9): "net-prohibited"
    case (3, 10): "host-prohibited"
    case (3, 11): "net-unreachable-for-tos"
    case (3, 12): "host-unreachable-for-tos"
    case (3, 13): "admin-prohibited"
    case (3, 14): "host-precedence-violation"
    case (3, 15): "precedence-cutoff"
    case (4, _): "source-quench"
    case (5, _): "redirect"
    case (11, 0): "ttl-exceeded"
    case (11, 1): "reassembly-time-exceeded"
    case (12, _): "parameter-problem"
    default: "type-\(type)-code-\(code)"
    }
  }

  // RFC 4443 §3, and the IANA registry for codes 5 to 8.
  private static func name6(_ type: UInt8, _ code: UInt8) -> String {
    switch (type, code) {
    case (1, 0): "no-route"
    case (1, 1): "admin-prohibited"
    case (1, 2): "beyond-scope"
    case (1, 3): "address-unreachable"
    case (1, 4): "port-unreachable"
    case (1, 5): "source-policy-failed"
    case (1, 6): "route-rejected"
    case (1, 7): "source-routing-error"
    case (1, 8): "headers-too-long"
    case (2, _): "packet-too-big"
    case (3, 0): "hop-limit-exceeded"
    case (3, 1): "reassembly-time-exceeded"
    case (4, _): "parameter-problem"
    default: "type-\(type)-code-\(code)"
    }
  }
}
