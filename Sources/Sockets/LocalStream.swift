import CNetkit
public import Platform

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Standard input or output, a pipe or a terminal, on a loop.
///
/// The descriptor may be shared with other processes, so it is not made non-blocking; each read and
/// write is preceded by a poll instead. Regular files are always ready.
public final class LocalStream: Sendable {
  // POSIX lets a write of this much to a pipe that polls writable go through at once.
  private static let pieceSize = 4096

  private let loop: EventLoop
  private let descriptor: Int32
  /// Nil for a regular file, which epoll refuses.
  private let channel: Channel?

  /// Watches a descriptor that stays the caller's.
  public init(on loop: EventLoop, _ descriptor: Int32) throws(SocketError) {
    self.loop = loop
    self.descriptor = descriptor
    channel = try Self.watch(loop, descriptor)
  }

  private static func watch(
    _ loop: EventLoop, _ descriptor: Int32
  ) throws(SocketError) -> Channel? {
    try asSocketError { () throws(SystemError) in
      // Watched through a second number: the channel closes its own.
      let copy = try SystemCalls.duplicate(descriptor)
      do throws(SystemError) {
        return try Channel(loop, copy)
      } catch {
        if error.code == EPERM { return nil }
        throw error
      }
    }
  }

  /// Lends the next bytes to `body`; nil at the end.
  nonisolated(nonsending) public func receive<Value>(
    upTo limit: Int = EventLoop.scratchSize, by deadline: Deadline = .never,
    _ body: (RawSpan) throws(SocketError) -> Value
  ) async throws(SocketError) -> Value? {
    try await waitReady(Int32(POLLIN), by: deadline)
    let space = unsafe UnsafeMutableRawBufferPointer(
      rebasing: loop.scratch[..<min(limit, EventLoop.scratchSize)])
    let descriptor = descriptor
    let count = try asSocketError { () throws(SystemError) in
      try unsafe SystemCalls.readBytes(descriptor, into: space)
    }
    if count == 0 { return nil }
    return try unsafe body(
      RawSpan(_unsafeBytes: UnsafeRawBufferPointer(rebasing: space[..<count])))
  }

  /// Writes all the bytes, without ever blocking the loop.
  nonisolated(nonsending) public func write(
    _ bytes: [UInt8], by deadline: Deadline = .never
  ) async throws(SocketError) {
    var written = 0
    while written < bytes.count {
      try await waitReady(Int32(POLLOUT), by: deadline)
      let descriptor = descriptor
      let end = min(bytes.count, written + Self.pieceSize)
      let piece = unsafe bytes.span.bytes.extracting(written..<end)
      written += try asSocketError { () throws(SystemError) -> Int in
        try unsafe piece.withUnsafeBytes { (buffer) throws(SystemError) -> Int in
          try unsafe SystemCalls.writeBytes(descriptor, from: buffer)
        }
      }
    }
  }

  nonisolated(nonsending) private func waitReady(_ events: Int32, by deadline: Deadline)
    async throws(SocketError)
  {
    guard let channel else {
      // A file never makes us wait, but cancellation is looked at, and other tasks have their turn.
      await Task.yield()
      if Task.isCancelled { throw .cancelled }
      return
    }
    let descriptor = descriptor
    while true {
      if events == Int32(POLLIN) { channel.wouldWait() } else { channel.isFull() }
      let isReady = try asSocketError { () throws(SystemError) in
        try SystemCalls.waitReady(
          descriptor, for: events, by: Deadline(at: Instant(nanoseconds: 0)))
      }
      if isReady {
        if Task.isCancelled { throw .cancelled }
        return
      }
      if events == Int32(POLLIN) {
        try await channel.waitReadable(by: deadline)
      } else {
        try await channel.waitWritable(by: deadline)
      }
    }
  }
}
