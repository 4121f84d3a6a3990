import CNetkit
import Platform

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Refused probes of one turn that are not yet known to be closed.
///
/// ICMP's port-unreachable ends a connect with the errno of a reset, ECONNREFUSED; only the socket's
/// error queue tells them apart. A socket whose errno has been collected polls as failed for as long
/// as its queue has a message (tcp_poll in the kernel), so one poll(2) for the whole turn says whose
/// queue is to be read, where reading each would cost a call for every closed port.
@safe
struct RefusalBatch: ~Copyable {
  private let entries: UnsafeMutablePointer<pollfd>
  private let indices: UnsafeMutablePointer<Int32>
  private let capacity: Int
  private(set) var count = 0

  init(capacity: Int) {
    self.capacity = capacity
    unsafe entries = .allocate(capacity: capacity)
    unsafe entries.initialize(repeating: pollfd(), count: capacity)
    unsafe indices = .allocate(capacity: capacity)
    unsafe indices.initialize(repeating: 0, count: capacity)
  }

  deinit {
    unsafe entries.deallocate()
    unsafe indices.deallocate()
  }

  mutating func add(_ index: Int32, _ descriptor: Int32) {
    precondition(count < capacity, "a turn has no more refusals than events")
    // No event is asked for: failures are told of always.
    unsafe entries[count] = pollfd(fd: descriptor, events: 0, revents: 0)
    unsafe indices[count] = index
    count += 1
  }

  /// Asks the kernel for the sockets with messages.
  func look() throws(SystemError) {
    try unsafe SystemCalls.lookAt(UnsafeMutableBufferPointer(start: entries, count: count))
  }

  /// The slot of a refusal, and whether its socket has a message.
  func entry(_ place: Int) -> (index: Int32, hasMessage: Bool) {
    unsafe (indices[place], entries[place].revents & Int16(POLLERR) != 0)
  }

  mutating func removeAll() { count = 0 }
}
