#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Collects output and writes it in large pieces; notices a full disk.
///
/// A class, because a command and everything that it prints through share one buffer. Used by one
/// thread at a time. The first failed write is kept in `error`; what follows it is thrown away, so
/// that a caller may go on and ask once, at the end, with `finish()`. A closed pipe ends the process
/// by SIGPIPE, as any filter ends; where SIGPIPE is ignored it shows as `readerHasGone`.
@safe
public final class Writer: TextOutputStream {
  /// How far text is held back.
  public enum Buffering: Sendable {
    /// Until the buffer is full: for files and pipes.
    case full
    /// Until each end of line: for terminals.
    case lines
  }

  /// 64 KiB; larger gained nothing.
  public static let defaultCapacity = 65536

  /// The first failure; nil while all is well.
  public private(set) var error: SystemError?

  private let descriptor: Int32
  private let owned: Int32?
  private let buffering: Buffering
  /// Whether a pipe has been asked to hold more.
  private var isWidened = false
  private var space: UnsafeMutableRawBufferPointer
  private var used = 0
  private var capacity: Int { unsafe space.count }

  /// Writes to a descriptor that somebody else owns, such as 1 or 2.
  public init(
    to descriptor: Int32, buffering: Buffering = .full, capacity: Int = Writer.defaultCapacity
  ) {
    self.descriptor = descriptor
    owned = nil
    self.buffering = buffering
    unsafe space = .allocate(byteCount: max(capacity, 256), alignment: 64)
  }

  /// Writes to a descriptor of its own, closed with it.
  public init(to file: consuming FileDescriptor, capacity: Int = Writer.defaultCapacity) {
    let number = file.release()
    descriptor = number
    owned = number
    buffering = .full
    unsafe space = .allocate(byteCount: max(capacity, 256), alignment: 64)
  }

  /// Standard output or error: by lines to a terminal, in full otherwise.
  public static func standard(_ descriptor: Int32) -> Writer {
    Writer(to: descriptor, buffering: Terminal.isTerminal(descriptor) ? .lines : .full)
  }

  deinit {
    writeOut()
    if let owned { SystemCalls.closeDescriptor(owned) }
    unsafe space.deallocate()
  }

  /// Whether the output's reader has closed it; then there is nothing to complain about.
  public var readerHasGone: Bool { error?.code == EPIPE }

  // MARK: Adding

  public func write(_ string: String) { append(string) }

  public func append(_ text: String) {
    var text = text
    text.withUTF8 { bytes in
      unsafe append(bytes: UnsafeRawBufferPointer(bytes))
    }
  }

  public func append(_ bytes: RawSpan) {
    unsafe bytes.withUnsafeBytes { unsafe append(bytes: $0) }
  }

  public func append(_ bytes: [UInt8]) {
    unsafe bytes.withUnsafeBytes { unsafe append(bytes: $0) }
  }

  public func append(byte: UInt8) {
    if used == capacity { writeOut() }
    unsafe space[used] = byte
    used += 1
    if buffering == .lines, byte == UInt8(ascii: "\n") { writeOut() }
  }

  /// Lends at least `count` bytes of the buffer to `body`, which fills them from the front and
  /// answers how many it filled. For formatting without a copy; at most the capacity.
  @inlinable
  public func append(
    upTo count: Int, _ body: (UnsafeMutableRawBufferPointer) -> Int
  ) {
    let room = unsafe reserve(count)
    let filled = unsafe body(room)
    commit(filled)
  }

  /// The free part of the buffer, at least `count` bytes; valid until the next call.
  public func reserve(_ count: Int) -> UnsafeMutableRawBufferPointer {
    if capacity - used < count {
      writeOut()
      if capacity < count {
        unsafe space.deallocate()
        unsafe space = .allocate(byteCount: count, alignment: 64)
      }
    }
    return unsafe UnsafeMutableRawBufferPointer(rebasing: space[used...])
  }

  /// Counts the first `count` bytes of what `reserve` lent as written.
  public func commit(_ count: Int) {
    precondition(count >= 0 && used + count <= capacity, "more committed than reserved")
    used += count
    if buffering == .lines { writeOut() }
  }

  // MARK: Writing

  /// Writes what is held back; throws the first failure, this one or an earlier one.
  public func flush() throws(SystemError) {
    writeOut()
    if let error { throw error }
  }

  private func append(bytes: UnsafeRawBufferPointer) {
    if bytes.count > capacity - used {
      writeOut()
      if bytes.count >= capacity {
        unsafe send(bytes)
        return
      }
    }
    guard let source = bytes.baseAddress, bytes.count > 0 else { return }
    unsafe (space.baseAddress! + used).copyMemory(from: source, byteCount: bytes.count)
    used += bytes.count
    if buffering == .lines, unsafe bytes.contains(UInt8(ascii: "\n")) { writeOut() }
  }

  private func writeOut() {
    guard used > 0 else { return }
    let pending = unsafe UnsafeRawBufferPointer(rebasing: space[..<used])
    if !isWidened, used > capacity / 2 {
      // There is more to come.
      SystemCalls.widenPipe(descriptor)
      isWidened = true
    }
    used = 0
    unsafe send(pending)
  }

  private func send(_ bytes: UnsafeRawBufferPointer) {
    var rest = unsafe bytes[...]
    while unsafe !rest.isEmpty, error == nil {
      do throws(SystemError) {
        let count = try unsafe SystemCalls.writeBytes(
          descriptor, from: UnsafeRawBufferPointer(rebasing: rest))
        unsafe rest = unsafe rest.dropFirst(count)
      } catch {
        // Another process may have made a shared terminal or pipe non-blocking.
        if error.code == EAGAIN, awaitRoom() { continue }
        self.error = error
      }
    }
  }

  private func awaitRoom() -> Bool {
    do throws(SystemError) {
      return try SystemCalls.waitReady(descriptor, for: Int32(POLLOUT), by: .never)
    } catch {
      return false
    }
  }
}
