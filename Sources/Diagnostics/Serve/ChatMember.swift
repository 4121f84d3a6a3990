import Sockets
import Wire

/// Somebody in a chat: a name, the line they are writing, and the way to reach them.
///
/// Confined to the loop's thread.
final class ChatMember: Conversation {
  var name = ""
  /// Where the room keeps it.
  var place = 0
  /// Nil before it has come and after it has left.
  private(set) var client: Client?
  private let room: ChatRoom
  private let endWord: [UInt8]
  private var lines: LineSplitter

  /// - Parameter lineLimit: the most bytes of a line; who writes a longer one has to go.
  init(of room: ChatRoom, endWord: [UInt8], lineLimit: Int) {
    self.room = room
    self.endWord = endWord
    lines = LineSplitter(limit: lineLimit)
  }

  // Members who do not read are still heard, until too much waits for them.
  var hearsAhead: Bool { true }

  // A line of one letter goes to the others with a name of up to 128 bytes before it: what was heard
  // at once stays below the queue of a reader who takes it at once.
  var appetite: Int { 8 * 1024 }

  /// Sends without waiting; false where more waits than a reader may leave lying.
  func send(_ bytes: [UInt8]) -> Bool {
    guard let client else { return true }
    client.send(unsafe bytes.span.bytes)
    return client.unsent <= room.limit
  }

  // MARK: The stay

  func open(_ client: Client) {
    self.client = client
    room.join(self, number: client.id)
    _ = send(ChatRoom.notice("you are \(name), of \(room.count) here; /nick NAME, /who, /help"))
    room.tell("\(name) joined", except: self)
  }

  func close() {
    guard client.take() != nil else { return }
    room.leave(self)
    room.tell("\(name) left")
  }

  func hear(_ bytes: RawSpan, from client: Client) -> CloseReason? {
    unsafe bytes.withUnsafeBytes { unsafe lines.append($0) }
    var heard: [[UInt8]] = []
    while let line = lines.next() {
      guard line.isWhole else { return .lineTooLong }
      heard.append(line.bytes)
    }
    return say(heard)
  }

  func hearEnd(from client: Client) {
    while let line = lines.finish() { _ = say([line.bytes]) }
  }

  /// Hands lines on, those of one read together; the reason to end the stay, if there is one.
  private func say(_ lines: [[UInt8]]) -> CloseReason? {
    var others: [UInt8] = []
    var own: [UInt8] = []
    defer {
      if !others.isEmpty { room.tell(others, except: self) }
      if !own.isEmpty, !send(own) { client?.close(.slow) }
    }
    for line in lines where !line.isEmpty {
      if !endWord.isEmpty, line == endWord { return .end }
      switch ChatCommand(line) {
      case .say:
        others += Array("\(name): ".utf8)
        others += ChatLine.harmless(line)
        others.append(UInt8(ascii: "\n"))
      case .nick(let newName):
        let old = name
        if let fault = room.rename(self, newName) {
          own += ChatRoom.notice(fault)
        } else {
          let change = ChatRoom.notice("\(old) is now \(newName)")
          others += change
          own += change
        }
      case .who: own += ChatRoom.notice("here: \(room.roll)")
      case .help:
        let end = String(decoding: endWord, as: UTF8.self)
        own += ChatRoom.notice("/nick NAME, /who\(end.isEmpty ? "" : ", \(end)")")
      }
      // Five bytes ask for a whole roll: who asks for more than may wait for anybody has to go.
      if own.count > room.limit { return .slow }
    }
    return nil
  }
}
