import Addressing
import Platform
import Sockets
import Wire

/// How long a mapping lives without traffic (RFC 5780 §4.5): one socket for each wait, all of them
/// waiting side by side. After its wait another socket asks the server to answer to the first one's
/// outside port (RESPONSE-PORT); what arrives has found the mapping alive.
struct LifetimeInquiry {
  private static let waits = 10
  private static let repeats = 4
  static let packetLimit = waits * (1 + repeats) + repeats

  let server: SocketAddress
  let options: SocketOptions
  let roundTrip: Duration
  let longest: Duration
  let contacts: ContactBook

  func run(on loop: EventLoop) async -> LifetimeFindings {
    var findings = LifetimeFindings()
    // Without this the silence of a server that knows no RESPONSE-PORT would look like lifetime 0.
    guard await isAlive(after: .zero, on: loop) == true else {
      findings.note = "the server does not answer to RESPONSE-PORT"
      return findings
    }
    let steps = (1...Self.waits).map { longest * $0 / Self.waits }
    let results = await withTaskGroup(of: (Duration, Bool?).self) { group in
      for step in steps {
        group.addTask { (step, await self.isAlive(after: step, on: loop)) }
      }
      var results: [(wait: Duration, isAlive: Bool?)] = []
      for await result in group { results.append(result) }
      return results.sorted { $0.wait < $1.wait }
    }
    let longestAlive = results.last { $0.isAlive == true }?.wait ?? .zero
    findings.atLeast = longestAlive
    findings.atMost = results.first { $0.isAlive == false && $0.wait > longestAlive }?.wait
    return findings
  }

  /// nil where the server did not answer in the first place.
  private func isAlive(after wait: Duration, on loop: EventLoop) async -> Bool? {
    guard let socket = try? UDPSocket(on: loop, connectedTo: server, options: options),
      let helper = try? UDPSocket(on: loop, connectedTo: server, options: options)
    else { return nil }
    defer {
      socket.close()
      helper.close()
    }
    guard let port = await mappedPort(of: socket) else { return nil }
    guard (try? await loop.sleep(until: .after(wait))) != nil else { return nil }
    var random = Randomness()
    var request = STUNMessage(kind: .request, transaction: STUNTransaction(using: &random))
    request.attributes = [.responsePort(port)]
    for _ in 0..<Self.repeats {
      note()
      guard (try? await helper.send(request.encoded(fingerprint: true))) != nil else { return nil }
      if await answer(to: request, at: socket, by: patience) != nil { return true }
    }
    return false
  }

  private func mappedPort(of socket: UDPSocket) async -> UInt16? {
    var random = Randomness()
    let request = STUNMessage(kind: .request, transaction: STUNTransaction(using: &random))
    for _ in 0..<Self.repeats {
      note()
      guard (try? await socket.send(request.encoded(fingerprint: true))) != nil else { return nil }
      if let answer = await answer(to: request, at: socket, by: patience) {
        return answer.xorMappedAddress?.port
      }
    }
    return nil
  }

  private var patience: Deadline { .after(max(.milliseconds(50), roundTrip + roundTrip / 2)) }

  private func answer(
    to request: STUNMessage, at socket: UDPSocket, by deadline: Deadline
  ) async -> STUNMessage? {
    while let arrival = try? await socket.receive(by: deadline) {
      guard case .datagram(let bytes, _) = arrival,
        let answer = try? STUNMessage(decoding: bytes), answer.kind == .success,
        answer.transaction == request.transaction
      else { continue }
      return answer
    }
    return nil
  }

  private func note() {
    contacts.note(server.address, server.port, .udp, "STUN, lifetime of mappings")
  }
}
