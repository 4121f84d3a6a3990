/// The command whose arguments are being read, lent to the parser without its type.
///
/// Were the parser generic over the command, the runtime would build a dozen types for each
/// command that is called: callgrind counted 730,000 instructions then, and 157,000 now. The
/// pointer lives as long as the closure of ``lend(_:to:)``; the type is checked at every use.
@safe public struct Receiver {
  @usableFromInline let pointer: UnsafeMutableRawPointer
  @usableFromInline let type: any ArgumentSet.Type

  @inlinable init<Root: ArgumentSet>(_ root: UnsafeMutablePointer<Root>) {
    unsafe pointer = UnsafeMutableRawPointer(root)
    type = Root.self
  }

  /// Lends a value for the time that the body runs.
  @inlinable public static func lend<Root: ArgumentSet, Result, Failure: Error>(
    _ root: inout Root, to body: (Receiver) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try unsafe withUnsafeMutablePointer(to: &root) { root throws(Failure) in
      try body(unsafe Receiver(root))
    }
  }

  /// Changes the value, which must be of this type.
  @inlinable public func modify<Root: ArgumentSet, Result, Failure: Error>(
    _ type: Root.Type, _ change: (inout Root) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    precondition(self.type == type, "an argument is read by the type that declares it")
    return try unsafe change(&pointer.assumingMemoryBound(to: Root.self).pointee)
  }
}
