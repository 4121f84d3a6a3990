import Addressing
import Platform
import Sockets
import Wire

/// Asks UDP ports: one socket for each family, whose answers and ICMP errors name the port they are
/// about. Runs on the loop.
struct DatagramScan {
  enum Output {
    case finding(ProbeFinding)
    case host(HostSummary)
    case limited(host: String, rate: Double, left: Int)
    case progress(ScanProgress)
  }

  private struct Question {
    var host: Int
    var number: Int
    var attempt: Int
    var address: SocketAddress
    var sent: Instant
    var probe: UDPProbe?
    var isPaced: Bool
    var use: UInt32
  }

  /// Datagrams sent before answers are taken again: their ICMP errors have to fit the socket's
  /// buffer, which holds some 200.
  private static let batchSize = 32

  private let plan: ScanPlan
  private let request: ProbeRequest
  private let loop: EventLoop
  private let options: SocketOptions
  private let listsAll: Bool
  private var tuning: ProbeTuning { request.tuning }
  private let ownService: UDPService?

  private var walk: QuestionWalk
  private var isWalked = false
  private var hosts: [HostProgress?] = []
  private var freeHosts: [Int] = []
  private var places: [Int] = []
  private var questions: [Question?] = []
  private var freeQuestions: [Int] = []
  private var byAddress: [SocketAddress: Int] = [:]
  private var deadlines = DeadlineQueue()
  private var retries: [(host: Int, number: Int, attempt: Int, isPaced: Bool)] = []
  private var paced: [Int] = []
  private var inFlight = 0
  /// Whether the socket's buffer was full at the last send.
  private var isBlocked = false
  private var window: Double
  private var nextUse: UInt32 = 0
  private var nextStart = Instant(nanoseconds: 0)
  private var random = SystemRandomNumberGenerator()
  private var progress = ScanProgress()
  private var own = OwnAddresses()
  private var ownPort: UInt16 = 0

  init(
    _ plan: ScanPlan, _ request: ProbeRequest, on loop: EventLoop, options: SocketOptions,
    listsAll: Bool
  ) {
    self.plan = plan
    self.request = request
    self.loop = loop
    self.options = options
    self.listsAll = listsAll
    walk = QuestionWalk(plan, part: plan.shard.index, parts: plan.shard.count)
    window = Double(request.tuning.window ?? 1000)
    if case .service(let name) = request.payload {
      ownService = UDPService.named(name)
    } else {
      ownService = nil
    }
  }

  mutating func run(_ report: (Output) -> Void) async throws(SocketError) {
    for family in AddressFamily.allCases {
      let blocks = plan.blocks.filter { ($0.first.family == 4) == (family == .ipv4) }
      if blocks.isEmpty || Task.isCancelled { continue }
      var part = plan
      part.blocks = blocks
      walk = QuestionWalk(part, part: plan.shard.index, parts: plan.shard.count)
      isWalked = false
      try await run(family, report)
    }
    report(.progress(progress))
    progress = ScanProgress()
  }

  private mutating func run(
    _ family: AddressFamily, _ report: (Output) -> Void
  ) async throws(SocketError) {
    let socket = try UDPSocket(on: loop, family, local: .any(family), options: options)
    defer { socket.close() }
    // Refused above the system's limit, and good enough then.
    _ = try? socket.setReceiveBuffer(1 << 20)
    ownPort = try socket.localAddress.port
    while true {
      let mayGoOn = sendBatch(on: socket, report)
      try drain(socket, report)
      expire(report)
      if inFlight == 0, isDone { break }
      let hasRetries = !retries.isEmpty && inFlight < Int(window)
      if mayGoOn || (hasRetries && !isBlocked) { continue }
      do throws(SocketError) {
        // No event tells that a full device queue has room again.
        let deadline = min(
          deadlines.first.map { Deadline(at: $0) } ?? .never, nextPacedTime ?? .never,
          isBlocked ? .after(.milliseconds(1)) : .never)
        let arrival = try await socket.receive(by: deadline) { (bytes, info) in
          (unsafe bytes.withUnsafeBytes { unsafe Array($0) }, info)
        }
        take(arrival, report)
      } catch {
        if error == .cancelled { break }
        if error != .timedOut { throw error }
      }
    }
    for host in hosts.indices where hosts[host] != nil { close(host, report) }
    hosts = []
    freeHosts = []
    byAddress = [:]
    questions = []
    freeQuestions = []
    inFlight = 0
    deadlines = DeadlineQueue()
    retries = []
    paced = []
  }

