/// An owned file descriptor: closed exactly once, when it goes out of scope.
public struct FileDescriptor: ~Copyable, Sendable {
  /// The number, for as long as this value lives.
  public let raw: Int32

  /// Takes over a number that nobody else closes.
  public init(owning raw: Int32) {
    precondition(raw >= 0, "a descriptor is never negative")
    self.raw = raw
  }

  deinit {
    // An error here has no reader; whoever must know calls `close()`.
    SystemCalls.closeDescriptor(raw)
  }

  /// Gives the number away; the caller closes it.
  public consuming func release() -> Int32 {
    let number = raw
    discard self
    return number
  }

  /// Closes and reports what the close itself found, such as a full disk behind NFS.
  public consuming func close() throws(SystemError) {
    let number = release()
    try SystemCalls.closeChecked(number)
  }
}
