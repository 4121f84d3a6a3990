import Addressing
import Platform
import Wire

/// What to ask one STUN server, when to ask again and when enough is known (RFC 5780 §4).
///
/// Pure: time and datagrams go in, datagrams come out, so that every NAT, loss and hostile server
/// can be played to it in a test. Four rules keep it honest. Each question has its own socket. All
/// that can start at once starts at once. Silence counts only where request and control left back
/// to back and losses cannot explain it (p < 1e-4). And what the server names is asked little.
struct STUNInquiry {
  /// Requests of one filter question.
  static let filterLimit = 16
  /// Requests of another question.
  static let plainLimit = 8
  /// Packets to all places that the server named.
  static let namedLimit = 8
  /// Packets through our own outside address, each way.
  static let hairpinLimit = 12
  /// Packets to the server's own address: two filter questions with their controls, three plain
  /// ones, and the controls that go with the packets through our own outside address.
  static let packetLimit = 4 * filterLimit + 3 * plainLimit + hairpinLimit
  /// Silence this unlikely is an answer.
  static let significance = 1e-4

  private static let firstBurst = 5
  private static let laterBurst = 3
  private static let gap = Duration.milliseconds(10)
  /// Until an answer has come.
  private static let patience = Duration.milliseconds(1400)
  /// Altogether.
  private static let limit = Duration.seconds(5)

  struct Send {
    var question: STUNQuestion
    var place: STUNPlace { question.place }
    var destination: TransportAddress
    var bytes: [UInt8]
  }

  struct Transaction {
    let question: STUNQuestion
    let destination: TransportAddress
    let bytes: [UInt8]
    var sends: [Instant] = []
    var answers = 0
    var mapped: TransportAddress?
    var refusal: String?
    var roundTrip: Duration?
  }

  let server: TransportAddress
  let local: IPAddress
  private let localPorts: [STUNPlace: UInt16]
  private let ownAddresses: Set<IPAddress>
  private let start: Instant
  private var random: any RandomNumberGenerator
  private(set) var transactions: [STUNQuestion: Transaction] = [:]
  private var questions: [STUNTransaction: STUNQuestion] = [:]
  /// nil until the first plain answer; then what it named, fit to be asked or not.
  private var other: TransportAddress??
  private var firstAnswer: STUNMessage?
  /// Whether something on the way had rewritten an answer.
  private var hasRestored = false
  private var slowest: Duration?
  private var fastest: Duration?
  private var loopSeen: [STUNQuestion: TransportAddress] = [:]
  private(set) var silence = STUNFindings.Silence.quiet
  private(set) var notes: [String] = []
  private(set) var packets = 0

  /// - Parameter localPorts: where the four sockets are bound.
  init(
    server: TransportAddress, local: IPAddress, localPorts: [STUNPlace: UInt16],
    ownAddresses: Set<IPAddress>, now: Instant, random: some RandomNumberGenerator
  ) {
    self.server = server
    self.local = local
    self.localPorts = localPorts
    self.ownAddresses = ownAddresses
    self.random = random
    start = now
    for question in STUNQuestion.allCases where question.isPlain || question.change != nil {
      begin(question, to: server)
    }
  }

  private mutating func begin(_ question: STUNQuestion, to destination: TransportAddress) {
    let transaction = STUNTransaction(using: &random)
    var message = STUNMessage(kind: .request, transaction: transaction)
    if let change = question.change {
      message.attributes.append(.changeRequest(address: change.address, port: change.port))
    }
    questions[transaction] = question
    transactions[question] = Transaction(
      question: question, destination: destination, bytes: message.encoded(fingerprint: true))
  }

  // MARK: Sending

  /// What is to be sent now.
  mutating func due(at now: Instant) -> [Send] {
    var sends: [Send] = []
    for question in [STUNQuestion.plain, .hairpinPlain, .otherAddress, .otherBoth, .otherPort] {
      if isDue(question, at: now) { sends.append(send(question, at: now)) }
    }
    for pair in [(STUNQuestion.changeBoth, STUNQuestion.controlBoth), (.changePort, .controlPort)] {
      // Back to back, so that what swallows one would swallow the other.
      if isFilterDue(pair.0, at: now) {
        sends.append(send(pair.0, at: now))
        sends.append(send(pair.1, at: now))
      }
    }
    sends += loopsDue(at: now)
    return sends
  }