  private var isDone: Bool { isWalked && retries.isEmpty && paced.isEmpty }

  // MARK: Sending

  /// Sends what the window has room for; false when there is nothing to send now.
  private mutating func sendBatch(on socket: UDPSocket, _ report: (Output) -> Void) -> Bool {
    var count = 0
    isBlocked = false
    while count < Self.batchSize, inFlight < Int(window) {
      let now = Instant.now
      if tuning.rate != nil, now < nextStart {
        isBlocked = true
        return false
      }
      guard let (host, number, attempt, isPaced) = nextQuestion(now) else { return false }
      count += 1
      if let rate = tuning.rate {
        nextStart = max(nextStart + .seconds(1 / rate), now + .milliseconds(-20))
      }
      guard send(host, number, attempt, isPaced, now, on: socket, report) else {
        retries.append((host, number, attempt, isPaced))
        isBlocked = true
        return false
      }
    }
    return inFlight < Int(window)
  }

  private mutating func nextQuestion(
    _ now: Instant
  ) -> (host: Int, number: Int, attempt: Int, isPaced: Bool)? {
    if let again = retries.popLast() { return again }
    for host in paced {
      guard var pacer = hosts[host]!.pacer, pacer.next <= now, !hosts[host]!.parked.isEmpty,
        pacer.mayAsk
      else { continue }
      let entry = hosts[host]!.parked.removeFirst()
      pacer.ask(now)
      hosts[host]!.pacer = pacer
      hosts[host]!.pending += 1
      return (host, Int(entry & 0xFF_FFFF), tuning.leastTries + 1, true)
    }
    guard !isWalked, let step = walk.next() else {
      isWalked = true
      return nil
    }
    if step.isFirst, step.place == 0 { places.removeAll(keepingCapacity: true) }
    while places.count <= step.place { places.append(-1) }
    if step.isFirst { places[step.place] = open(step.share) }
    let host = places[step.place]
    hosts[host]!.begun += 1
    hosts[host]!.pending += 1
    return (host, step.round, 1, false)
  }

  private var nextPacedTime: Deadline? {
    var earliest: Instant? = tuning.rate == nil || isWalked ? nil : nextStart
    for host in paced {
      guard let pacer = hosts[host]!.pacer, !hosts[host]!.parked.isEmpty, pacer.mayAsk else {
        continue
      }
      earliest = min(earliest ?? pacer.next, pacer.next)
    }
    return earliest.map { Deadline(at: $0) }
  }

  private mutating func open(_ share: HostShare) -> Int {
    let block = walk.plan.blocks[share.block]
    let address = SocketAddress(block.address(share.offset), port: 0, scope: block.scope)
    let host = HostProgress(share: share, address: address, allowance: tuning.leastTries)
    if let place = freeHosts.popLast() {
      hosts[place] = host
      return place
    }
    hosts.append(host)
    return hosts.count - 1
  }

  /// Sends one datagram; false where the send buffer is full.
  private mutating func send(
    _ host: Int, _ number: Int, _ attempt: Int, _ isPaced: Bool, _ now: Instant,
    on socket: UDPSocket, _ report: (Output) -> Void
  ) -> Bool {
    let port = walk.port(hosts[host]!.share, number)
    let address = hosts[host]!.address.with(port: port)
    let probe = probe(for: port)
    let payload: [UInt8] =
      if case .bytes(let bytes) = request.payload { bytes } else { probe?.payload ?? [] }
    do throws(SocketError) {
      guard try trySend(payload, to: address, on: socket, report) else { return false }
    } catch {
      hosts[host]!.pending -= 1
      let code = error.code ?? 0
      settle(
        host, number, ConnectDriver.verdict(ofFailure: code), latency: nil, attempt: attempt,
        payload: payloadName(probe), reply: nil, report)
      return true
    }
    nextUse &+= 1
    let question = Question(
      host: host, number: number, attempt: attempt, address: address, sent: now, probe: probe,
      isPaced: isPaced, use: nextUse)
    let place: Int
    if let free = freeQuestions.popLast() {
      place = free
      questions[place] = question
    } else {
      place = questions.count
      questions.append(question)
    }
    byAddress[address] = place
    let timeout = hosts[host]!.roundTrip.timeout(
      attempt: isPaced ? 1 : attempt, cap: tuning.timeout)
    deadlines.push(DeadlineQueue.Entry(due: now + timeout, number: place, use: nextUse))
    inFlight += 1
    progress.sent += 1
    return true
  }

