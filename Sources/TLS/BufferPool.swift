import Platform

/// Buffers for plaintext on its way from OpenSSL to its reader, and for discarding. Taken and given
/// back within one step of the loop, so that there are hardly ever more than one, for any number of
/// connections.
@safe
final class BufferPool: Sendable {
  /// Four full records, as much as a read of the socket brings.
  static let size = 65536

  @safe
  private struct Spare {
    var buffers: [UnsafeMutableRawBufferPointer] = unsafe []
  }

  private let spare = Locked(Spare())

  deinit {
    spare.withLock { spare in
      while let buffer = unsafe spare.buffers.popLast() { unsafe buffer.deallocate() }
    }
  }

  /// Lends `size` bytes of whatever was there before.
  func withBuffer<Value, Failure: Error>(
    _ body: (UnsafeMutableRawBufferPointer) throws(Failure) -> Value
  ) throws(Failure) -> Value {
    let taken = unsafe spare.withLock { unsafe $0.buffers.popLast() }
    let buffer =
      unsafe taken
      ?? UnsafeMutableRawBufferPointer.allocate(byteCount: Self.size, alignment: 64)
    defer { spare.withLock { unsafe $0.buffers.append(buffer) } }
    return try unsafe body(buffer)
  }
}
