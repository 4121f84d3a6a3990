import Platform
import Sockets
import TLS
import Wire

/// One connection to a server: what is known of it, and what it is still to be sent.
///
/// It never waits. The loop calls it when the connection is ready, and it does what can be done at
/// once; a task in its place would keep its stack through hours of silence. A class, because the
/// loop, the server and the chat share it. Confined to the loop's thread.
final class Client: Watcher {
  let id: Int
  let transport: TCPStream
  /// The connection, with TLS around it where there is to be any.
  private(set) var link: Link
  private(set) var stage = ClientStage.talking
  private let conversation: any Conversation
  private unowned let server: Server
  private var outbox = Outbox()
  private var text = UTF8Joiner()
  /// Why nothing can be sent any more.
  private var failure: TLSError?

  private let opened = Instant.now
  /// When bytes were last seen to go either way, as far as `wasActive` has been looked at.
  private var lastActive: Instant
  /// Whether bytes went either way since: a look at the clock for each would cost more than this.
  private var wasActive = false
  private(set) var received: UInt64 = 0
  private(set) var sent: UInt64 = 0

  init(_ id: Int, _ transport: TCPStream, _ conversation: any Conversation, of server: Server) {
    self.id = id
    self.transport = transport
    self.conversation = conversation
    self.server = server
    link = .plain(transport)
    lastActive = opened
  }

  /// How many bytes wait for the client to read.
  var unsent: Int {
    switch link {
    case .plain: outbox.count
    case .secure(let stream): stream.pendingOutput
    }
  }

  // MARK: The session

  /// Begins it, by a TLS handshake where there is a context.
  func begin(_ context: TLSContext?) {
    attempt { () throws(TLSError) in
      do throws(SocketError) {
        try transport.watch(by: self)
      } catch {
        throw .transport(error)
      }
      if let context {
        link = .secure(try TLSStream(over: transport, context))
        stage = .securing
      } else {
        conversation.open(self)
      }
      try settle()
    }
  }

  func becameReady() -> Bool {
    attempt { () throws(TLSError) in
      if stage == .securing { try secure() }
      try flush()
      try hear()
      try settle()
    }
    guard stage != .gone else { return false }
    return isHearing && link.mayReceive
  }

  /// Ends the session once the client has taken what waits for it.
  func end(_ reason: CloseReason) { stage = .ending(reason) }

  /// Ends the session at once.
  func close(_ reason: CloseReason, _ error: TLSError? = nil) {
    server.see(off: self, reason, error)
  }

  private func attempt(_ step: () throws(TLSError) -> Void) {
    do throws(TLSError) {
      try step()
    } catch {
      if case .lingering(let reason) = stage {
        // It has had its answer; how it leaves is its own business.
        close(reason)
      } else {
        close(CloseReason(error), error)
      }
    }
  }

  private func secure() throws(TLSError) {
    guard case .secure(let stream) = link, try stream.handshakeNow() else { return }
    stage = .talking
    wasActive = true
    server.report(.secured(client: id, stream.facts))
    conversation.open(self)
  }

  /// Whether what comes is read.
  private var isHearing: Bool {
    switch stage {
    case .talking: conversation.hearsAhead || unsent == 0
    case .lingering: true
    case .securing, .ending, .gone: false
    }
  }

  private func hear() throws(TLSError) {
    guard isHearing else { return }
    switch try link.receiveNow(upTo: conversation.appetite, { take($0) }) {
    case .nothing: return
    case .value(let reason):
      if let reason, stage == .talking { end(reason) }
    case .end:
      explain { .received($0, 0) }
      if case .lingering(let reason) = stage {
        close(reason)
      } else {
        conversation.hearEnd(from: self)
        end(.endOfStream)
      }
    }
    if let failure { throw failure }
  }

  private func take(_ bytes: RawSpan) -> CloseReason? {
    received += UInt64(bytes.byteCount)
    wasActive = true
    explain { .received($0, bytes.byteCount) }
    if server.plan.reportsData { tell(bytes) }
    return stage == .talking ? conversation.hear(bytes, from: self) : nil
  }

