import Sockets

/// Everybody who is in the chat.
///
/// A class, because each member's task speaks through it. Confined to the loop's thread.
final class ChatRoom: @unchecked Sendable {
  private var members: [ChatMember] = []
  private var names: Set<String> = []
  private let limit: Int
  private let loop: EventLoop
  private var isClosed = false

  /// - Parameter limit: the most bytes that may wait for one member.
  init(limit: Int, on loop: EventLoop) {
    self.limit = limit
    self.loop = loop
  }

  /// Brings a client in under a name of its own.
  func join(_ client: Client) -> ChatMember {
    var number = client.id
    while names.contains("guest\(number)") { number += 1 }
    let member = ChatMember(client, name: "guest\(number)", limit: limit, on: loop)
    names.insert(member.name)
    member.place = members.count
    members.append(member)
    return member
  }

  func leave(_ member: ChatMember) {
    names.remove(member.name)
    let last = members.removeLast()
    if last !== member {
      members[member.place] = last
      last.place = member.place
    }
  }

  var count: Int { members.count }

  /// The names in the order of the alphabet.
  var roll: String { members.map(\.name).sorted().joined(separator: ", ") }

  /// Gives a member another name; why not, where it cannot be.
  func rename(_ member: ChatMember, _ name: String) -> String? {
    if let fault = ChatCommand.fault(inNickname: name) { return fault }
    guard !names.contains(name) else { return "\(name) is taken" }
    names.remove(member.name)
    names.insert(name)
    member.name = name
    return nil
  }

  /// Says something to everybody but one. Whoever has left too much unread is dropped, and holds up
  /// nobody.
  func tell(_ bytes: [UInt8], except speaker: ChatMember? = nil) {
    var dropped: [ChatMember] = []
    for member in members where member !== speaker {
      if !member.send(bytes) { dropped.append(member) }
    }
    for member in dropped { member.client.close(.slow) }
  }

  func tell(_ notice: String, except speaker: ChatMember? = nil) {
    tell(Array("* \(notice)\n".utf8), except: speaker)
  }

  /// The server is about to end.
  func close() {
    guard !isClosed else { return }
    isClosed = true
    tell("the server is closing")
  }
}
