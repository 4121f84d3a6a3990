public import Addressing
import Platform
import Sockets

/// A TCP connection to one address that was tried.
public struct ConnectFacts: Encodable, Hashable, Sendable {
  public var status: Status
  public var address: IPAddress?
  /// Until it stood or failed; for `timeout`, how long was waited.
  public var ms: Duration?
  /// The round trip as the kernel measured it.
  public var rttMS: Duration?
  /// The address it came from.
  public var source: IPAddress?
  /// `ECONNREFUSED`, …; nil where it stands or timed out.
  public var error: String?
  /// The ICMP message that ended it.
  public var icmp: ICMPFacts?
  /// The next hop, and by which interface; nil for none.
  public var gateway: IPAddress?
  public var interface: String?
  /// What neighbour discovery knew of the next hop afterwards.
  public var neighbour: NeighbourState?

  public enum Status: String, Encodable, Hashable, Sendable {
    case connected
    /// A reset: somebody answers, but nobody listens.
    case refused
    /// No answer within the time.
    case timeout
    /// An ICMP message said no.
    case rejected
    /// This machine said no: it has no route, or no address to send from.
    case unreachable
    /// The target has no address of this family.
    case noAddress = "no-address"
    /// The name servers failed on this family.
    case lookupFailed = "lookup-failed"
    case interrupted
  }

  public init(_ status: Status, _ address: IPAddress? = nil, after ms: Duration? = nil) {
    self.status = status
    self.address = address
    self.ms = ms
  }

  /// What a failed connect says.
  init(_ failure: SocketError, _ address: IPAddress, after ms: Duration, own: Set<IPAddress>) {
    self.init(.timeout, address, after: ms)
    switch failure {
    case .timedOut: break
    case .cancelled, .closed: status = .interrupted
    case .system(let fault):
      status = fault.symbol == "ECONNREFUSED" ? .refused : .unreachable
      error = fault.symbol
    case .rejected(let report):
      error = SystemError("connect", report.code).symbol
      // From ourselves: the next hop did not answer neighbour discovery (RFC 4861 §7.2.2).
      if let offender = report.offender, own.contains(offender) {
        status = .unreachable
      } else {
        status = .rejected
        icmp = ICMPFacts(report)
      }
    }
  }

  public var isConnected: Bool { status == .connected }

  /// Whether an attempt was made, or could not even begin.
  public var isTried: Bool {
    switch status {
    case .connected, .refused, .timeout, .rejected, .unreachable: true
    case .noAddress, .lookupFailed, .interrupted: false
    }
  }

  /// Whether the first packet was lost: the kernel repeats it after a second (RFC 6298 §2.1),
  /// though the way itself is fast.
  public var lostFirstPacket: Bool {
    guard isConnected, let ms, ms >= .milliseconds(950) else { return false }
    return rttMS.map { $0 < .milliseconds(700) } ?? false
  }
}

/// An ICMP message that refused a packet of ours.
public struct ICMPFacts: Encodable, Hashable, Sendable {
  public var type: UInt8
  public var code: UInt8
  /// By its name in IANA's registry: `admin-prohibited`.
  public var name: String
  /// Who sent it.
  public var from: IPAddress?

  public init(type: UInt8, code: UInt8, name: String, from: IPAddress?) {
    self.type = type
    self.code = code
    self.name = name
    self.from = from
  }

  init(_ report: ICMPReport) {
    self.init(
      type: report.type, code: report.icmpCode, name: report.name, from: report.offender)
  }
}
