/// Who is called when a connection becomes ready, in place of a task that waits for it.
///
/// For servers of very many connections: a task that waits keeps its stack, some kilobytes; a watcher
/// keeps what it has to know.
public protocol Watcher: AnyObject {
  /// The connection may have something to read, may take more bytes, or has been closed by the peer.
  /// Called on the loop's thread, and waits for nothing. Answers whether to be called again in the
  /// loop's next turn, event or not: there is more to read, and others have their turn first.
  func becameReady() -> Bool
}