  /// The kernel tells the ICMP error of an earlier datagram in place of a send: that one is taken
  /// from the queue first. What remains is this datagram's own.
  private mutating func trySend(
    _ payload: [UInt8], to address: SocketAddress, on socket: UDPSocket,
    _ report: (Output) -> Void
  ) throws(SocketError) -> Bool {
    for _ in 0..<3 {
      do throws(SocketError) {
        return try unsafe socket.trySend(payload.span.bytes, to: address)
      } catch {
        try drain(socket, report)
      }
    }
    return try unsafe socket.trySend(payload.span.bytes, to: address)
  }

  private mutating func probe(for port: UInt16) -> UDPProbe? {
    switch request.payload {
    case .known: UDPService.payload(for: port, nonce: UDPNonce(using: &random))
    case .service: ownService.map { UDPProbe($0, nonce: UDPNonce(using: &random)) }
    case .bytes: nil
    }
  }

  private func payloadName(_ probe: UDPProbe?) -> String {
    if case .bytes = request.payload { return "custom" }
    guard let probe, !probe.payload.isEmpty else { return "empty" }
    return probe.service.name
  }

  // MARK: Receiving

  private mutating func drain(
    _ socket: UDPSocket, _ report: (Output) -> Void
  ) throws(SocketError) {
    while let arrival = try socket.receiveNow({ (bytes, info) in
      (unsafe bytes.withUnsafeBytes { unsafe Array($0) }, info)
    }) {
      take(arrival, report)
    }
  }

  private mutating func take(
    _ arrival: Arrival<([UInt8], DatagramInfo)>, _ report: (Output) -> Void
  ) {
    let now = Instant.now
    switch arrival {
    case .datagram(let (bytes, _), let info): take(bytes, from: info.source, now, report)
    case .icmp(let message):
      guard let about = message.about, let place = byAddress[about],
        let question = questions[place]
      else { return }
      end(place)
      take(message, about: question, now, report)
    }
  }

  private mutating func take(
    _ bytes: [UInt8], from source: SocketAddress, _ now: Instant, _ report: (Output) -> Void
  ) {
    guard let place = byAddress[source] ?? placeOfOtherPort(source),
      let question = questions[place]
    else { return }
    if source.port == ownPort, own.contains(source.address) {
      end(place)
      answered(question, now)
      settle(
        question, PortVerdict(.closed, .ourselves), now, reply: nil, report)
      return
    }
    var reply: String
    switch question.probe?.check(bytes) {
    case .match(let text): reply = text
    case .unexpected(let text): reply = text
    case .notOurs: return
    case nil: reply = Self.text(bytes)
    }
    if bytes.isEmpty, reply.isEmpty { reply = "an empty datagram" }
    end(place)
    answered(question, now)
    settle(question, PortVerdict(.open, .udpReply), now, reply: reply, report)
  }

  /// TFTP and its like answer from another port than was asked.
  private func placeOfOtherPort(_ source: SocketAddress) -> Int? {
    questions.firstIndex {
      $0?.address.address == source.address && $0?.probe?.service.answersFromAnotherPort == true
    }
  }

  /// The first bytes as text where they are, else as hexadecimal.
  private static func text(_ bytes: [UInt8]) -> String {
    let head = bytes.prefix(80)
    let isText = head.allSatisfy { $0 == 9 || $0 == 10 || $0 == 13 || (32...126).contains($0) }
    return isText ? String(decoding: head, as: UTF8.self) : "hex:" + Hexadecimal.text(Array(head))
  }

  private mutating func take(
    _ message: ICMPReport, about question: Question, _ now: Instant, _ report: (Output) -> Void
  ) {
    let isFromHost = message.offender == question.address.address
    if message.isPortUnreachable, isFromHost || own.contains(question.address.address) {
      answered(question, now)
      hosts[question.host]?.resets += 1
      settle(
        question, PortVerdict(.closed, .icmp, icmp: message.withoutDetails), now, reply: nil,
        report)
      return
    }
    let verdict: PortVerdict
    if message.origin == .local {
      verdict = ConnectDriver.verdict(ofFailure: message.code)
    } else if own.contains(message.offender),
      case .noNeighbour = LocalFailure(code: message.code)
    {
      verdict = PortVerdict(.unreachable, .noNeighbour)
    } else {
      verdict = PortVerdict(.filtered, .icmp, icmp: message.withoutDetails)
    }
    settle(question, verdict, now, reply: nil, report)
  }

