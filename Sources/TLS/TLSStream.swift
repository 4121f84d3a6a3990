public import Platform
public import Sockets

/// A TLS connection over TCP, with the face of a `TCPStream`.
///
/// Belongs to its loop's thread. One task may read while another writes. Closed by `close`, or at
/// the latest when the last reference goes.
public final class TLSStream: @unchecked Sendable {
  /// The connection below. Reading or writing there breaks the session.
  public let transport: TCPStream
  private let session: TLSSession
  private let buffers: BufferPool

  /// A session over a connection, before its handshake. Small writes go out at once from here on:
  /// gathering them stalls handshakes by the peer's delayed acknowledgement, 40 ms.
  ///
  /// - Parameter serverName: the host name or address that a client wants proved; nil for a server.
  /// - Throws: `invalid` for a name that cannot be one, `transport`.
  public init(
    over transport: TCPStream, _ context: TLSContext, serverName: String? = nil
  ) throws(TLSError) {
    session = try TLSSession(context, serverName: serverName)
    self.transport = transport
    buffers = context.buffers
    try asTLSError { () throws(SocketError) in try transport.setNoDelay() }
  }

  public var loop: EventLoop { transport.loop }
  public var localAddress: SocketAddress { transport.localAddress }
  public var remoteAddress: SocketAddress { transport.remoteAddress }
  public var isClosed: Bool { transport.isClosed }

  /// What the handshake agreed on.
  /// - Precondition: the handshake is done.
  public var facts: TLSFacts { session.facts }

  /// Who the peer is, as far as it showed; also after a handshake that refused it.
  public var peer: TLSPeer { session.peer }

  // MARK: Handshake

  /// Shakes hands. Where it fails, the peer has been told why; the connection is still to be closed.
  /// - Throws: whatever `TLSSession.handshake` does, and `transport`.
  public func handshake(by deadline: Deadline) async throws(TLSError) {
    while try !handshakeNow() {
      try await flush(by: deadline)
      try await waitReadable(by: deadline)
    }
    try await flush(by: deadline)
  }

  /// Carries the handshake as far as it goes without waiting; whether it is done. What could not be
  /// sent is pending: see `flushNow`.
  public func handshakeNow() throws(TLSError) -> Bool {
    while true {
      let state: TLSSession.Handshake
      do throws(TLSError) {
        state = try session.handshake()
      } catch {
        _ = try? flushNow()
        throw error
      }
      _ = try flushNow()
      if state == .done { return true }
      if try !takeInput() { return false }
    }
  }

  // MARK: Reading

  /// Lends the next plaintext, at most 64 KiB, to `body` and answers with what it answers; nil when
  /// the peer has said that it is done.
  /// - Throws: `truncated` where the connection ended without that, `alert`, `violation`,
  ///   `transport`.
  public func receive<Value>(
    upTo limit: Int = 65536, by deadline: Deadline = .never,
    _ body: (RawSpan) throws(TLSError) -> Value
  ) async throws(TLSError) -> Value? {
    while true {
      switch try receiveNow(upTo: limit, body) {
      case .value(let value): return value
      case .end: return nil
      case .nothing: try await waitReadable(by: deadline)
      }
    }
  }

  /// As `receive`, without waiting.
  public func receiveNow<Value>(
    upTo limit: Int = 65536, _ body: (RawSpan) throws(TLSError) -> Value
  ) throws(TLSError) -> Intake<Value> {
    precondition(limit > 0, "a read of nothing is no read")
    while true {
      let found = try decrypt(min(limit, BufferPool.size), body)
      if case .nothing = found {
        if try takeInput() { continue }
        // Reading may have something to say: an alert, an answer to a key update. It does not wait
        // for that to go out, for that is what a writer may be doing; and where it cannot, what the
        // peer said last is still to be read.
        _ = try? flushNow()
      }
      return found
    }
  }

  /// Whether a read now may bring something.
  public var mayReceive: Bool { !session.isDrained || transport.mayReceive }

  /// The next plaintext, at most `limit` bytes; empty when the peer has said that it is done.
  public func read(
    upTo limit: Int = 4096, by deadline: Deadline = .never
  ) async throws(TLSError) -> [UInt8] {
    try await receive(upTo: limit, by: deadline) { bytes in
      unsafe bytes.withUnsafeBytes { unsafe Array($0) }
    } ?? []
  }