  private mutating func send(_ question: STUNQuestion, at now: Instant) -> Send {
    packets += 1
    transactions[question]?.sends.append(now)
    let transaction = transactions[question]!  // callers ask only for questions that have begun
    return Send(
      question: question, destination: transaction.destination, bytes: transaction.bytes)
  }

  /// After this time an answer would have come.
  private var answerTime: Duration {
    guard let slowest else { return .milliseconds(50) }
    return max(.milliseconds(15), slowest + slowest / 4)
  }

  private func isDue(_ question: STUNQuestion, at now: Instant) -> Bool {
    guard let transaction = transactions[question], transaction.answers == 0 else { return false }
    guard let last = transaction.sends.last else { return true }
    let count = transaction.sends.count
    if question == .otherAddress || question == .otherBoth {
      guard sentToNamed < Self.namedLimit else { return false }
    }
    guard count < Self.plainLimit else { return false }
    return now - last >= wait(after: count)
  }

  private var sentToNamed: Int {
    [STUNQuestion.otherAddress, .otherBoth].reduce(0) {
      $0 + (transactions[$1]?.sends.count ?? 0)
    }
  }

  /// Grows from the fourth request on.
  private func wait(after count: Int) -> Duration {
    var wait = answerTime
    for _ in 0..<max(0, count - 3) { wait += wait / 5 * 2 }
    return wait
  }

  private func isFilterDue(_ question: STUNQuestion, at now: Instant) -> Bool {
    guard filter(question, at: now) == .open, let transaction = transactions[question] else {
      return false
    }
    let count = transaction.sends.count
    guard count < Self.filterLimit, let last = transaction.sends.last else { return count == 0 }
    // Without a second address that answers there is nothing to be learnt.
    if let other, other == nil { return false }
    if count < Self.firstBurst { return now - last >= Self.gap }
    let isInBurst = (count - Self.firstBurst) % Self.laterBurst != 0
    return now - last >= (isInBurst ? Self.gap : wait(after: slowest == nil ? count : 0))
  }

  // MARK: Hairpin

  private mutating func loopsDue(at now: Instant) -> [Send] {
    guard let first = transactions[.plain]?.mapped,
      let second = transactions[.hairpinPlain]?.mapped,
      !isOwn(first.address), loopSeen.isEmpty, hairpin(at: now) == nil
    else { return [] }
    if transactions[.loopUnsolicited] == nil {
      begin(.loopUnsolicited, to: first)
      begin(.loopPunched, to: first)
      begin(.punch, to: second)
    }
    let tries = transactions[.loopUnsolicited]?.sends ?? []
    let punches = transactions[.punch]?.sends ?? []
    guard punches.count < Self.hairpinLimit,
      tries.last.map({ now - $0 >= Self.gap }) ?? true
    else { return [] }
    if let last = punches.last {
      let isInBurst = punches.count % 3 != 0
      guard now - last >= (isInBurst ? Self.gap : answerTime) else { return [] }
    }
    // Once the filter is known nobody else sends controls, and silence needs them.
    let controls = transactions[.controlPort]?.sends.count ?? 0
    let control = controls < Self.filterLimit ? [send(.controlPort, at: now)] : []
    if tries.count < 3 { return [send(.loopUnsolicited, at: now)] + control }
    return [send(.punch, at: now), send(.loopPunched, at: now)] + control
  }

  /// Whether the NAT let a packet back in; nil while it is open.
  func hairpin(at now: Instant) -> Bool? {
    if !loopSeen.isEmpty { return true }
    let punches = transactions[.punch]?.sends ?? []
    let tries = punches.count + (transactions[.loopPunched]?.sends.count ?? 0)
    guard let last = punches.last, now - last >= answerTime, isUnlikely(tries, at: now) else {
      return nil
    }
    return false
  }

  /// nil where a loss could explain that only the later packets came.
  private func hairpinUnsolicited(at now: Instant) -> Bool? {
    if loopSeen[.loopUnsolicited] != nil { return true }
    guard !loopSeen.isEmpty else { return nil }
    return isUnlikely(transactions[.loopUnsolicited]?.sends.count ?? 0, at: now) ? false : nil
  }

