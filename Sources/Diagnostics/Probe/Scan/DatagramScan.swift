import Addressing
import Platform
import Sockets
import Wire

/// Asks UDP ports: one socket for each family, whose answers and ICMP errors name the port they are
/// about. Runs on the loop; what to ask is the agenda's business.
struct DatagramScan {
  enum Output {
    case finding(ProbeFinding)
    case host(HostSummary)
    case limited(host: String, rate: Double, left: Int)
    case progress(ScanProgress)
    /// Nothing is to be done before the next answer.
    case pause
  }

  /// Datagrams sent before answers are taken again: their ICMP errors have to fit the socket's
  /// buffer, which holds some 200.
  private static let batchSize = 32
  /// Batches sent before the loop sees to others: some milliseconds.
  private static let batchesInTurn = 8
  /// More than this no path has been seen to bear.
  private static let widestWindow = 20_000.0
  /// How often it tells how far it has come.
  private static let reportInterval = Duration.milliseconds(100)

  private let plan: ScanPlan
  private let loop: EventLoop
  private let options: SocketOptions
  private let tuning: ProbeTuning
  private let listsAll: Bool

  private var payload: DatagramPayload
  private var judge = DatagramJudge()
  private var agenda: DatagramAgenda
  private var open = OpenDatagrams()
  private var progress = ScanProgress()
  private var reported = Instant.now
  /// How many questions were set aside when progress was told last.
  private var setAside = 0
  private var outputs: [Output] = []
  private var window: Double
  /// When the rate allows the next datagram.
  private var nextStart = Instant(nanoseconds: 0)
  /// Whether the socket's buffer was full at the last send.
  private var isFull = false
  /// Whether the last error came at once, as it does on one machine: then it is taken before the
  /// next send, which the kernel would fail in its place.
  private var errsAtOnce = false

  init(
    _ plan: ScanPlan, _ request: ProbeRequest, on loop: EventLoop, options: SocketOptions,
    listsAll: Bool
  ) {
    self.plan = plan
    self.loop = loop
    self.options = options
    self.listsAll = listsAll
    tuning = request.tuning
    payload = DatagramPayload(request.payload, options)
    agenda = DatagramAgenda(plan, request.tuning)
    window = Double(request.tuning.window ?? 1000)
  }

  /// Runs to the end, or until the task is cancelled, and lends what becomes known to `report`.
  mutating func run(_ report: ([Output]) async -> Void) async throws(SocketError) {
    for family in AddressFamily.allCases where !Task.isCancelled {
      let part = plan.part(family)
      if part.blocks.isEmpty { continue }
      agenda = DatagramAgenda(part, tuning)
      open = OpenDatagrams()
      try await run(family, report)
    }
    tellProgress()
    await flush(report)
  }

  private mutating func flush(_ report: ([Output]) async -> Void) async {
    if outputs.isEmpty { return }
    await report(outputs)
    outputs.removeAll(keepingCapacity: true)
  }

  private mutating func run(
    _ family: AddressFamily, _ report: ([Output]) async -> Void
  ) async throws(SocketError) {
    let socket = try UDPSocket(on: loop, family, local: .any(family), options: options)
    defer { socket.close() }
    // Refused above the system's limit, and good enough then.
    _ = try? socket.setReceiveBuffer(1 << 20)
    judge.ownPort = try socket.localAddress.port
    var batches = 0
    while true {
      try sendBatch(on: socket)
      try takeAll(from: socket)
      expire()
      tellOutcomes()
      if Instant.now - reported > Self.reportInterval { tellProgress() }
      if open.count == 0, agenda.isDone { break }
      let isBusy = agenda.hasNext && open.count < Int(window) && !isFull && nextStart <= .now
      if !isBusy { outputs.append(.pause) }
      await flush(report)
      batches += 1
      do throws(SocketError) {
        if !isBusy {
          take(try await socket.receive(by: nextTime) { Self.copy($0, $1) })
        } else if batches % Self.batchesInTurn == 0 {
          // The loop's turn: signals, and whatever else runs on it.
          try await loop.sleep(until: Deadline(at: .now))
        }
      } catch {
        if error == .cancelled { break }
        if error != .timedOut { throw error }
      }
    }
    agenda.finishAll()
    tellOutcomes()
  }

  /// When something is to be done though nothing has come.
  private var nextTime: Deadline {
    var times = [open.nextDeadline, agenda.nextPacedTime]
    if agenda.hasNext, open.count < Int(window) { times.append(nextStart) }
    // No event tells that a full device queue has room again.
    if isFull { times.append(.now + .milliseconds(1)) }
    return times.compactMap { $0 }.min().map { Deadline(at: $0) } ?? .never
  }

  // MARK: Sending

  /// Sends what the window and the rate have room for, up to a batch.
  private mutating func sendBatch(on socket: UDPSocket) throws(SocketError) {
    isFull = false
    for _ in 0..<Self.batchSize where open.count < Int(window) {
      let now = Instant.now
      if now < nextStart { return }
      guard let question = agenda.next(now) else { return }
      guard try send(question, now, on: socket) else {
        agenda.putBack(question)
        isFull = true
        return
      }
      if let rate = tuning.rate {
        // Time that was overslept is made up for by a few datagrams at once, no more.
        nextStart = max(nextStart, now + .milliseconds(-20)) + .seconds(1 / rate)
      }
    }
  }