  private mutating func answered(_ question: Question, _ now: Instant) {
    guard hosts[question.host] != nil else { return }
    if question.isPaced {
      hosts[question.host]!.pacer?.take(isAnswer: true, now)
      hosts[question.host]!.answers += 1
      hosts[question.host]!.pacedAnswers += 1
      return
    }
    hosts[question.host]!.noteAnswer(now - question.sent, attempt: question.attempt)
    if question.attempt > 1, tuning.tries == nil {
      let wanted = max(hosts[question.host]!.allowance, question.attempt + 2)
      hosts[question.host]!.allowance = min(tuning.mostTries, wanted)
    }
  }

  private mutating func end(_ place: Int) {
    guard let question = questions[place] else { return }
    if byAddress[question.address] == place { byAddress[question.address] = nil }
    questions[place] = nil
    freeQuestions.append(place)
    inFlight -= 1
    hosts[question.host]?.pending -= 1
  }

  private mutating func expire(_ report: (Output) -> Void) {
    let now = Instant.now
    while let entry = deadlines.pop(now) {
      guard let question = questions[entry.number], question.use == entry.use else { continue }
      end(entry.number)
      silent(question, now)
      if hosts[question.host]!.isAtRest { rest(question.host, now, report) }
    }
  }

  private mutating func silent(_ question: Question, _ now: Instant) {
    let host = question.host
    if tuning.window == nil { window = min(20_000, window + 0.5) }
    if hosts[host]!.retriesSince == nil { hosts[host]!.retriesSince = now }
    if question.isPaced {
      hosts[host]!.pacer?.take(isAnswer: false, now)
      hosts[host]!.parked.append(UInt32(question.number) | UInt32(tuning.leastTries) << 24)
      return
    }
    guard question.attempt < hosts[host]!.allowance else {
      hosts[host]!.parked.append(UInt32(question.number) | UInt32(question.attempt) << 24)
      return
    }
    hosts[host]!.pending += 1
    retries.append((host, question.number, question.attempt + 1, false))
  }

  // MARK: Verdicts

  private mutating func settle(
    _ question: Question, _ verdict: PortVerdict, _ now: Instant, reply: String?,
    _ report: (Output) -> Void
  ) {
    settle(
      question.host, question.number, verdict, latency: now - question.sent,
      attempt: question.attempt, payload: payloadName(question.probe), reply: reply, report)
  }

  private mutating func settle(
    _ host: Int, _ number: Int, _ verdict: PortVerdict, latency: Duration?, attempt: Int,
    payload: String, reply: String?, _ report: (Output) -> Void
  ) {
    hosts[host]!.settle(number, verdict)
    progress.settled += 1
    if verdict.state == .open { progress.open += 1 }
    if progress.settled & 63 == 0 {
      progress.window = Int(window)
      report(.progress(progress))
      progress = ScanProgress()
    }
    if listsAll || verdict.state == .open || verdict.state == .error {
      let share = hosts[host]!.share
      let block = walk.plan.blocks[share.block]
      var finding = ProbeFinding(
        host: block.label(share.offset), address: block.scoped(share.offset),
        port: walk.port(share, number), transport: .udp, verdict: verdict, tries: attempt)
      finding.latency = latency
      finding.payload = payload
      finding.reply = reply
      report(.finding(finding))
    }
    if hosts[host]!.isAtRest { rest(host, .now, report) }
  }

  // MARK: The end of a host

  private mutating func rest(_ host: Int, _ now: Instant, _ report: (Output) -> Void) {
    if hosts[host]!.settled == hosts[host]!.share.count { return close(host, report) }
    if hosts[host]!.parked.isEmpty { return }
    if hosts[host]!.pacer != nil { return pace(host, now, report) }
    let allowance = UInt32(hosts[host]!.allowance)
    let again = hosts[host]!.parked.filter { $0 >> 24 < allowance }
    if !again.isEmpty {
      hosts[host]!.parked.removeAll { $0 >> 24 < allowance }
      for entry in again {
        hosts[host]!.pending += 1
        retries.append((host, Int(entry & 0xFF_FFFF), Int(entry >> 24) + 1, false))
      }
      return
    }
    // Three messages and then silence: perhaps a firewall, perhaps a limit. Linux sends one a
    // second after the first six (icmp_ratelimit), so for some 1.2 s it is asked on.
    if tuning.patience != .fast, hosts[host]!.resets >= 3, !hosts[host]!.hasTriedPacing {
      hosts[host]!.hasTriedPacing = true
      hosts[host]!.pacer = Pacer(rate: 10, now: now)
      paced.append(host)
      return
    }
    giveUp(host, report)
  }

