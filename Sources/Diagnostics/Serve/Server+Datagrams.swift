import Addressing
import Platform
import Sockets
import Wire

extension Server {
  func openDatagrams() throws(ServeError) {
    var missing: [SocketAddress] = []
    let index = try interfaceIndex()
    if plan.groups.isEmpty {
      let (groups, _) = try Opening.groups(plan)
      for group in groups {
        sockets += try Opening.open(group, .udp, missing: &missing) {
          (address) throws(SocketError) in
          let socket = try UDPSocket(
            on: self.loop, address.family, local: address, tellsDestination: address.isAny,
            options: SocketOptions(interface: self.plan.interface))
          return (socket, try socket.localAddress.port)
        } close: {
          $0.close()
        }
      }
    } else {
      for place in plan.places {
        for group in plan.groups { sockets.append(try join(group, place.port, index)) }
      }
    }
    let addresses = sockets.compactMap { socket in try? socket.localAddress }
    report(
      .listening(
        ServeOpening(
          transport: .udp, addresses: addresses, missing: missing,
          isLoopbackOnly: addresses.allSatisfy(\.isLoopback), certificate: nil)))
    let answering = DatagramAnswering(
      policy: DatagramPolicy(
        ownPorts: Set(addresses.map(\.port)), answersLowPorts: plan.answersLowPorts,
        broadcasts: Self.broadcasts()),
      limiter: plan.limits.datagramRate.map { RateLimiter(rate: $0) })
    for (socket, address) in zip(sockets, addresses) {
      if plan.explains, let number = socket.number {
        for call in ExplainedCall.bound(number, at: address) { report(.call(call)) }
      }
      loop.spawn {
        await socket.serve { bytes, info in
          self.answer(bytes, info, on: socket, answering)
        }
      }
    }
  }

  /// A socket bound to the group itself: what else comes to the port is not ours.
  private func join(
    _ group: IPAddress, _ port: UInt16, _ index: UInt32
  ) throws(ServeError) -> UDPSocket {
    let address = SocketAddress(group, port: port, scope: group.family == 6 ? index : 0)
    do throws(SocketError) {
      let socket = try UDPSocket(
        on: loop, address.family, local: address, sharesPort: true)
      try socket.join(group, interfaceIndex: index)
      return socket
    } catch {
      throw .cannotJoin("\(group)", error)
    }
  }

  private func interfaceIndex() throws(ServeError) -> UInt32 {
    guard let name = plan.interface else { return 0 }
    guard let index = SystemCalls.interfaceIndex(named: name) else { throw .noInterface(name) }
    return index
  }

  private static func broadcasts() -> Set<IPAddress> {
    Set((try? NetworkState.addresses())?.compactMap(\.broadcast) ?? [])
  }

  private func answer(
    _ bytes: RawSpan, _ info: DatagramInfo, on socket: UDPSocket, _ answering: DatagramAnswering
  ) {
    let source = info.source
    summary.received += UInt64(bytes.byteCount)
    if let reason = answering.refusal(of: source, admission) {
      summary.dropped += 1
      report(.dropped(peer: source, reason))
      return
    }
    let sent: Int?
    switch plan.service {
    case .echo: sent = send(bytes, to: info, on: socket)
    case .hello(let message):
      let answer = ListenerGreeting.answer(to: bytes) ?? message
      sent = send(answer, to: info, on: socket, upTo: bytes.byteCount)
    case .daytime:
      let answer = ListenerGreeting.answer(to: bytes) ?? Array("\(Self.timeOfDay)\r\n".utf8)
      sent = send(answer, to: info, on: socket, upTo: bytes.byteCount)
    case .discard, .chat: sent = 0
    }
    guard let sent else {
      summary.dropped += 1
      report(.dropped(peer: source, .unsent))
      return
    }
    summary.answered += 1
    summary.sent += UInt64(sent)
    if plan.reportsData {
      let copy = unsafe bytes.withUnsafeBytes { unsafe Array($0) }
      report(.datagram(peer: source, bytes: copy, answered: sent))
    }
    if summary.answered == plan.clientCount { end() }
  }

  /// Never more bytes than came: an answer to a forged source must not be worth forging one.
  private func send(
    _ message: [UInt8], to asked: DatagramInfo, on socket: UDPSocket, upTo limit: Int
  ) -> Int? {
    let length = min(message.count, limit)
    let whole = UTF8Boundary.wholeLength(message[..<length])
    return unsafe send(message.span.bytes.extracting(0..<whole), to: asked, on: socket)
  }

  /// How many bytes were sent, by the address that was asked; nil where the kernel did not take them.
  private func send(_ bytes: RawSpan, to asked: DatagramInfo, on socket: UDPSocket) -> Int? {
    do throws(SocketError) {
      let isSent = try socket.trySend(bytes, to: asked.source, from: asked.destination)
      if plan.explains, let number = socket.number {
        report(.call(.receivedDatagram(number, bytes.byteCount, asked)))
        report(.call(.sentDatagram(number, bytes.byteCount, asked, isSent: isSent)))
      }
      return isSent ? bytes.byteCount : nil
    } catch {
      return nil
    }
  }
}

/// What the sockets of one server share: the rules, and how often each source has asked.
///
/// A class, because the rate counts over all of them. Confined to the loop's thread.
final class DatagramAnswering: @unchecked Sendable {
  private let policy: DatagramPolicy
  private var limiter: RateLimiter?

  init(policy: DatagramPolicy, limiter: RateLimiter?) {
    self.policy = policy
    self.limiter = limiter
  }

  func refusal(of source: SocketAddress, _ admission: Admission) -> DropReason? {
    if let reason = policy.refusal(of: source) { return reason }
    guard admission.isAllowed(source.address) else { return .notAllowed }
    return limiter?.allows(source.address, at: .now) ?? true ? nil : .rate
  }
}