  // MARK: Statistics

  /// Whether losses alone would leave so many requests without an answer less often than
  /// `significance`. The controls tell the rate: only those count that have had their time.
  private func isUnlikely(_ attempts: Int, at now: Instant) -> Bool {
    var (sent, answered) = (0, 0)
    for question in [STUNQuestion.controlBoth, .controlPort] {
      guard let control = transactions[question] else { continue }
      let overdue = control.sends.count { now - $0 >= answerTime }
      sent += max(overdue, control.answers)
      answered += min(control.answers, control.sends.count)
    }
    guard answered >= 3 else { return false }
    let rate = (Double(sent - answered) + 0.5) / Double(sent + 1)
    var chance = 1.0
    for _ in 0..<attempts { chance *= rate }
    return chance < Self.significance
  }

  enum FilterAnswer: Hashable {
    case passes, blocked, open
    /// The server cannot or will not change.
    case refused
  }

  func filter(_ question: STUNQuestion, at now: Instant) -> FilterAnswer {
    guard let transaction = transactions[question] else { return .open }
    if transaction.answers > 0 { return .passes }
    if transaction.refusal != nil { return .refused }
    // A place that never answered may be dead: silence from it says nothing about a filter.
    let alternate: STUNQuestion = question == .changeBoth ? .otherBoth : .otherPort
    guard transactions[alternate]?.answers ?? 0 > 0, transaction.sends.count >= Self.firstBurst,
      let last = transaction.sends.last, now - last >= answerTime,
      isUnlikely(transaction.sends.count, at: now)
    else { return .open }
    return .blocked
  }

  // MARK: Receiving

