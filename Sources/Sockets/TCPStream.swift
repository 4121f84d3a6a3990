import CNetkit
public import Platform

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A TCP connection.
///
/// Belongs to its loop's thread. One task may read while another writes. Closed by `close`, or at
/// the latest when the last reference goes.
public final class TCPStream: Sendable {
  public let loop: EventLoop
  public let localAddress: SocketAddress
  public let remoteAddress: SocketAddress
  private let channel: Channel

  init(
    _ loop: EventLoop, _ file: consuming FileDescriptor, local: SocketAddress,
    remote: SocketAddress
  ) throws(SystemError) {
    self.loop = loop
    localAddress = local
    remoteAddress = remote
    channel = try Channel(loop, file)
  }

  private init(_ channel: Channel, local: SocketAddress, remote: SocketAddress) {
    loop = channel.loop
    localAddress = local
    remoteAddress = remote
    self.channel = channel
  }

  // MARK: Connecting

  /// Connects.
  ///
  /// Throws `system` with ECONNREFUSED for the peer's reset, `rejected` for an ICMP message with its
  /// sender, other `system` errors for local failures (ENETUNREACH: no route), `timedOut`,
  /// `cancelled`. A connection of a socket with itself, which TCP's simultaneous open makes on the
  /// loopback interface, counts as ECONNREFUSED.
  nonisolated(nonsending) public static func connect(
    on loop: EventLoop, to address: SocketAddress, options: SocketOptions = SocketOptions(),
    by deadline: Deadline
  ) async throws(SocketError) -> TCPStream {
    let channel = try open(on: loop, for: address.family, options)
    let descriptor = try channel.raw
    var code = unsafe address.withKernelForm {
      unsafe SystemCalls.connectSocket(descriptor, to: $0, $1)
    }
    if code == EINPROGRESS {
      try await channel.waitWritable(by: deadline)
      code = SystemCalls.takeSocketError(descriptor)
    }
    if code != 0 {
      if let report = ErrorQueue.next(descriptor), report.origin != .local {
        throw .rejected(report)
      }
      throw .system(SystemError("connect", code))
    }
    // Off again: an established connection outlives a router's passing complaint (RFC 1122
    // §4.2.3.9), but with the queue on Linux ends it.
    try? ErrorQueue.enable(descriptor, address.family, false)
    let (local, remote) = try asSocketError { () throws(SystemError) in
      (try SocketAddress.local(of: descriptor), try SocketAddress.remote(of: descriptor))
    }
    if local == remote { throw .system(SystemError("connect", ECONNREFUSED)) }
    return TCPStream(channel, local: local, remote: remote)
  }

  private static func open(
    on loop: EventLoop, for family: AddressFamily, _ options: SocketOptions
  ) throws(SocketError) -> Channel {
    try asSocketError { () throws(SystemError) in
      let file = try SystemCalls.openSocket(family.number, .stream)
      try options.apply(to: file.raw, family)
      try ErrorQueue.enable(file.raw, family)
      return try Channel(loop, file)
    }
  }

  // MARK: Reading

  /// Lends the next bytes, at most `EventLoop.scratchSize`, to `body` and answers with what it
  /// answers; nil at the end of the stream. No copy is made: the bytes are the loop's buffer.
  nonisolated(nonsending) public func receive<Value>(
    upTo limit: Int = EventLoop.scratchSize, by deadline: Deadline = .never,
    _ body: (RawSpan) throws(SocketError) -> Value
  ) async throws(SocketError) -> Value? {
    while true {
      switch try receiveNow(upTo: limit, body) {
      case .value(let value): return value
      case .end: return nil
      case .nothing: try await channel.waitReadable(by: deadline)
      }
    }
  }

  /// As `receive`, without waiting.
  public func receiveNow<Value>(
    upTo limit: Int = EventLoop.scratchSize, _ body: (RawSpan) throws(SocketError) -> Value
  ) throws(SocketError) -> Intake<Value> {
    precondition(limit > 0, "a read of nothing is no read")
    let descriptor = try channel.raw
    guard channel.mayRead else { return .nothing }
    let space = unsafe UnsafeMutableRawBufferPointer(
      rebasing: loop.scratch[..<min(limit, EventLoop.scratchSize)])
    guard let count = try unsafe read(descriptor, into: space) else {
      channel.wouldWait()
      return .nothing
    }
    if count < space.count { channel.hasReadAll() }
    loop.busyWait?.note(read: count)
    if count == 0 { return .end }
    return .value(
      try unsafe body(RawSpan(_unsafeBytes: UnsafeRawBufferPointer(rebasing: space[..<count]))))
  }

  /// Whether a read now may bring something; false once one has found nothing, until the next event.
  public var mayReceive: Bool { channel.mayRead }

  /// Waits until there is something to read, for callers of `receiveNow`.
  nonisolated(nonsending) public func waitReadable(by deadline: Deadline = .never)
    async throws(SocketError)
  {
    try await channel.waitReadable(by: deadline)
  }

