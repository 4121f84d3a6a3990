import CNetkit
public import Platform

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Standard input on a loop: a pipe, a terminal or a file.
///
/// The descriptor may be shared with other processes, so it is not made non-blocking; each read is
/// preceded by a poll instead. Regular files are always ready.
public final class LocalStream: Sendable {
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
    let space = unsafe UnsafeMutableRawBufferPointer(
      rebasing: loop.scratch[..<min(limit, EventLoop.scratchSize)])
    while true {
      try await waitReadable(by: deadline)
      guard let count = try unsafe read(into: space) else { continue }
      if count == 0 { return nil }
      return try unsafe body(
        RawSpan(_unsafeBytes: UnsafeRawBufferPointer(rebasing: space[..<count])))
    }
  }

  /// How many bytes a read brought; nil where another process, which shares the descriptor, was
  /// quicker.
  private func read(into space: UnsafeMutableRawBufferPointer) throws(SocketError) -> Int? {
    do throws(SystemError) {
      return try unsafe SystemCalls.readBytes(descriptor, into: space)
    } catch {
      if error.code == EAGAIN { return nil }
      throw .system(error)
    }
  }

  nonisolated(nonsending) private func waitReadable(
    by deadline: Deadline
  ) async throws(SocketError) {
    guard let channel else {
      // A file never makes us wait, but cancellation is looked at, and other tasks have their turn.
      await Task.yield()
      if Task.isCancelled { throw .cancelled }
      return
    }
    let descriptor = descriptor
    while true {
      channel.wouldWait()
      let isReady = try asSocketError { () throws(SystemError) in
        try SystemCalls.waitReady(
          descriptor, for: Int32(POLLIN), by: Deadline(at: Instant(nanoseconds: 0)))
      }
      if isReady {
        if Task.isCancelled { throw .cancelled }
        return
      }
      try await channel.waitReadable(by: deadline)
    }
  }
}
