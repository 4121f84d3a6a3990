import Addressing
import Platform
public import Sockets
import TLS
import Wire

extension Connector {
  /// How long datagrams are waited for after the last one was sent.
  private var patience: Duration { plan.wait ?? .seconds(1) }

  /// Sends each message as a datagram, and listens for whoever answers.
  func talkInDatagrams(to addresses: [SocketAddress]) async throws(ConnectError) {
    let target = addresses[0]
    let isShared = plan.isBroadcast || isBroadcast(target) || target.isMulticast
    let socket = try open(addresses, isShared)
    report(.sending(to: target, isShared: isShared))
    let sender = Sender(socket: socket, target: isShared ? target : nil)
    if let repetition = plan.repetition {
      await measure(repetition) { (message) throws(TLSError) in
        try await self.trip(message, sender)
      }
    } else {
      let failure = await talk(sender)
      if let fault { throw fault }
      if let failure { throw .sending(failure, target) }
    }
    socket.close()
  }

  /// A socket and where it sends; nil where it is connected.
  private struct Sender: Sendable {
    let socket: UDPSocket
    let target: SocketAddress?
  }

  /// Whether an interface of ours has it as its broadcast address.
  private func isBroadcast(_ target: SocketAddress) -> Bool {
    guard case .v4(let four) = target.address else { return false }
    if four.bits == .max { return true }
    let known = (try? NetworkState.addresses())?.compactMap(\.broadcast) ?? []
    return known.contains(target.address)
  }

  /// A socket for the first of the addresses.
  private func open(
    _ addresses: [SocketAddress], _ isShared: Bool
  ) throws(ConnectError) -> UDPSocket {
    let target = addresses[0]
    var options = plan.options
    options.source = plan.source
    var scoped = target
    if let name = options.interface {
      guard let index = SystemCalls.interfaceIndex(named: name) else { throw .noInterface(name) }
      if target.family == .ipv6 { scoped.scope = index }
    }
    do throws(SocketError) {
      guard isShared else { return try UDPSocket(on: loop, connectedTo: scoped, options: options) }
      // The hop limit of multicasts is an option of its own.
      let hops = options.hops
      if target.isMulticast { options.hops = nil }
      let socket = try UDPSocket(on: loop, target.family, options: options)
      if target.isMulticast {
        if let hops { try socket.setMulticastHops(hops) }
        if let name = options.interface, let index = SystemCalls.interfaceIndex(named: name) {
          try socket.setMulticastInterface(index)
        }
      } else {
        try socket.setBroadcast()
      }
      return socket
    } catch {
      throw .sending(error, target)
    }
  }

  // MARK: Talking

  private func talk(_ sender: Sender) async -> SocketError? {
    let failure = Mailbox<SocketError>(on: loop)
    let speaking = loop.spawn {
      do throws(SocketError) {
        try await self.sayAll(sender)
        self.lastSent = .now
        self.hasSaidAll = true
        try await self.loop.sleep(until: Deadline(at: self.lastSent + self.patience))
      } catch {
        failure.send(error)
      }
      sender.socket.close()
    }
    let watching = watchIdleness { sender.socket.close() }
    summary.ending = await listen(to: sender.socket)
    speaking.cancel()
    watching?.cancel()
    guard failure.count > 0, let error = try? await failure.receive().first else { return nil }
    switch error {
    case .closed, .cancelled: return nil
    case .timedOut, .system, .rejected: return error
    }
  }

  private func sayAll(_ sender: Sender) async throws(SocketError) {
    switch plan.speech {
    case .messages(let messages):
      for message in messages { try await say(message, sender) }
    case .file(let path): try await say(try datagram(in: path), sender)
    case .input:
      let input = try LocalStream(on: loop, 0)
      var lines = LineSplitter(limit: 65507)
      while let bytes = try await input.receive({ unsafe $0.withUnsafeBytes { unsafe Array($0) } })
      {
        lines.append(bytes)
        while let line = lines.next() { try await say(line.bytes, sender) }
      }
      while let line = lines.finish() { try await say(line.bytes, sender) }
    }
    if !plan.farewell.isEmpty { try await say(plan.farewell, sender) }
  }

