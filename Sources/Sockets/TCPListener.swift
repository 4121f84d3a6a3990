import CNetkit
public import Platform

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A TCP port that takes connections. They send small writes at once instead of gathering them
/// (RFC 896): they have TCP_NODELAY from the listener, where to set it on each would cost a call.
///
/// Confined to its loop's thread.
public final class TCPListener: @unchecked Sendable {
  /// Connections that may wait in the kernel's queue; the kernel has a limit of its own, 4,096 mostly.
  public static let usualBacklog = 4096

  public let loop: EventLoop
  /// Where it listens, with the port that the kernel chose where 0 was asked for.
  public let localAddress: SocketAddress
  private let channel: Channel
  /// Connections since the loop has last looked at its other sockets.
  private var inARow = 0

  /// So many at once: who comes while others are served waits, and who is served does not wait for
  /// all who come.
  private static let batch = 64

  /// Listens at an address. An IPv6 listener takes IPv6 alone, so that both families may have their
  /// own on one port. Throws EADDRINUSE, EACCES for a privileged port, EADDRNOTAVAIL.
  public init(
    on loop: EventLoop, at address: SocketAddress, backlog: Int = TCPListener.usualBacklog
  ) throws(SocketError) {
    let (channel, local) = try Self.open(loop, address, backlog)
    self.loop = loop
    self.channel = channel
    localAddress = local
  }

  private static func open(
    _ loop: EventLoop, _ address: SocketAddress, _ backlog: Int
  ) throws(SocketError) -> (Channel, SocketAddress) {
    try asSocketError { () throws(SystemError) in
      let file = try SystemCalls.openSocket(address.family.number, .stream)
      // A server that starts again must not wait for the last connections of its forerunner.
      try SystemCalls.setOption(file.raw, level: SOL_SOCKET, SO_REUSEADDR, to: Int32(1))
      try SystemCalls.setOption(file.raw, level: Int32(IPPROTO_TCP), TCP_NODELAY, to: Int32(1))
      if address.family == .ipv6 {
        try SystemCalls.setOption(
          file.raw, level: Int32(IPPROTO_IPV6), IPV6_V6ONLY, to: Int32(1))
      }
      let number = file.raw
      try unsafe address.withKernelForm { (form, length) throws(SystemError) in
        try unsafe SystemCalls.bindSocket(number, to: form, length)
      }
      try SystemCalls.listenSocket(file.raw, backlog: Int32(clamping: backlog))
      let local = try SocketAddress.local(of: file.raw)
      return (try Channel(loop, file), local)
    }
  }

  /// The next connection. EMFILE and ENFILE leave it in the queue: wait until a descriptor is free,
  /// then ask again.
  nonisolated(nonsending) public func accept(by deadline: Deadline = .never)
    async throws(SocketError) -> TCPStream
  {
    if inARow == Self.batch {
      try await loop.sleep(until: Deadline(at: .now))
      inARow = 0
    }
    while true {
      if channel.mayRead {
        guard let stream = try acceptNow() else {
          channel.wouldWait()
          continue
        }
        if !hasAnother { channel.wouldWait() }
        inARow += 1
        return stream
      }
      inARow = 0
      try await channel.waitReadable(by: deadline)
    }
  }

  /// Whether a further connection waits. To be told so by accept(2) made one in a row a quarter
  /// slower: it makes a socket before it looks for a connection.
  private var hasAnother: Bool {
    guard let descriptor = try? channel.raw else { return false }
    let now = Deadline(at: Instant(nanoseconds: 0))
    return (try? SystemCalls.waitReady(descriptor, for: Int32(POLLIN), by: now)) ?? true
  }

  private func acceptNow() throws(SocketError) -> TCPStream? {
    let descriptor = try channel.raw
    let (loop, local) = (loop, localAddress)
    return try asSocketError { () throws(SystemError) -> TCPStream? in
      var accepted: Int32 = -1
      let peer = try unsafe SocketAddress.reading { (form, length) throws(SystemError) in
        accepted = try unsafe SystemCalls.acceptSocket(descriptor, form, &length)?.release() ?? -1
      }
      guard accepted >= 0 else { return nil }
      let file = FileDescriptor(owning: accepted)
      // Bound to one address, the listener's is the connection's; else the kernel is asked.
      let own = local.isAny ? try SocketAddress.local(of: accepted) : local
      return try TCPStream(loop, file, local: own, remote: peer ?? own)
    }
  }

  /// Accepts until the task is cancelled or the listener closed, each connection handled by a child
  /// task, at most `limit` of them at once; further connections wait in the kernel's queue. Where
  /// descriptors run out, accepting pauses until a connection has ended; what a connection died of
  /// before it was accepted ends nothing.
  public func serve(
    limit: Int, _ handle: @escaping @Sendable (TCPStream) async -> Void
  ) async {
    precondition(limit > 0, "a server of nobody")
    await withTaskGroup(of: Void.self) { group in
      var count = 0
      while true {
        if count == limit {
          await group.next()
          count -= 1
        }
        do throws(SocketError) {
          let stream = try await accept()
          group.addTask {
            await handle(stream)
            stream.close()
          }
          count += 1
        } catch {
          if error.endsService { return }
          if case .system(let failure) = error, failure.isShortage, count > 0 {
            await group.next()
            count -= 1
          } else {
            try? await loop.sleep(until: .after(SocketError.pause))
          }
        }
      }
    }
  }

  public func close() { channel.close() }

  /// The descriptor's number, to be shown; nil once closed.
  public var number: Int32? { try? channel.raw }
}
