import Platform
import Sockets
import TLS

/// Somebody in a chat: a name, and what waits to be sent to them.
///
/// A class, because the room and the member's own task share it. Confined to the loop's thread.
final class ChatMember: @unchecked Sendable {
  let client: Client
  var name: String
  /// Where the room keeps it.
  var place = 0
  private let loop: EventLoop
  private let limit: Int
  /// What the kernel has not taken yet.
  private var queue: [UInt8] = []
  private var underWay = 0
  private var isSending = false

  init(_ client: Client, name: String, limit: Int, on loop: EventLoop) {
    self.client = client
    self.name = name
    self.limit = limit
    self.loop = loop
  }

  /// Sends without waiting; false where more waits than a reader may leave lying.
  func send(_ bytes: [UInt8]) -> Bool {
    var sent = 0
    if !isSending, case .plain(let stream) = client.link {
      do throws(SocketError) {
        sent = try unsafe stream.trySend(bytes.span.bytes)
      } catch {
        // Its own task reads the end of the connection, and says so.
        return true
      }
      client.sent += UInt64(sent)
      if sent == bytes.count { return true }
    }
    queue += bytes[sent...]
    if queue.count + underWay > limit { return false }
    if !isSending {
      isSending = true
      client.isWriting = true
      loop.spawn { await self.sendQueue() }
    }
    return true
  }

  private func sendQueue() async {
    while !queue.isEmpty {
      let batch = queue
      queue = []
      underWay = batch.count
      do throws(TLSError) {
        try await client.link.write(batch)
      } catch {
        break
      }
      client.note(sent: batch.count)
      underWay = 0
    }
    isSending = false
    client.isWriting = false
  }
}