  /// Sends one datagram; false where the send buffer is full.
  private mutating func send(
    _ question: DatagramQuestion, _ now: Instant, on socket: UDPSocket
  ) throws(SocketError) -> Bool {
    let address = agenda.address(question)
    let probe = payload.probe(for: address)
    let bytes = payload.bytes(probe)
    if errsAtOnce { errsAtOnce = try takeReports(from: socket) }
    do throws(SocketError) {
      guard try trySend(bytes, to: address, on: socket) else { return false }
    } catch {
      let verdict = ConnectDriver.verdict(ofFailure: error.code ?? 0)
      tell(question, verdict, latency: nil, reply: nil)
      agenda.settle(question, verdict, now)
      return true
    }
    let timeout = agenda.timeout(question)
    open.begin(question, at: address, probe, now, timeout: timeout)
    progress.timeout = timeout
    progress.sent += 1
    return true
  }

  /// The kernel tells the ICMP error of an earlier datagram in place of a send: that one is taken
  /// from the queue first. What remains is this datagram's own.
  private mutating func trySend(
    _ bytes: [UInt8], to address: SocketAddress, on socket: UDPSocket
  ) throws(SocketError) -> Bool {
    for _ in 0..<3 {
      do throws(SocketError) {
        return try unsafe socket.trySend(bytes.span.bytes, to: address)
      } catch {
        errsAtOnce = try takeReports(from: socket)
      }
    }
    return try unsafe socket.trySend(bytes.span.bytes, to: address)
  }

  // MARK: Receiving

  private static func copy(_ bytes: RawSpan, _ info: DatagramInfo) -> [UInt8] {
    unsafe bytes.withUnsafeBytes { unsafe Array($0) }
  }

  /// Whether there was one.
  private mutating func takeReports(from socket: UDPSocket) throws(SocketError) -> Bool {
    var wasOne = false
    while let message = try socket.takeReport() {
      take(message)
      wasOne = true
    }
    return wasOne
  }

  private mutating func takeAll(from socket: UDPSocket) throws(SocketError) {
    if try takeReports(from: socket) { errsAtOnce = true }
    while let arrival = try socket.receiveNow({ Self.copy($0, $1) }) { take(arrival) }
  }

  private mutating func take(_ arrival: Arrival<[UInt8]>) {
    switch arrival {
    case .datagram(let bytes, let info): take(bytes, info)
    case .icmp(let message): take(message)
    }
  }

  private mutating func take(_ message: ICMPReport) {
    guard let place = open.place(of: message) else { return }
    end(place, judge.verdict(of: message, about: open[place].address), reply: nil)
  }

  private mutating func take(_ bytes: [UInt8], _ info: DatagramInfo) {
    guard let place = open.place(answeredBy: info) else { return }
    if judge.isOurselves(info.source) {
      return end(place, PortVerdict(.closed, .ourselves), reply: nil)
    }
    guard let text = DatagramPayload.text(of: bytes, to: open[place].probe) else { return }
    end(place, PortVerdict(.open, .udpReply), reply: text)
  }

  /// Ends an open question by an answer.
  private mutating func end(_ place: Int, _ verdict: PortVerdict, reply: String?) {
    let (now, entry) = (Instant.now, open.end(place))
    let latency = now - entry.sent
    // A router's word says nothing about the host's own pace.
    if verdict.state == .open || verdict.state == .closed {
      agenda.noteAnswer(
        entry.question, after: latency, isRefusal: verdict.reason == .icmp, now)
    }
    tell(entry.question, verdict, latency: latency, reply: reply)
    agenda.settle(entry.question, verdict, now)
  }

  private mutating func expire() {
    let now = Instant.now
    while let entry = open.popExpired(now) {
      if tuning.window == nil { window = min(Self.widestWindow, window + 0.5) }
      agenda.noteSilence(entry.question, now)
    }
  }

  // MARK: Telling

  private mutating func tell(
    _ question: DatagramQuestion, _ verdict: PortVerdict, latency: Duration?, reply: String?
  ) {
    tell(
      agenda.share(question), port: agenda.port(question), verdict, tries: question.attempt,
      latency: latency, reply: reply)
  }

  private mutating func tell(
    _ share: HostShare, port: UInt16, _ verdict: PortVerdict, tries: Int, latency: Duration?,
    reply: String?
  ) {
    progress.settled += 1
    if verdict.state == .open { progress.open += 1 }
    if verdict.state == .filtered { progress.filtered += 1 }
    guard listsAll || verdict.state == .open || verdict.state == .error else { return }
    let block = agenda.plan.blocks[share.block]
    var finding = ProbeFinding(
      host: block.label(share.offset), address: block.scoped(share.offset), port: port,
      transport: .udp, verdict: verdict, tries: tries)
    finding.latency = latency
    finding.payload = payload.name(for: port)
    finding.reply = reply
    outputs.append(.finding(finding))
  }

  private mutating func tellProgress() {
    reported = .now
    let parked = agenda.hosts.reduce(0) { $0 + agenda[$1].parked.count }
    progress.setAside = parked - setAside
    setAside = parked
    progress.window = Int(window)
    outputs.append(.progress(progress))
    progress = ScanProgress()
  }

  private mutating func tellOutcomes() {
    if agenda.outcomes.isEmpty { return }
    let outcomes = agenda.outcomes
    agenda.outcomes.removeAll(keepingCapacity: true)
    for outcome in outcomes {
      switch outcome {
      case .givenUp(let share, let port, let verdict, let tries):
        tell(share, port: port, verdict, tries: tries, latency: nil, reply: nil)
      case .limited(let share, let rate, let left):
        let host = agenda.plan.blocks[share.block].label(share.offset)
        outputs.append(.limited(host: host, rate: rate, left: left))
      case .finished(let part):
        outputs.append(
          .host(
            HostSummary([part], of: agenda.plan, parts: plan.shard.count, transport: .udp)))
      }
    }
  }
}
