package import Addressing
import Platform
package import Sockets

/// What is known of one port, as a report: the keys of `--json`.
package struct ProbeFinding: Encodable, Sendable {
  /// As the user named it, or the address.
  package var host: String
  package var address: ScopedAddress
  /// 4 or 6.
  package var family: Int
  package var port: UInt16
  package var transport: ProbeTransport
  /// The name that the system's database has for the port; nil for none.
  package var service: String?
  package var state: PortState
  package var reason: ProbeReason
  /// The ICMP message; nil without one.
  package var icmp: ICMPFact?
  /// The local system's error, `EMFILE`; nil without one.
  package var errno: String?
  /// From the packet to its answer; nil for silence.
  package var latency: Duration?
  /// The round trip as the kernel measured it in the handshake.
  package var kernelRTT: Duration?
  /// How often it was asked, at least once.
  package var tries: Int
  /// Our end of an open connection.
  package var source: String?
  /// The name of the UDP request that was sent: `dns`; `empty` for none.
  package var payload: String?
  /// What a UDP service answered, in one line.
  package var reply: String?
  /// What the service said by itself, or to `--send`.
  package var banner: String?
  package var tls: TLSFinding?
  package var http: HTTPFinding?

  enum CodingKeys: String, CodingKey {
    case host, address, family, port, transport, service, state, reason, icmp, errno
    case latency = "latency_ms"
    case kernelRTT = "kernel_rtt_ms"
    case tries, source, payload, reply, banner, tls, http
  }

  package init(
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
package struct ICMPFact: Encodable, Sendable, Hashable {
  package var type: Int
  package var code: Int
  /// As the registry has it: `admin-prohibited`.
  package var name: String
  /// nil where the kernel does not say.
  package var from: IPAddress?

  init(_ report: ICMPReport) {
    type = Int(report.type)
    code = Int(report.icmpCode)
    name = report.name
    from = report.offender
  }
}

/// A state and what it rests on.
package struct PortVerdict: Sendable, Hashable {
  package var state: PortState
  package var reason: ProbeReason
  package var icmp: ICMPReport?
  package var errno: Int32?

  init(
    _ state: PortState, _ reason: ProbeReason, icmp: ICMPReport? = nil, errno: Int32? = nil
  ) {
    self.state = state
    self.reason = reason
    self.icmp = icmp
    self.errno = errno
  }
}
