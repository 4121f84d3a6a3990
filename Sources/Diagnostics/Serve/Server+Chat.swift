import Sockets
import TLS
import Wire

extension Server {
  /// One member's stay in the room.
  func chat(_ client: Client) async throws(TLSError) -> CloseReason {
    let member = room.join(client)
    _ = member.send(
      Array("* you are \(member.name), of \(room.count) here; /nick NAME, /who, /help\n".utf8))
    room.tell("\(member.name) joined", except: member)
    defer {
      room.leave(member)
      room.tell("\(member.name) left")
    }
    var lines = LineSplitter(limit: plan.limits.line)
    while true {
      let count = try await client.link.receive { bytes in
        self.note(bytes, from: client)
        unsafe bytes.withUnsafeBytes { unsafe lines.append($0) }
        return bytes.byteCount
      }
      if count == nil {
        while let line = lines.finish() { _ = hear([line.bytes], from: member) }
        return .endOfStream
      }
      var heard: [[UInt8]] = []
      while let line = lines.next() {
        guard line.isWhole else { return .lineTooLong }
        heard.append(line.bytes)
      }
      if let reason = hear(heard, from: member) { return reason }
      if isDraining { return .shutdown }
    }
  }

  /// Hands a member's lines on, those of one read together; the reason to end the stay, if a line is
  /// one.
  private func hear(_ lines: [[UInt8]], from member: ChatMember) -> CloseReason? {
    var said: [UInt8] = []
    func flush() {
      if !said.isEmpty { room.tell(said, except: member) }
      said = []
    }
    defer { flush() }
    for line in lines where !line.isEmpty {
      if !plan.endWord.isEmpty, line == plan.endWord { return .end }
      switch ChatCommand(line) {
      case .say:
        said += Array("\(member.name): ".utf8)
        said += ChatLine.harmless(line)
        said.append(UInt8(ascii: "\n"))
      case .nick(let name):
        flush()
        rename(member, name)
      case .who: tell("here: \(room.roll)", to: member)
      case .help:
        let end = String(decoding: plan.endWord, as: UTF8.self)
        tell("/nick NAME, /who\(end.isEmpty ? "" : ", \(end)")", to: member)
      }
    }
    return nil
  }

  private func rename(_ member: ChatMember, _ name: String) {
    let old = member.name
    if let fault = room.rename(member, name) {
      tell(fault, to: member)
    } else {
      room.tell("\(old) is now \(name)")
    }
  }

  private func tell(_ notice: String, to member: ChatMember) {
    _ = member.send(Array("* \(notice)\n".utf8))
  }
}