  /// The next bytes, at most `limit`; empty at the end of the stream.
  nonisolated(nonsending) public func read(
    upTo limit: Int = 4096, by deadline: Deadline = .never
  ) async throws(SocketError) -> [UInt8] {
    try await receive(upTo: limit, by: deadline) { bytes in
      unsafe bytes.withUnsafeBytes { unsafe Array($0) }
    } ?? []
  }

  /// What a read brings now; nil where it would wait.
  private func read(
    _ descriptor: Int32, into space: UnsafeMutableRawBufferPointer
  ) throws(SocketError) -> Int? {
    do throws(SystemError) {
      return try unsafe SystemCalls.receiveBytes(descriptor, into: space)
    } catch {
      if error.code == EAGAIN { return nil }
      throw .system(error)
    }
  }

  // MARK: Writing

  /// Sends what the kernel takes at once; answers how many bytes that was, 0 for none.
  public func trySend(_ bytes: RawSpan) throws(SocketError) -> Int {
    if bytes.isEmpty { return 0 }
    let descriptor = try channel.raw
    do throws(SystemError) {
      return try unsafe bytes.withUnsafeBytes { (buffer) throws(SystemError) in
        try unsafe SystemCalls.sendBytes(descriptor, from: buffer)
      }
    } catch {
      if error.code != EAGAIN { throw .system(error) }
      channel.isFull()
      return 0
    }
  }

  /// Sends all the bytes, waiting while the peer reads slower than we write. A deadline that passes
  /// in the middle leaves a part sent.
  nonisolated(nonsending) public func write(
    _ bytes: [UInt8], by deadline: Deadline = .never
  ) async throws(SocketError) {
    var sent = 0
    while true {
      sent += try unsafe trySend(bytes.span.bytes.extracting(droppingFirst: sent))
      if sent == bytes.count { return }
      try await channel.waitWritable(by: deadline)
    }
  }

  /// Sends the text as UTF-8.
  nonisolated(nonsending) public func write(
    _ text: String, by deadline: Deadline = .never
  ) async throws(SocketError) {
    try await write(Array(text.utf8), by: deadline)
  }

  /// Waits until the kernel takes more bytes, for callers of `trySend`.
  nonisolated(nonsending) public func waitWritable(by deadline: Deadline = .never)
    async throws(SocketError)
  {
    try await channel.waitWritable(by: deadline)
  }

  // MARK: Watching

  /// Calls `watcher` from now on whenever there may be something to read or space to write, and once
  /// in the loop's next turn. It is kept until the connection is closed; no task may wait for the
  /// connection any more.
  public func watch(by watcher: any Watcher) throws(SocketError) {
    try channel.watch(by: watcher)
  }

  /// Has the watcher called in the loop's next turn, event or not.
  public func callWatcher() { channel.callWatcher() }

  // MARK: Ending

  /// Ends our side: the peer reads the end of the stream, and we may go on reading.
  public func shutdownWrite() throws(SocketError) {
    let descriptor = try channel.raw
    try asSocketError { () throws(SystemError) in
      try SystemCalls.shutdownSocket(descriptor, Int32(SHUT_WR))
    }
  }

  /// Closes both sides; bytes under way are still delivered.
  public func close() { channel.close() }

  /// Closes by a reset: the peer sees ECONNRESET, and bytes under way are dropped.
  public func abort() {
    if let descriptor = try? channel.raw {
      try? SystemCalls.setOption(
        descriptor, level: SOL_SOCKET, SO_LINGER, to: linger(l_onoff: 1, l_linger: 0))
    }
    channel.close()
  }

  public var isClosed: Bool { channel.isClosed }

  /// The descriptor's number, to be shown; nil once closed.
  public var number: Int32? { try? channel.raw }

  // MARK: Facts and settings

  /// Sends small writes at once instead of gathering them (RFC 896): for dialogues.
  public func setNoDelay(_ isOn: Bool = true) throws(SocketError) {
    let descriptor = try channel.raw
    try asSocketError { () throws(SystemError) in
      try SystemCalls.setOption(
        descriptor, level: Int32(IPPROTO_TCP), TCP_NODELAY, to: Int32(isOn ? 1 : 0))
    }
  }

  /// Probes a silent peer, so that one that has gone is noticed (RFC 1122 §4.2.3.6).
  public func setKeepAlive(_ isOn: Bool = true) throws(SocketError) {
    let descriptor = try channel.raw
    try asSocketError { () throws(SystemError) in
      try SystemCalls.setOption(
        descriptor, level: SOL_SOCKET, SO_KEEPALIVE, to: Int32(isOn ? 1 : 0))
    }
  }

  /// The round trip as the kernel has measured it, without our own delays; nil where it does not
  /// say.
  public var kernelRoundTrip: Duration? {
    guard let descriptor = try? channel.raw else { return nil }
    return Self.kernelRoundTrip(of: descriptor)
  }
}
