/// The two ends of a pipe, both closed on exec.
@frozen
public struct Pipe: ~Copyable, Sendable {
  public var reading: FileDescriptor
  public var writing: FileDescriptor
}
