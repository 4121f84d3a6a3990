import Addressing
import Platform
import Sockets
import TLS

/// A client at work: finds the host, connects, talks, and says what came of it.
///
/// A class, because the tasks that write and read share it. Confined to the loop's thread.
public final class Connector: @unchecked Sendable {
  let plan: ConnectPlan
  let loop: EventLoop
  let report: (ConnectEvent) -> Void
  /// Lent what the server sends.
  let data: (RawSpan) -> Void
  var summary = ConnectSummary()
  var expectation: ByteExpectation?
  var lineEnds = LineEnds()
  /// When bytes last went either way.
  var lastActive = Instant.now
  /// When the last datagram was sent: answers are timed from there.
  var lastSent = Instant.now
  var hasSaidAll = false
  /// Whether the connection was closed because nothing came or went, with more to say.
  private(set) var isIdle = false
  /// What went wrong at our own end.
  var fault: ConnectError?
  private let began = Instant.now

  private init(
    _ plan: ConnectPlan, on loop: EventLoop, _ report: @escaping (ConnectEvent) -> Void,
    _ data: @escaping (RawSpan) -> Void
  ) {
    self.plan = plan
    self.loop = loop
    self.report = report
    self.data = data
    expectation = plan.expectation.map { ByteExpectation($0) }
  }

  /// Holds one conversation, or ends it at the first signal with what was known by then.
  public static func run(
    _ plan: ConnectPlan, report: @escaping (ConnectEvent) -> Void,
    data: @escaping (RawSpan) -> Void
  ) throws(ConnectError) -> ConnectSummary {
    let loop: EventLoop
    do throws(SystemError) {
      loop = try EventLoop()
    } catch {
      throw .noLoop(error)
    }
    let (report, data) = (Confined(report), Confined(data))
    var result = loop.run(interruption: .bySignals) { loop in
      await Connector(plan, on: loop, report.value, data.value).run()
    }
    if let signal = loop.interruptedBy, case .success(var summary) = result {
      summary.interruptedBy = signal
      result = .success(summary)
    }
    return try result.get()
  }

  private func run() async -> Result<ConnectSummary, ConnectError> {
    do throws(ConnectError) {
      let deadline = Deadline.after(plan.timeout)
      let (addresses, isLocalhost) = try await HostAddresses.find(
        plan.host, port: plan.port, family: plan.family ?? plan.source?.family, plan.transport,
        on: loop, by: deadline)
      report(.resolved(addresses, isLocalhost: isLocalhost))
      switch plan.transport {
      case .tcp: try await talk(over: connect(addresses, by: deadline))
      case .udp: try await talkInDatagrams(to: addresses)
      }
    } catch {
      if let signal = loop.interruptedBy { return .failure(.interrupted(signal: signal)) }
      return .failure(error)
    }
    summary.duration = .now - began
    if let expectation { summary.isAsExpected = expectation.isMet }
    report(.ended(summary.ending))
    return .success(summary)
  }

  // MARK: Connecting

  private func connect(
    _ addresses: [SocketAddress], by deadline: Deadline
  ) async throws(ConnectError) -> Link {
    // Made before connecting: what is wrong with it is no business of the server's.
    let context = try makeContext()
    let plan = plan
    let race = await ConnectRace.run(
      on: loop, to: addresses,
      options: { _ in
        var options = plan.options
        options.source = plan.source
        return options
      }, by: deadline)
    report(.attempted(race.attempts))
    let stream: TCPStream
    do throws(SocketError) {
      stream = try race.result.get()
    } catch {
      throw .connecting(error, addresses[0])
    }
    try? stream.setNoDelay()
    explainConnect(stream)
    report(
      .connected(
        peer: stream.remoteAddress, local: stream.localAddress, after: .now - began))
    guard let context else { return .plain(stream) }
    return .secure(try await secure(stream, context, by: deadline))
  }

  private func makeContext() throws(ConnectError) -> TLSContext? {
    guard let security = plan.security else { return nil }
    do throws(TLSError) {
      return try TLSContext(
        OpenSSL(path: security.library), client: security.configuration)
    } catch {
      throw .tls(error)
    }
  }

  private func secure(
    _ stream: TCPStream, _ context: TLSContext, by deadline: Deadline
  ) async throws(ConnectError) -> TLSStream {
    let name = plan.security?.serverName ?? Self.withoutZone(plan.host)
    let start = Instant.now
    var secure: TLSStream?
    do throws(TLSError) {
      let session = try TLSStream(over: stream, context, serverName: name)
      secure = session
      try await session.handshake(by: deadline)
      report(.secured(session.facts, after: .now - start))
      return session
    } catch {
      if let peer = secure?.peer, !peer.chain.isEmpty { report(.presented(peer)) }
      secure?.close()
      throw .tls(error)
    }
  }

  // MARK: Silence

  /// Calls `close` once nothing has come or gone for as long as the plan allows. The task is to be
  /// cancelled when the conversation has ended; nil where silence may last.
  func watchIdleness(_ close: @escaping @Sendable () -> Void) -> Task<Void, Never>? {
    guard let limit = plan.idle else { return nil }
    lastActive = .now
    return loop.spawn {
      guard await self.waitForSilence(of: limit) else { return }
      self.isIdle = !self.hasSaidAll
      close()
    }
  }

  /// Waits until nothing has come or gone for so long; false where the task was cancelled before.
  func waitForSilence(of limit: Duration) async -> Bool {
    while true {
      let end = Deadline(at: lastActive + limit)
      if end.hasPassed { return true }
      do throws(SocketError) {
        try await loop.sleep(until: end)
      } catch {
        return false
      }
    }
  }

  private static func withoutZone(_ host: String) -> String {
    (try? ScopedAddress(host)).map { "\($0.address)" } ?? host
  }

  private func explainConnect(_ stream: TCPStream) {
    guard plan.explains, let number = stream.number else { return }
    let peer = stream.remoteAddress
    report(.call(.opening(number, peer.family, "SOCK_STREAM", "a TCP socket")))
    report(
      .call(
        ExplainedCall(
          "connect(\(number), \(peer))", "0",
          "the three-way handshake; the kernel chose \(stream.localAddress) for us")))
  }
}