  /// A whole file as one datagram; 65,507 bytes are the most that IPv4 carries.
  private func datagram(in path: String) throws(SocketError) -> [UInt8] {
    do throws(SystemError) {
      var reader = try FileReader(path: path)
      return try reader.readAll(limit: 65507)
    } catch {
      fault = .file(path, error)
      throw .closed
    }
  }

  private func say(_ bytes: [UInt8], _ sender: Sender) async throws(SocketError) {
    lastSent = .now
    lastActive = lastSent
    try await sender.socket.send(bytes, to: sender.target)
    summary.sent += UInt64(bytes.count)
    guard plan.explains, let number = sender.socket.number else { return }
    report(
      .call(
        ExplainedCall(
          "sendto(\(number), buffer, \(bytes.count), MSG_NOSIGNAL)", "\(bytes.count)",
          "one datagram; nobody says whether it arrives")))
  }

  private func listen(to socket: UDPSocket) async -> ConnectEnding {
    while true {
      do throws(SocketError) {
        switch try await socket.receive(by: .never) {
        case .datagram(let bytes, let info): take(bytes, from: info.source)
        case .icmp(let message):
          report(.notDelivered(message))
          if message.isPortUnreachable { return .lost(.transport(.rejected(message))) }
        }
      } catch {
        switch error {
        // Closed by our own watch over silence, or by a signal.
        case .closed, .cancelled, .timedOut: return isIdle ? .idle : .silence
        case .system, .rejected: return .lost(.transport(error))
        }
      }
      if expectation?.isMet ?? false { return .satisfied }
      if let replies = plan.replies, summary.datagrams >= replies { return .satisfied }
    }
  }

  private func take(_ bytes: [UInt8], from source: SocketAddress) {
    summary.datagrams += 1
    summary.received += UInt64(bytes.count)
    lastActive = .now
    report(.datagram(from: source, bytes, after: lastActive - lastSent))
    unsafe expectation?.look(at: bytes.span.bytes)
  }

  // MARK: Round trips

  private func trip(
    _ message: [UInt8], _ sender: Sender
  ) async throws(TLSError) -> RoundTrip {
    do throws(SocketError) {
      try dropLateAnswers(on: sender.socket)
      try await say(message, sender)
      let answer = try await answer(on: sender.socket, by: .after(plan.timeout))
      return RoundTrip(received: answer ?? 0, isAnswered: answer != nil, mayGoOn: true)
    } catch {
      throw .transport(error)
    }
  }

  /// Takes what came too late for the trips before, lest it be counted for the next.
  private func dropLateAnswers(on socket: UDPSocket) throws(SocketError) {
    while let arrival = try socket.receiveNow({ _, _ in }) {
      if case .icmp(let message) = arrival { throw notDelivered(message) }
    }
  }

  private func notDelivered(_ message: ICMPReport) -> SocketError {
    report(.notDelivered(message))
    return .rejected(message)
  }

  /// How long the next datagram is; nil where none comes in time.
  private func answer(
    on socket: UDPSocket, by deadline: Deadline
  ) async throws(SocketError) -> Int? {
    do throws(SocketError) {
      switch try await socket.receive(by: deadline) {
      case .datagram(let bytes, _):
        summary.datagrams += 1
        summary.received += UInt64(bytes.count)
        unsafe data(bytes.span.bytes)
        unsafe expectation?.look(at: bytes.span.bytes)
        return bytes.count
      case .icmp(let message): throw notDelivered(message)
      }
    } catch {
      if error == .timedOut { return nil }
      throw error
    }
  }
}

extension SocketAddress {
  /// Whether it is a group: 224.0.0.0/4, ff00::/8.
  public var isMulticast: Bool {
    switch address {
    case .v4(let four): four.bits >> 28 == 0xE
    case .v6(let six): six.bits >> 120 == 0xFF
    }
  }
}
