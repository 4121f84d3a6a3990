/// Everybody who is in the chat.
///
/// A class, because all members speak through it. Confined to the loop's thread.
final class ChatRoom {
  private var members: [ChatMember] = []
  private var names: Set<String> = []
  /// The most bytes that may wait for one member.
  let limit: Int

  init(limit: Int) { self.limit = limit }

  /// Brings a member in under a name of its own: `guest` and the number, or the next one free.
  func join(_ member: ChatMember, number: Int) {
    var number = number
    while names.contains("guest\(number)") { number += 1 }
    member.name = "guest\(number)"
    names.insert(member.name)
    member.place = members.count
    members.append(member)
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
    for member in dropped { member.client?.close(.slow) }
  }

  func tell(_ text: String, except speaker: ChatMember? = nil) {
    tell(Self.notice(text), except: speaker)
  }

  /// A line that nobody said.
  static func notice(_ text: String) -> [UInt8] { Array("* \(text)\n".utf8) }
}
