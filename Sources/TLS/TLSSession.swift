/// One TLS connection without its socket: ciphertext in, ciphertext out, plaintext in between.
///
/// It never waits. Each step works on what was fed; whatever it wants sent stands in
/// `pendingOutput` afterwards, also after an error: the alert that tells the peer. Not for two
/// threads at once. A class, because OpenSSL's certificate check comes back to it.
@safe
public final class TLSSession {
  /// Where a handshake stands.
  public enum Handshake: Hashable, Sendable { case done, needsInput }

  /// What a read found.
  public enum Reading: Hashable, Sendable {
    /// So many bytes of plaintext, at least 1.
    case bytes(Int)
    case needsInput
    /// The peer said close_notify: nothing more will come, nothing is missing.
    case closed
  }

  public let context: TLSContext
  let library: OpenSSL
  let handle: OpaquePointer
  var record = PeerRecord()
  private let input: OpaquePointer
  private let output: OpaquePointer
  private var inputHasEnded = false
  /// Whether reading would only find that more input is needed.
  public private(set) var isDrained = false
  private var failure: TLSError?
  /// Whether the handshake is done.
  public private(set) var isEstablished = false

  /// A session of the role of `context`.
  ///
  /// A client's `serverName` is the host name or address that the server has to prove, and goes
  /// to it as SNI if it is a name; nil asks and proves nothing. A server gives none.
  /// - Throws: `invalid` for a name that cannot be one.
  public init(_ context: TLSContext, serverName: String? = nil) throws(TLSError) {
    let library = context.library
    let buffers = library.buffers
    library.errors.clear()
    guard let session = unsafe library.sessions.new(context.handle) else {
      throw .library(library.takeFailure().text)
    }
    guard let input = unsafe buffers.new(buffers.memory()) else {
      unsafe library.sessions.free(session)
      throw .library(library.takeFailure().text)
    }
    guard let output = unsafe buffers.new(buffers.memory()) else {
      _ = unsafe buffers.free(input)
      unsafe library.sessions.free(session)
      throw .library(library.takeFailure().text)
    }
    // The session frees both from here on.
    unsafe library.sessions.setBuffers(session, input, output)
    self.context = context
    self.library = library
    unsafe handle = session
    unsafe self.input = input
    unsafe self.output = output
    // An empty buffer means "more will come"; the end of input is `inputHasEnded`.
    _ = unsafe buffers.control(input, BufferFunctions.Command.setEmptyResult, -1, nil)
    let own = unsafe Unmanaged.passUnretained(self).toOpaque()
    _ = unsafe library.sessions.setAttachment(
      session, SessionFunctions.Constant.ownAttachment, own)
    switch context.role {
    case .server: unsafe library.sessions.setAcceptState(session)
    case .client:
      if let serverName { try expect(serverName) }
      unsafe library.sessions.setConnectState(session)
    }
  }

  deinit { unsafe library.sessions.free(handle) }

  /// Asks for a server of this name or address, and accepts no other's certificate.
  private func expect(_ name: String) throws(TLSError) {
    let sessions = library.sessions
    // A zone is local to this host, and a final dot is not part of the name in certificates.
    var bare = name.prefix { $0 != "%" }
    if bare.hasSuffix(".") { bare.removeLast() }
    let host = String(bare)
    guard !host.isEmpty, host.utf8.count <= 255, !host.utf8.contains(0) else {
      throw .invalid("invalid server name '\(name)'")
    }
    let parameters = unsafe sessions.parameters(handle)
    if unsafe library.certificates.setAddress(parameters, host) == 1 { return }
    library.errors.clear()
    unsafe sessions.setHostFlags(handle, SessionFunctions.Constant.noPartialWildcards)
    let isSet = unsafe host.withCString { text in
      let sent = unsafe sessions.control(
        handle, SessionFunctions.Constant.setServerName, 0, UnsafeMutableRawPointer(mutating: text))
      return unsafe sent == 1 && sessions.setHost(handle, text) == 1
    }
    guard isSet else { throw .invalid("invalid server name '\(name)'") }
  }

  // MARK: Ciphertext

  /// Takes in what came from the peer.
  public func feed(_ ciphertext: RawSpan) {
    guard !ciphertext.isEmpty else { return }
    isDrained = false
    unsafe ciphertext.withUnsafeBytes { bytes in
      _ = unsafe library.buffers.write(input, bytes.baseAddress, CInt(bytes.count))
    }
  }

  /// Notes that nothing more will come from the peer.
  public func endInput() {
    inputHasEnded = true
    isDrained = false
  }

  private var pendingInput: Int {
    Int(unsafe library.buffers.control(input, BufferFunctions.Command.pending, 0, nil))
  }

  /// How many bytes wait to be sent.
  public var pendingOutput: Int {
    Int(unsafe library.buffers.control(output, BufferFunctions.Command.pending, 0, nil))
  }