  /// Takes a datagram. What is malformed, has a foreign id or comes from elsewhere is no answer.
  mutating func take(
    _ bytes: [UInt8], at place: STUNPlace, from source: TransportAddress, now: Instant
  ) {
    let intact = try? STUNMessage(decoding: bytes)
    guard let message = intact ?? RewrittenAnswer.restored(bytes),
      !message.transaction.isClassic, message.method == STUNMessage.Method.binding,
      let question = questions[message.transaction], var transaction = transactions[question]
    else {
      if silence == .quiet, source == server { silence = .nonsense }
      return
    }
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

  private func isOwn(_ address: IPAddress) -> Bool {
    address == local || ownAddresses.contains(address)
  }

  private func text(_ place: TransportAddress) -> String {
    switch place.address {
    case .v4(let four): "\(four):\(place.port)"
    case .v6(let six): "[\(six)]:\(place.port)"
    }
  }

  // MARK: The end

  /// Whether nothing more is to be learnt, or not in time.
  func isOver(at now: Instant) -> Bool {
    let elapsed = now - start
    guard firstAnswer != nil else {
      if silence == .prohibited || silence == .closed { return elapsed >= .milliseconds(250) }
      return elapsed >= Self.patience
    }
    if elapsed >= max(Self.patience, min(Self.limit, answerTime * 12)) { return true }
    return isMappingOver(at: now) && isFilteringOver(at: now) && isHairpinOver(at: now)
  }

  private func isMappingOver(at now: Instant) -> Bool {
    let asked = [STUNQuestion.plain, .otherAddress, .otherBoth, .otherPort]
    return asked.allSatisfy { question in
      guard let transaction = transactions[question] else { return question != .plain }
      if transaction.answers > 0 { return true }
      let isExhausted =
        transaction.sends.count >= Self.plainLimit
        || ([.otherAddress, .otherBoth].contains(question) && sentToNamed >= Self.namedLimit)
      guard isExhausted, let last = transaction.sends.last else { return false }
      return now - last >= answerTime * 2
    }
  }

  private func isFilteringOver(at now: Instant) -> Bool {
    guard let other, other != nil else { return true }
    let both = filter(.changeBoth, at: now)
    switch both {
    case .passes, .refused: return true
    case .open: return isExhausted(.changeBoth, at: now)
    case .blocked:
      return filter(.changePort, at: now) != .open || isExhausted(.changePort, at: now)
    }
  }

  private func isExhausted(_ question: STUNQuestion, at now: Instant) -> Bool {
    guard let transaction = transactions[question], transaction.sends.count >= Self.filterLimit,
      let last = transaction.sends.last
    else { return false }
    return now - last >= answerTime * 2
  }

  private func isHairpinOver(at now: Instant) -> Bool {
    guard let mapped = transactions[.plain]?.mapped else { return true }
    if isOwn(mapped.address) || hairpin(at: now) != nil { return true }
    if let second = transactions[.hairpinPlain], second.answers == 0 {
      return second.sends.count >= Self.plainLimit
    }
    guard let punch = transactions[.punch], punch.sends.count >= Self.hairpinLimit,
      let last = punch.sends.last
    else { return false }
    return now - last >= answerTime * 2
  }

  /// The findings so far.
  func findings(named name: String, at now: Instant) -> STUNFindings {
    var findings = STUNFindings(server: name, address: server.address, port: server.port)
    findings.silence = silence
    findings.notes = notes
    findings.packets = packets
    findings.elapsed = now - start
    findings.local = local
    findings.localPort = localPorts[.mapping]
    guard let first = firstAnswer,
      let mapped = transactions[.plain]?.mapped
        ?? transactions.values.lazy.filter({ $0.question.isPlain }).compactMap(\.mapped).first
    else { return findings }
    findings.hasAnswered = true
    findings.roundTrip = fastest
    findings.mapped = mapped.address
    findings.mappedPort = mapped.port
    if case .some(.some(let named)) = other {
      findings.otherAddress = named.address
      findings.otherPort = named.port
    }
    findings.mapping = mapping
    findings.filtering = filtering(at: now)
    if !isOwn(mapped.address) {
      findings.hairpin = hairpin(at: now)
      findings.hairpinUnsolicited = hairpinUnsolicited(at: now)
      if findings.hairpin == true {
        findings.hairpinInternalSource = loopSeen.values.contains { $0.address == local }
      }
      findings.ports = ports
    }
    if let plain = first.mappedAddress, let masked = first.xorMappedAddress {
      findings.isRewritten = plain != masked || hasRestored
    }
    let addresses = transactions.values.compactMap { $0.mapped?.address }
    findings.pool = Set(addresses).sorted { $0 < $1 }
    findings.software = first.software
    return findings
  }

  /// RFC 5780 §4.3, with all answers from one socket.
  private var mapping: Dependence? {
    guard let first = transactions[.plain]?.mapped,
      let second = transactions[.otherAddress]?.mapped,
      let third = transactions[.otherBoth]?.mapped
    else { return nil }
    let sibling = transactions[.otherPort]?.mapped
    if first == second, second == third {
      return sibling == nil || sibling == first ? .endpointIndependent : nil
    }
    if second == third { return sibling == nil || sibling == first ? .addressDependent : nil }
    return .addressAndPortDependent
  }

  private func filtering(at now: Instant) -> Dependence? {
    switch filter(.changeBoth, at: now) {
    case .passes: return .endpointIndependent
    case .open, .refused: return nil
    case .blocked: break
    }
    switch filter(.changePort, at: now) {
    case .passes: return .addressDependent
    case .blocked: return .addressAndPortDependent
    case .open, .refused: return nil
    }
  }

  private var ports: PortFindings? {
    let samples = [STUNQuestion.plain, .hairpinPlain, .controlBoth, .controlPort].compactMap {
      question in
      transactions[question]?.mapped.flatMap { mapped in
        localPorts[question.place].map { (inside: $0, outside: mapped.port) }
      }
    }
    guard !samples.isEmpty else { return nil }
    var findings = PortFindings(
      samples: samples.count, preserved: samples.count { $0.inside == $0.outside })
    let changed = samples.filter { $0.inside != $0.outside }
    if changed.count >= 3 {
      findings.keepsParity = changed.allSatisfy { ($0.inside ^ $0.outside) & 1 == 0 }
    }
    // Our sockets come in pairs with neighbouring ports.
    let steps = samples.flatMap { left in
      samples.filter { $0.inside == left.inside &+ 1 }.map { $0.outside == left.outside &+ 1 }
    }
    if !steps.isEmpty { findings.isContiguous = steps.allSatisfy { $0 } }
    return findings
  }
}
