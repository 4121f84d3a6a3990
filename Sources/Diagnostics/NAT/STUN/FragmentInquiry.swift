import Addressing
import Platform
import Sockets
import Wire

/// Whether a request and an answer too long for one packet get through (RFC 5780 §4.6).
struct FragmentInquiry {
  static let packetLimit = 2 * tries
  private static let tries = 8
  /// Longer than any Ethernet frame together with its headers.
  private static let padding = 1500
  private static let gap = Duration.milliseconds(15)

  let server: SocketAddress
  let options: SocketOptions
  let roundTrip: Duration
  let contacts: ContactBook

  func run(on loop: EventLoop) async -> FragmentFindings {
    var findings = FragmentFindings()
    guard let socket = try? UDPSocket(on: loop, connectedTo: server, options: options) else {
      return findings
    }
    defer { socket.close() }
    var random = Randomness()
    var long = STUNMessage(kind: .request, transaction: STUNTransaction(using: &random))
    long.attributes = [.padding(Self.padding)]
    let short = STUNMessage(kind: .request, transaction: STUNTransaction(using: &random))
    var losses = LossEstimate()
    let wait = max(.milliseconds(20), roundTrip + roundTrip / 4)
    for attempt in 1...Self.tries {
      for message in [long, short] {
        _ = try? unsafe socket.trySend(message.encoded(fingerprint: true).span.bytes)
        contacts.note(server.address, server.port, .udp, "STUN with padding")
      }
      losses.sent += 1
      let isResting = attempt >= 5
      let end = Deadline.after(isResting ? wait : Self.gap)
      while let arrival = try? await socket.receive(by: end) {
        guard case .datagram(let bytes, _) = arrival,
          let answer = try? STUNMessage(decoding: bytes)
        else { continue }
        if answer.transaction == short.transaction, answer.kind == .success {
          losses.answered += 1
        }
        guard answer.transaction == long.transaction else { continue }
        if answer.kind == .success {
          findings.pass = true
          if answer.padding == nil { findings.note = "the answer came without padding" }
          return findings
        }
        findings.note = "the server refuses PADDING"
        return findings
      }
      // A long packet is lost with any of its two fragments.
      if isResting, losses.cannotExplain(losses.sent, packets: 2) {
        findings.pass = false
        return findings
      }
    }
    findings.note = "too many losses to tell"
    return findings
  }
}