  private mutating func pace(_ host: Int, _ now: Instant, _ report: (Output) -> Void) {
    let pacer = hosts[host]!.pacer!
    let answers = hosts[host]!.pacedAnswers
    if !pacer.isConfirmed {
      if answers == 0 {
        if pacer.mayAsk { return }
        stopPacing(host)
        return giveUp(host, report)
      }
      hosts[host]!.wasLimited = true
      let since = hosts[host]!.retriesSince ?? now
      let seconds = max(0.1, Double((now - since).wholeNanoseconds) / 1e9)
      let rate = max(0.5, Double(answers) / seconds)
      let left = hosts[host]!.parked.count
      let isBearable = Double(left) / rate <= 3
      if tuning.patience == .accurate || isBearable {
        // Asked twice as often as it answers: what is asked too early costs nothing.
        hosts[host]!.pacer = Pacer(rate: rate * 2, now: now)
        hosts[host]!.pacer!.isConfirmed = true
        let share = hosts[host]!.share
        let label = walk.plan.blocks[share.block].label(share.offset)
        report(.limited(host: label, rate: rate, left: left))
        return
      }
      stopPacing(host)
      return giveUp(host, report)
    }
    if pacer.silent > 3 * hosts[host]!.share.count + 16 {
      stopPacing(host)
      giveUp(host, report)
    }
  }

  private mutating func stopPacing(_ host: Int) {
    hosts[host]!.pacer = nil
    paced.removeAll { $0 == host }
  }

  private mutating func giveUp(_ host: Int, _ report: (Output) -> Void) {
    let parked = hosts[host]!.parked
    hosts[host]!.parked = []
    for entry in parked {
      let number = Int(entry & 0xFF_FFFF)
      let port = walk.port(hosts[host]!.share, number)
      let isOneWay = UDPService.at(port: port)?.isOneWay ?? false
      settle(
        host, number, PortVerdict(.openOrFiltered, isOneWay ? .oneWay : .silence), latency: nil,
        attempt: max(Int(entry >> 24), tuning.leastTries), payload: payloadName(probe(for: port)),
        reply: nil, report)
      // The last one closes the host.
      if hosts[host] == nil { return }
    }
  }

  private mutating func close(_ place: Int, _ report: (Output) -> Void) {
    guard let host = hosts[place] else { return }
    stopPacing(place)
    hosts[place] = nil
    freeHosts.append(place)
    report(.host(summary(host)))
  }

  private func summary(_ host: HostProgress) -> HostSummary {
    let block = walk.plan.blocks[host.share.block]
    var counts = StateCounts()
    var reasons: [ReasonCount] = []
    var ports: [PortState: [UInt16]] = [:]
    for (number, code) in host.states.enumerated() where code > 0 {
      let verdict = host.verdicts[Int(code) - 1]
      counts[verdict.state] += 1
      let count = ReasonCount(verdict)
      let place =
        reasons.firstIndex { $0.isSame(as: count) }
        ?? {
          reasons.append(count)
          return reasons.count - 1
        }()
      reasons[place].count += 1
      if verdict.state != .open {
        ports[verdict.state, default: []].append(walk.port(host.share, number))
      }
    }
    func set(_ state: PortState) -> PortSet? {
      ports[state].map { PortSet($0.lazy.map { $0...$0 }) }
    }
    var warnings: [HostWarning] = []
    let isComplete = host.settled == host.share.count
    if host.wasLimited, counts.openOrFiltered > 0 { warnings.append(.icmpLimited) }
    if !isComplete { warnings.append(.incomplete) }
    return HostSummary(
      host: block.label(host.share.offset), address: block.scoped(host.share.offset),
      transport: .udp, counts: counts, roundTrip: RoundTripSummary([host.roundTrip]),
      warnings: warnings, closedPorts: set(.closed), filteredPorts: set(.filtered),
      openOrFilteredPorts: set(.openOrFiltered), unreachablePorts: set(.unreachable),
      errorPorts: set(.error), isComplete: isComplete,
      reasons: reasons.sorted { $0.count > $1.count })
  }
}
