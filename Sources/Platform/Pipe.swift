/// The two ends of a pipe, both closed on exec.
@frozen
package struct Pipe: ~Copyable, Sendable {
  package var reading: FileDescriptor
  package var writing: FileDescriptor
}