  /// Takes the steps that wait for nothing but the client's having read.
  private func settle() throws(TLSError) {
    switch stage {
    case .ending(let reason) where unsent == 0:
      guard reason == .done || reason == .end else { return close(reason) }
      stage = .lingering(reason)
      lastActive = .now
      conversation.close()
      try link.shutdownWriteNow()
    case .securing where server.isDraining: close(.shutdown)
    case .talking where server.isDraining && unsent == 0 && !link.mayReceive: close(.shutdown)
    case .lingering(let reason) where server.isDraining: close(reason)
    case .securing, .talking, .ending, .lingering, .gone: return
    }
  }

  // MARK: Sending

  /// Sends what the kernel takes at once and keeps the rest; that it fails is found by the client's
  /// own next turn.
  func send(_ bytes: RawSpan) {
    guard stage != .gone, failure == nil else { return }
    do throws(TLSError) {
      switch link {
      case .plain(let stream):
        let count = outbox.count == 0 ? try send(bytes, over: stream) : 0
        outbox.append(bytes.extracting(droppingFirst: count))
      case .secure(let stream):
        try stream.enqueue(bytes)
        sent += UInt64(bytes.byteCount)
        explain { .sent($0, bytes.byteCount, of: bytes.byteCount) }
        _ = try stream.flushNow()
      }
    } catch {
      failure = error
      transport.callWatcher()
    }
  }

  private func flush() throws(TLSError) {
    if let failure { throw failure }
    switch link {
    case .plain(let stream):
      guard outbox.count > 0 else { return }
      try outbox.drain { (bytes) throws(TLSError) in try send(bytes, over: stream) }
    case .secure(let stream):
      let before = stream.pendingOutput
      if before > 0, try stream.flushNow() || stream.pendingOutput < before { wasActive = true }
    }
  }

  private func send(_ bytes: RawSpan, over stream: TCPStream) throws(TLSError) -> Int {
    do throws(SocketError) {
      let count = try stream.trySend(bytes)
      if count > 0 { wasActive = true }
      sent += UInt64(count)
      explain { .sent($0, count, of: bytes.byteCount) }
      return count
    } catch {
      throw .transport(error)
    }
  }

  // MARK: Time

  /// Why the client has to go by now; nil where it may stay.
  func verdict(at now: Instant) -> CloseReason? {
    let limits = server.plan.limits
    if case .lingering(let reason) = stage {
      return lastActive + limits.drain <= now ? reason : nil
    }
    if wasActive { lastActive = now }
    wasActive = false
    switch stage {
    case .securing: return lastActive + limits.handshake <= now ? .handshakeTimeout : nil
    case .talking, .ending:
      guard let idle = limits.idle, lastActive + idle <= now else { return nil }
      return unsent > 0 ? .slow : .idle
    case .lingering, .gone: return nil
    }
  }

  // MARK: Telling

  private func tell(_ bytes: RawSpan) {
    let whole = unsafe bytes.withUnsafeBytes { unsafe text.append($0) }
    if !whole.isEmpty { server.report(.data(client: id, whole)) }
  }

  private func explain(_ call: (Int32) -> ExplainedCall) {
    guard server.plan.explains, let number = transport.number else { return }
    server.report(.call(call(number)))
  }

  /// Closes the connection, and says what came of it; nil where that has been done.
  func leave(_ reason: CloseReason, _ error: TLSError?) -> ServeClosing? {
    guard stage != .gone else { return nil }
    stage = .gone
    let rest = text.finish()
    if !rest.isEmpty { server.report(.data(client: id, rest)) }
    explain { .closed($0) }
    link.close()
    outbox = Outbox()
    return ServeClosing(
      reason: reason, error: error, received: received, sent: sent, duration: .now - opened)
  }

  /// Ends the service's side of a session that is over.
  func closeConversation() { conversation.close() }
}
