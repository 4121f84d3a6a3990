public import Addressing
import Platform
public import Sockets

/// What is known of one port, as a report: the keys of `--json`.
public struct ProbeFinding: Encodable, Sendable {
  /// When, in UTC to the second; nil in a plain scan.
  public var time: String?
  /// The number of the probe with `--ping`, from 1.
  public var round: Int?
  /// As the user named it, or the address.
  public var host: String
  public var address: ScopedAddress
  /// 4 or 6.
  public var family: Int
  public var port: UInt16
  public var transport: ProbeTransport
  /// The name that the system's database has for the port; nil for none.
  public var service: String?
  public var state: PortState
  /// The state before, with `--watch`; nil where the port was not known.
  public var was: PortState?
  public var reason: ProbeReason
  /// The ICMP message; nil without one.
  public var icmp: ICMPFact?
  /// The local system's error, `EMFILE`; nil without one.
  public var errno: String?
  /// From the packet to its answer; nil for silence.
  public var latency: Duration?
  /// The round trip as the kernel measured it in the handshake.
  public var kernelRTT: Duration?
  /// How often it was asked, at least once.
  public var tries: Int
  /// Our end of an open connection.
  public var source: String?
  /// The name of the UDP request that was sent: `dns`; `empty` for none.
  public var payload: String?
  /// What a UDP service answered, in one line.
  public var reply: String?
  /// What the service said by itself, or to `--send`.
  public var banner: String?
  public var tls: TLSFinding?
  public var http: HTTPFinding?

  enum CodingKeys: String, CodingKey {
    case time, round, host, address, family, port, transport, service, state, was, reason, icmp
    case errno
    case latency = "latency_ms"
    case kernelRTT = "kernel_rtt_ms"
    case tries, source, payload, reply, banner, tls, http
  }

  public init(
    host: String, address: ScopedAddress, port: UInt16, transport: ProbeTransport,
    verdict: PortVerdict, tries: Int
  ) {
    self.host = host
    self.address = address
    self.family = address.address.family
    self.port = port
    self.transport = transport
    self.state = verdict.state
    self.reason = verdict.reason
    self.tries = tries
    icmp = verdict.icmp.map(ICMPFact.init)
    errno = verdict.errno.map { SystemError("connect", $0).symbol }
  }
}

/// An ICMP message: what it says and who sent it.
public struct ICMPFact: Encodable, Sendable, Hashable {
  public var type: Int
  public var code: Int
  /// As the registry has it: `admin-prohibited`.
  public var name: String
  /// nil where the kernel does not say.
  public var from: IPAddress?

  init(_ report: ICMPReport) {
    type = Int(report.type)
    code = Int(report.icmpCode)
    name = report.name
    from = report.offender
  }
}

/// A state and what it rests on.
public struct PortVerdict: Sendable, Hashable {
  public var state: PortState
  public var reason: ProbeReason
  public var icmp: ICMPReport?
  public var errno: Int32?

  init(
    _ state: PortState, _ reason: ProbeReason, icmp: ICMPReport? = nil, errno: Int32? = nil
  ) {
    self.state = state
    self.reason = reason
    self.icmp = icmp
    self.errno = errno
  }
}
