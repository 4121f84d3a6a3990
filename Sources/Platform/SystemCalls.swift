#if canImport(Darwin)
  public import Darwin
#else
  public import Glibc
#endif

/// One function per system call, here for files. Numbers and pointers go in as the kernel wants
/// them; a failure comes out as a `SystemError` with the call's name.
public enum SystemCalls {
  public static func openFile(
    _ path: String, _ flags: Int32, mode: mode_t = 0
  ) throws(SystemError) -> FileDescriptor {
    FileDescriptor(
      owning: try retrying("open") { unsafe open(path, flags | O_CLOEXEC, mode) })
  }

  /// Closes without a word. Never repeated on EINTR: Linux has closed the number by then.
  public static func closeDescriptor(_ descriptor: Int32) {
    _ = close(descriptor)
  }

  static func closeChecked(_ descriptor: Int32) throws(SystemError) {
    if close(descriptor) != 0, errno != EINTR { throw SystemError(last: "close") }
  }

  /// How many bytes came; 0 is the end.
  public static func readBytes(
    _ descriptor: Int32, into buffer: UnsafeMutableRawBufferPointer
  ) throws(SystemError) -> Int {
    try retrying("read") {
      unsafe read(descriptor, buffer.baseAddress, buffer.count)
    }
  }

  /// How many of the bytes went.
  public static func writeBytes(
    _ descriptor: Int32, from buffer: UnsafeRawBufferPointer
  ) throws(SystemError) -> Int {
    try retrying("write") {
      unsafe write(descriptor, buffer.baseAddress, buffer.count)
    }
  }

  static func fileStatus(of descriptor: Int32) throws(SystemError) -> stat {
    var status = stat()
    try retrying("fstat") { unsafe fstat(descriptor, &status) }
    return status
  }

  /// The status of what the path leads to, through symbolic links.
  static func fileStatus(at path: String) throws(SystemError) -> stat {
    var status = stat()
    try retrying("stat") { unsafe stat(path, &status) }
    return status
  }

  static func changeMode(
    of descriptor: Int32, to mode: mode_t
  ) throws(SystemError) {
    try retrying("fchmod") { fchmod(descriptor, mode) }
  }

  static func synchronise(_ descriptor: Int32) throws(SystemError) {
    try retrying("fsync") { fsync(descriptor) }
  }

  static func renameFile(_ from: String, to: String) throws(SystemError) {
    try retrying("rename") { unsafe rename(from, to) }
  }

  static func unlinkFile(_ path: String) throws(SystemError) {
    try retrying("unlink") { unsafe unlink(path) }
  }

  /// Makes reads and writes answer EAGAIN instead of waiting. The flag belongs to the open file,
  /// so processes that share it see it as well.
  public static func setNonBlocking(
    _ descriptor: Int32, _ isNonBlocking: Bool
  ) throws(SystemError) {
    let flags = try retrying("fcntl") { fcntl(descriptor, F_GETFL) }
    let wanted = isNonBlocking ? flags | O_NONBLOCK : flags & ~O_NONBLOCK
    if wanted != flags { try retrying("fcntl") { fcntl(descriptor, F_SETFL, wanted) } }
  }

  public static func setCloseOnExec(
    _ descriptor: Int32, _ closes: Bool
  ) throws(SystemError) {
    try retrying("fcntl") { fcntl(descriptor, F_SETFD, closes ? FD_CLOEXEC : 0) }
  }

  /// A second number for the same open file, `lowest` or the first free one above it, closed on exec.
  public static func duplicate(
    _ descriptor: Int32, from lowest: Int32 = 3
  ) throws(SystemError) -> FileDescriptor {
    FileDescriptor(owning: try retrying("fcntl") { fcntl(descriptor, F_DUPFD_CLOEXEC, lowest) })
  }

  /// Waits until one descriptor is ready for `events`; false when the deadline passed first.
  public static func waitReady(
    _ descriptor: Int32, for events: Int32, by deadline: Deadline
  ) throws(SystemError) -> Bool {
    var entry = pollfd(fd: descriptor, events: Int16(events), revents: 0)
    let ready = try retrying("poll") { () -> Int32 in
      // Worked out anew after a signal, so that interruptions do not add up.
      unsafe poll(&entry, 1, deadline.pollMilliseconds)
    }
    return ready > 0
  }

  /// What each of the descriptors has to say at this moment, in its `revents`; does not wait.
  public static func lookAt(
    _ entries: UnsafeMutableBufferPointer<pollfd>
  ) throws(SystemError) {
    let count = nfds_t(entries.count)
    _ = try retrying("poll") { () -> Int32 in unsafe poll(entries.baseAddress, count, 0) }
  }
}

extension Deadline {
  /// What is left as poll(2) wants it: milliseconds, rounded up so that waking is never early;
  /// -1 for `never`.
  public var pollMilliseconds: Int32 { pollMilliseconds(from: .now) }

  public func pollMilliseconds(from now: Instant) -> Int32 {
    if isNever { return -1 }
    if instant <= now { return 0 }
    return Int32(clamping: (instant.nanoseconds - now.nanoseconds + 999_999) / 1_000_000)
  }
}