  /// Gathers the records that have come, and lends them together.
  private func decrypt<Value>(
    _ limit: Int, _ body: (RawSpan) throws(TLSError) -> Value
  ) throws(TLSError) -> Intake<Value> {
    if session.isDrained { return .nothing }
    return try unsafe buffers.withBuffer { (buffer) throws(TLSError) -> Intake<Value> in
      var filled = 0
      gathering: repeat {
        var rest = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[filled..<limit])
          .mutableBytes
        let reading: TLSSession.Reading
        do throws(TLSError) {
          reading = try session.read(into: &rest)
        } catch {
          // What was read before the fault is delivered; the session keeps the fault.
          if filled > 0 { break gathering }
          _ = try? flushNow()
          throw error
        }
        switch reading {
        case .bytes(let count): filled += count
        case .needsInput:
          if filled == 0 { return .nothing }
        case .closed:
          if filled == 0 { return .end }
          break gathering
        }
      } while filled < limit && !session.isDrained
      return .value(try body(unsafe UnsafeRawBufferPointer(rebasing: buffer[..<filled]).bytes))
    }
  }

  /// Takes in what ciphertext has come; whether there was any, or its end.
  private func takeInput() throws(TLSError) -> Bool {
    let session = session
    return try asTLSError { () throws(SocketError) in
      switch try transport.receiveNow({ session.feed($0) }) {
      case .value: return true
      case .nothing: return false
      case .end:
        session.endInput()
        return true
      }
    }
  }

  private func waitReadable(by deadline: Deadline) async throws(TLSError) {
    do throws(SocketError) {
      try await transport.waitReadable(by: deadline)
    } catch {
      throw .transport(error)
    }
  }

  // MARK: Writing

  /// Sends all the bytes, waiting while the peer reads slower than we write. A deadline that passes
  /// in the middle leaves a part sent.
  public func write(_ bytes: [UInt8], by deadline: Deadline = .never) async throws(TLSError) {
    var sent = 0
    repeat {
      let end = min(bytes.count, sent + BufferPool.size)
      try unsafe session.write(bytes.span.extracting(sent..<end).bytes)
      sent = end
      try await flush(by: deadline)
    } while sent < bytes.count
  }

  /// Sends the text as UTF-8.
  public func write(_ text: String, by deadline: Deadline = .never) async throws(TLSError) {
    try await write(Array(text.utf8), by: deadline)
  }

  /// Encrypts the bytes without sending them: for use inside `receive`, with `flush` or
  /// `flushNow` after it.
  public func enqueue(_ bytes: RawSpan) throws(TLSError) { try session.write(bytes) }

  /// Sends all that is enqueued, waiting while the peer reads slower than we write.
  public func flush(by deadline: Deadline = .never) async throws(TLSError) {
    while try !flushNow() {
      do throws(SocketError) {
        try await transport.waitWritable(by: deadline)
      } catch {
        throw .transport(error)
      }
    }
  }

  /// How many bytes of ciphertext wait to be sent.
  public var pendingOutput: Int { session.pendingOutput }

  /// Sends what the kernel takes at once; whether that was all.
  public func flushNow() throws(TLSError) -> Bool {
    let (session, transport) = (session, transport)
    guard session.pendingOutput > 0 else { return true }
    return try unsafe buffers.withBuffer { (discard) throws(TLSError) -> Bool in
      while session.pendingOutput > 0 {
        let sent = try asTLSError { () throws(SocketError) in
          try session.lendOutput { (bytes) throws(SocketError) in try transport.trySend(bytes) }
        }
        if sent == 0 { return false }
        unsafe session.discardOutput(sent, through: discard)
      }
      return true
    }
  }

  // MARK: Ending

  /// Ends our side: the peer reads the end of the stream, and we may go on reading. Only TLS's own
  /// end is sent, for some peers take TCP's to be the end of both sides.
  public func shutdownWrite(by deadline: Deadline = .never) async throws(TLSError) {
    session.close()
    try await flush(by: deadline)
  }

  /// As `shutdownWrite`, without waiting: `flushNow` sends the rest.
  public func shutdownWriteNow() throws(TLSError) {
    session.close()
    _ = try flushNow()
  }

  /// Closes both sides; bytes under way are still delivered, and the peer is told that they are all.
  public func close() {
    if !transport.isClosed {
      session.close()
      _ = try? flushNow()
      // TCP closes with a reset where bytes are unread, and a reset takes what is under way with it:
      // tickets that came unasked (RFC 8446 §4.6.1) are taken, though nobody wants them.
      _ = try? transport.receiveNow { _ in }
    }
    transport.close()
  }

  /// Closes by a reset: the peer sees ECONNRESET, and bytes under way are dropped.
  public func abort() { transport.abort() }
}

/// Runs a step of the connection below and throws its error as TLS's.
private func asTLSError<Value>(
  _ body: () throws(SocketError) -> Value
) throws(TLSError) -> Value {
  do throws(SocketError) {
    return try body()
  } catch {
    throw .transport(error)
  }
}
