import Sockets

/// A service's side of one client's session.
///
/// A class, because a chat's room and its client share one.
protocol Conversation: AnyObject {
  /// Whether more is heard while the client has not taken what it was sent.
  var hearsAhead: Bool { get }
  /// The most bytes that are heard at once.
  var appetite: Int { get }
  /// The client is there, and TLS is up if there is to be any.
  func open(_ client: Client)
  /// The client sent something; why the session ends, where that ends it.
  func hear(_ bytes: RawSpan, from client: Client) -> CloseReason?
  /// The client has ended its side.
  func hearEnd(from client: Client)
  /// The client's session is over, or the client gone: once or twice for each.
  func close()
}

extension Conversation {
  var hearsAhead: Bool { false }
  var appetite: Int { EventLoop.scratchSize }
  func open(_ client: Client) {}
  func hearEnd(from client: Client) {}
  func close() {}
}

/// Everything comes back. Nothing is copied or allocated for what the kernel takes at once, and
/// nothing is read until the client has taken what it is owed: who writes and never reads stops
/// itself.
final class Echo: Conversation {
  private var endWord: EndWord

  init(endWord: [UInt8]) { self.endWord = EndWord(endWord) }

  func hear(_ bytes: RawSpan, from client: Client) -> CloseReason? {
    guard let end = endWord.find(in: bytes) else {
      client.send(bytes)
      return nil
    }
    client.send(bytes.extracting(0..<end))
    return .end
  }
}

/// Everything is heard, nothing answered.
final class Discarding: Conversation {
  private var endWord: EndWord

  init(endWord: [UInt8]) { self.endWord = EndWord(endWord) }

  func hear(_ bytes: RawSpan, from client: Client) -> CloseReason? {
    endWord.find(in: bytes) == nil ? nil : .end
  }
}

/// One thing is said, whatever the client has to say.
final class Greeting: Conversation {
  private let message: [UInt8]

  init(_ message: [UInt8]) { self.message = message }

  func open(_ client: Client) {
    let message = message
    client.send(unsafe message.span.bytes)
    client.end(.done)
  }

  func hear(_ bytes: RawSpan, from client: Client) -> CloseReason? { nil }
}