  /// Lends all that is to be sent; it stays until `discardOutput`.
  func lendOutput<Value, Failure: Error>(
    _ body: (RawSpan) throws(Failure) -> Value
  ) throws(Failure) -> Value {
    var start: UnsafeMutableRawPointer?
    let count = unsafe library.buffers.control(
      output, BufferFunctions.Command.contents, 0, &start)
    return try body(unsafe UnsafeRawBufferPointer(start: start, count: count).bytes)
  }

  /// Drops the first `count` bytes of what is to be sent: they were. OpenSSL can only read past
  /// them, so it needs a place to read them to.
  func discardOutput(_ count: Int, through buffer: UnsafeMutableRawBufferPointer) {
    var left = count
    while left > 0 {
      let read = unsafe library.buffers.read(
        output, buffer.baseAddress, CInt(min(left, buffer.count)))
      precondition(read > 0, "more was sent than there was")
      left -= Int(read)
    }
  }

  // MARK: Steps

  /// Carries the handshake as far as what was fed allows.
  /// - Throws: `unverified`, `pinMismatch`, `alert`, `notTLS`, `violation`, `truncated`; then the
  ///   session is over, and what is pending should still be sent.
  public func handshake() throws(TLSError) -> Handshake {
    if let failure { throw failure }
    if isEstablished { return .done }
    library.errors.clear()
    let result = unsafe library.sessions.handshake(handle)
    if result == 1 {
      isEstablished = true
      return .done
    }
    switch unsafe library.sessions.error(handle, result) {
    case SessionFunctions.Constant.wantsRead, SessionFunctions.Constant.wantsWrite:
      if inputHasEnded { throw fail(.truncated(during: .handshake)) }
      return .needsInput
    default: throw fail(reason(during: .handshake))
    }
  }

  /// Reads plaintext, at most a record of 16 KiB, into `buffer`.
  /// - Precondition: `isEstablished`, and `buffer` is not empty.
  /// - Throws: `alert`, `violation`, or `truncated` where the input ended without close_notify.
  public func read(into buffer: inout MutableRawSpan) throws(TLSError) -> Reading {
    precondition(isEstablished, "read before the handshake is done")
    precondition(!buffer.isEmpty, "read into nothing")
    if let failure { throw failure }
    if isDrained { return .needsInput }
    library.errors.clear()
    let space = buffer.byteCount
    let count = unsafe buffer.withUnsafeMutableBytes { bytes in
      unsafe library.sessions.read(handle, bytes.baseAddress, CInt(clamping: bytes.count))
    }
    if count > 0 {
      // A read that leaves space has emptied its record, and records come from the input.
      isDrained = Int(count) < space && pendingInput == 0 && !inputHasEnded
      return .bytes(Int(count))
    }
    switch unsafe library.sessions.error(handle, count) {
    case SessionFunctions.Constant.closed: return .closed
    case SessionFunctions.Constant.wantsRead, SessionFunctions.Constant.wantsWrite:
      if inputHasEnded { throw fail(.truncated(during: .data)) }
      isDrained = true
      return .needsInput
    default: throw fail(reason(during: .data))
    }
  }

  /// Encrypts all of `plaintext`. It grows `pendingOutput` by a little more than its size, so feed
  /// it some 64 KiB at a time.
  /// - Precondition: `isEstablished`, and `close` has not been called.
  public func write(_ plaintext: RawSpan) throws(TLSError) {
    precondition(isEstablished, "write before the handshake is done")
    if let failure { throw failure }
    guard !plaintext.isEmpty else { return }
    library.errors.clear()
    let count = unsafe plaintext.withUnsafeBytes { bytes in
      unsafe library.sessions.write(handle, bytes.baseAddress, CInt(bytes.count))
    }
    if count <= 0 { throw fail(reason(during: .data)) }
  }

  /// Says close_notify: this end will write no more, and may still read. Once is enough; a session
  /// that failed or is not established has nothing to say.
  public func close() {
    guard isEstablished, failure == nil else { return }
    library.errors.clear()
    _ = unsafe library.sessions.shutdown(handle)
    library.errors.clear()
  }

  // MARK: Failures

  private func fail(_ error: TLSError) -> TLSError {
    failure = error
    return error
  }

  /// What OpenSSL's queue and the certificate check say about the step that just failed.
  private func reason(during phase: TLSError.Phase) -> TLSError {
    let cause = library.takeFailure()
    if let alert = cause.alert { return .alert(alert, during: phase) }
    if let pin = record.mismatchedPin { return .pinMismatch(found: pin) }
    if record.refused != nil, case .failed(let refusal) = record.verification {
      return .unverified(refusal)
    }
    if cause.saysNoCertificate { return .unverified(.notPresented) }
    if phase == .handshake, cause.saysNotTLS { return .notTLS(reason: cause.text) }
    if cause.saysTruncated { return .truncated(during: phase) }
    return .violation(reason: cause.text, during: phase)
  }
}
