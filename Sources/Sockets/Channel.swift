import Platform

/// A descriptor on a loop: what streams, listeners and datagram sockets have in common.
///
/// A class, because sockets travel through task groups, which take no `~Copyable` values; it still
/// closes its descriptor exactly once. Confined to the loop's thread, except for its end of life.
final class Channel: @unchecked Sendable {
  let loop: EventLoop
  private let registration: Registration
  /// The descriptor's number; nil once closed.
  private var descriptor: Int32?

  init(_ loop: EventLoop, _ file: consuming FileDescriptor) throws(SystemError) {
    let registration = try loop.register(file.raw)
    self.loop = loop
    self.registration = registration
    descriptor = file.release()
  }

  deinit {
    if let descriptor { loop.retire(registration, closing: descriptor) }
  }

  /// The number, for calls that follow at once.
  var raw: Int32 {
    get throws(SocketError) {
      precondition(loop.isCurrent, "sockets are used on their loop")
      guard let descriptor else { throw .closed }
      return descriptor
    }
  }

  var isClosed: Bool { descriptor == nil }

  /// Closes now; tasks that wait on it find it closed.
  func close() {
    precondition(loop.isCurrent, "sockets are closed on their loop")
    guard let number = descriptor.take() else { return }
    loop.retire(registration, closing: number)
  }

  /// Whether the last events left something to read.
  var mayRead: Bool {
    loop.slots.isReady(registration.slot, .forReading)
  }

  /// Whether the last events told of an error, or of an error queue with something in it.
  var hasFailed: Bool {
    loop.slots.isReady(registration.slot, .failed)
  }

  /// Notes that the error queue is empty, until the next event.
  func hasNotFailed() {
    loop.slots.clearReady(registration.slot, .failed)
  }

  /// Notes that a read found nothing more, until the next event.
  func hasReadAll() {
    loop.slots.clearReady(registration.slot, .readable)
  }

  /// Notes that a read would have waited.
  func wouldWait() {
    loop.slots.clearReady(registration.slot, .forReading)
  }

  /// Notes that a write would have waited.
  func isFull() {
    loop.slots.clearReady(registration.slot, .writable)
  }

  /// Calls `watcher` from now on, in place of tasks that wait; first in the loop's next turn.
  func watch(by watcher: any Watcher) throws(SocketError) {
    if descriptor == nil { throw .closed }
    loop.slots.setWatcher(registration.slot, watcher)
    loop.callLater(registration)
  }

  /// Has the watcher called in the next turn.
  func callWatcher() {
    if descriptor != nil { loop.callLater(registration) }
  }

  nonisolated(nonsending) func waitReadable(
    by deadline: Deadline
  ) async throws(SocketError) {
    if descriptor == nil { throw .closed }
    try outcome(of: await loop.wait(registration, .reading, by: deadline))
  }

  nonisolated(nonsending) func waitWritable(
    by deadline: Deadline
  ) async throws(SocketError) {
    if descriptor == nil { throw .closed }
    try outcome(of: await loop.wait(registration, .writing, by: deadline))
  }

  private func outcome(of wake: Wake) throws(SocketError) {
    switch wake {
    case .ready: if descriptor == nil { throw .closed }
    case .timedOut: throw .timedOut
    case .cancelled: throw .cancelled
    }
  }
}
