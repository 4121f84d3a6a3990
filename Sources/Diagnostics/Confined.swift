/// Hands something to tasks of a loop that runs on the caller's own thread.
///
/// A loop's tasks never leave the thread that runs it, but the compiler cannot know: what is in here
/// is touched by that one thread alone.
struct Confined<Value>: @unchecked Sendable {
  let value: Value

  init(_ value: Value) { self.value = value }
}
