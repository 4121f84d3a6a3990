import Platform
import Sockets
import TLS
import Wire

/// One connection to a server, and what is known of it.
///
/// A class, because the task that serves it, the watch over silence and the chat share it. Confined
/// to the loop's thread.
final class Client: @unchecked Sendable {
  let id: Int
  let transport: TCPStream
  /// The connection with TLS around it, once that is up.
  var link: Link
  let opened: Instant
  /// When bytes last went either way.
  var lastActive: Instant
  var received: UInt64 = 0
  var sent: UInt64 = 0
  /// The task that serves it.
  var task: Task<Void, Never>?
  /// Whether it waits for the client to read, rather than to write.
  var isWriting = false
  /// Why it was closed from outside; nil while its own task decides.
  var verdict: CloseReason?
  /// What was read and not yet sent back.
  var rest: [UInt8] = []
  var endWord: EndWord
  var text = UTF8Joiner()

  init(_ id: Int, _ transport: TCPStream, endWord: EndWord) {
    self.id = id
    self.transport = transport
    self.endWord = endWord
    link = .plain(transport)
    opened = .now
    lastActive = opened
  }

  var peer: SocketAddress { transport.remoteAddress }

  /// Ends the session from outside.
  func close(_ reason: CloseReason) {
    if verdict == nil { verdict = reason }
    link.close()
  }

  /// Counts what came.
  func note(received count: Int) {
    received += UInt64(count)
    lastActive = .now
  }

  func note(sent count: Int) {
    sent += UInt64(count)
    lastActive = .now
  }

  func closing(_ reason: CloseReason, _ detail: String?) -> ServeClosing {
    ServeClosing(
      reason: reason, detail: detail, received: received, sent: sent, duration: .now - opened)
  }
}
