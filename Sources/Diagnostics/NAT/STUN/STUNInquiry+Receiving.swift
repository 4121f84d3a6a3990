import Addressing
import Platform
import Wire

/// What datagrams are believed, and what follows from them.
extension STUNInquiry {
  /// Takes a datagram. What is malformed, has a foreign id or comes from elsewhere is no answer.
  mutating func take(
    _ bytes: [UInt8], at place: STUNPlace, from source: TransportAddress, now: Instant
  ) {
    let intact = try? STUNMessage(decoding: bytes)
    guard let message = intact ?? RewrittenAnswer.restored(bytes),
      !message.transaction.isClassic, message.method == STUNMessage.Method.binding,
      let question = questions[message.transaction], var transaction = transactions[question]
    else {
      if source.address == server.address { noteArrival() }
      return
    }
    noteArrival()
    if message.kind == .request {
      takeLoop(question, at: place, from: source)
      return
    }
    guard question.place == place, !transaction.sends.isEmpty else { return }
    defer { transactions[question] = transaction }
    if message.kind == .failure {
      guard source == transaction.destination else { return }
      takeRefusal(message, question, &transaction)
      return
    }
    guard message.kind == .success, message.unknownRequired.isEmpty,
      let mapped = message.xorMappedAddress, mapped.address.family == local.family
    else { return }
    if let change = question.change {
      let hasChanged =
        (source.address != server.address) == change.address
        && (source.port != server.port) == change.port
      guard hasChanged else {
        if source == server, transaction.refusal == nil {
          transaction.refusal = "ignored"
          note("the server ignores CHANGE-REQUEST: filtering cannot be measured with it")
        }
        return
      }
      // Where it was said to come from, if anything was said.
      if let other, let named = other {
        guard source.port == named.port, !change.address || source.address == named.address else {
          return
        }
      }
    } else if source != transaction.destination {
      return
    }
    if intact == nil { hasRestored = true }
    transaction.answers += 1
    if transaction.answers == 1 {
      transaction.mapped = mapped
      if transaction.sends.count == 1 {
        let time = now - transaction.sends[0]
        transaction.roundTrip = time
        if question.change == nil {
          slowest = max(slowest ?? time, time)
          fastest = min(fastest ?? time, time)
        }
      }
    }
    if question.isPlain { takeFirst(message) }
  }

  /// Something came back over UDP, whatever it is worth: so UDP is not blocked.
  private mutating func noteArrival() {
    if silence == .quiet { silence = .nonsense }
  }

  private mutating func takeRefusal(
    _ message: STUNMessage, _ question: STUNQuestion, _ transaction: inout Transaction
  ) {
    let code = message.errorCode.map { "\($0.code)" } ?? "an error"
    guard transaction.refusal == nil else { return }
    if question.change != nil {
      transaction.refusal = code
      note("the server refuses CHANGE-REQUEST (\(code)): filtering cannot be measured with it")
    } else if question == .plain {
      transaction.refusal = code
      silence = .nonsense
      note("the server answers with error \(code)")
    }
  }

  /// The first plain answer alone says where the second address is: a changed answer's
  /// OTHER-ADDRESS means something else (RFC 5780 §6.1, table 1).
  private mutating func takeFirst(_ message: STUNMessage) {
    guard firstAnswer == nil else { return }
    firstAnswer = message
    silence = .none
    guard let named = message.otherAddress else {
      other = .some(nil)
      note("the server has no second address: mapping and filtering cannot be measured with it")
      return
    }
    guard mayAsk(named) else {
      other = .some(nil)
      note("the server names \(text(named)) as its second address, which will not be asked")
      return
    }
    other = .some(named)
    begin(.otherAddress, to: TransportAddress(address: named.address, port: server.port))
    begin(.otherBoth, to: named)
    begin(.otherPort, to: TransportAddress(address: server.address, port: named.port))
  }

  /// A server must not aim us at somebody else: another address and port, of the same class as its
  /// own, none of ours, and no well-known port.
  private func mayAsk(_ named: TransportAddress) -> Bool {
    named.address != server.address && named.port != server.port && named.port >= 1024
      && named.address.family == server.address.family && !isOwn(named.address)
      && SourceClass(named.address) == SourceClass(server.address)
      && SourceClass(named.address) != .reserved
  }

  private mutating func takeLoop(
    _ question: STUNQuestion, at place: STUNPlace, from source: TransportAddress
  ) {
    let receiver: STUNPlace = question == .punch ? .hairpin : .mapping
    guard [.loopUnsolicited, .loopPunched, .punch].contains(question), place == receiver else {
      return
    }
    if loopSeen[question] == nil { loopSeen[question] = source }
  }

  /// Takes what ICMP said about a datagram to the server.
  mutating func take(isPortUnreachable: Bool, isProhibited: Bool, about: TransportAddress?) {
    guard firstAnswer == nil, about == nil || about == server else { return }
    if isPortUnreachable { silence = .closed }
    if isProhibited { silence = .prohibited }
  }

  private mutating func note(_ text: String) {
    if !notes.contains(text) { notes.append(text) }
  }

  func isOwn(_ address: IPAddress) -> Bool {
    address == local || ownAddresses.contains(address)
  }

  private func text(_ place: TransportAddress) -> String {
    switch place.address {
    case .v4(let four): "\(four):\(place.port)"
    case .v6(let six): "[\(six)]:\(place.port)"
    }
  }
}
