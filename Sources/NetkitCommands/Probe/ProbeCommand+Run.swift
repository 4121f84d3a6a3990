import Addressing
import Diagnostics
import Platform
import Presentation

extension ProbeCommand {
  public func run(in session: Session) -> ExitStatus {
    var words = TargetWords(transport: transport, session: session)
    guard words.read(targets) else { return .unknown }
    let status: ExitStatus = words.hasBadLines ? .badLines : .yes
    guard !words.targets.isEmpty else { return status }
    let request = request(words.targets, in: session)
    do throws(SystemError) {
      if isPinging { return .worst(status, try ping(request, in: session)) }
      if let waits { return .worst(status, try wait(request, waits, in: session)) }
      if let watches { return try watch(request, watches, in: session) }
      return .worst(status, try scan(request, in: session))
    } catch {
      session.complain("cannot begin: \(error)")
      return .unknown
    }
  }

  private func scan(
    _ request: ProbeRequest, in session: Session
  ) throws(SystemError) -> ExitStatus {
    var request = request
    var status = ExitStatus.yes
    var journal: Writer?
    if let path = self.journal {
      request.finished = finishedHosts(path)
      journal = try FileAppending.open(path)
    }
    var view = view(in: session)
    let display = ProgressLine(session, isOn: !output.isQuiet)
    let (summary, signal) = try Probing.run(request) { event in
      if case .progress(let progress) = event {
        display.show(progress)
        return
      }
      display.erase()
      switch event {
      case .failure(let target, let message):
        session.complain("\(target): \(message)")
        status = .worst(status, .unknown)
      case .limited(let host, let transport, let rate, let left):
        session.complain(Self.limit(host, transport, rate, left))
      case .finding(let finding): if !output.isQuiet { view.show(finding) }
      case .host(let host):
        if host.isComplete { journal?.append("\(host.address.address)\n") }
        if !output.isQuiet { view.show(host) }
      case .progress: break
      }
    }
    display.erase()
    if !output.isQuiet { view.finish(summary) }
    if let journal { try journal.flush() }
    if let signal { return .interrupted(signal: signal) }
    return .worst(status, exitStatus(of: summary))
  }

  /// The hosts that an earlier run noted; none where there is no such file yet.
  private func finishedHosts(_ path: String) -> Set<IPAddress> {
    guard var reader = try? FileReader(path: path), let bytes = try? reader.readAll() else {
      return []
    }
    let lines = bytes.split(separator: UInt8(ascii: "\n"))
    return Set(lines.compactMap { try? IPAddress(String(decoding: $0, as: UTF8.self)) })
  }

  private static func limit(
    _ host: String, _ transport: ProbeTransport, _ rate: Double, _ left: Int
  ) -> String {
    let what = transport == .tcp ? "resets" : "ICMP answers"
    let time = NumberText.duration(.seconds(Double(left) / rate))
    let each = NumberText.count(Int(rate.rounded()))
    return """
      \(host) limits its \(what) to about \(each) a second: \(NumberText.count(left, "port")) \
      left, about \(time); --fast does not wait
      """
  }

  private func view(in session: Session) -> any ProbeView {
    if output.isJSON { return ProbeJSON(session) }
    return switch form {
    case .text: ProbeText(session, output)
    case .csv: ProbeCSV(session)
    case .grepable: ProbeGrepable(session)
    case .nmapXML: ProbeXML(session, start: WallClock.now / 1_000_000_000)
    case .prometheus: ProbePrometheus(session)
    }
  }

  func request(_ targets: [ProbeTarget], in session: Session) -> ProbeRequest {
    var request = ProbeRequest(targets: targets)
    // Both have been read once by validate().
    request.ports = ports.flatMap { try? PortSelection($0, transport: transport) }
    request.excluded = excluded.compactMap { try? ProbeTarget($0) }
    request.transport = transport
    request.family = family
    request.usesAllAddresses = usesAllAddresses
    request.isOrdered = isOrdered
    request.seed = seed ?? (shard.count > 1 ? 0 : UInt64.random(in: 0 ... .max))
    request.shard = (shard.index, shard.count)
    request.tuning.timeout = timeout
    request.tuning.tries = tries
    request.tuning.window = window
    request.tuning.rate = rate
    request.tuning.patience = patience
    request.listing = listing
    if let word = source.flatMap(SourceWord.init) {
      request.source = word.address
      request.sourcePort = word.port
    }
    request.interface = interface
    request.hops = hops
    switch payload {
    case .known: request.payload = .known
    case .service(let name): request.payload = .service(name)
    case .bytes(let bytes, _): request.payload = .bytes(bytes)
    }
    request.inspection = inspection(in: session)
    return request
  }

  private func inspection(in session: Session) -> Inspection? {
    guard wantsBanner || sends != nil || wantsTLS || wantsHTTP else { return nil }
    var inspection = Inspection()
    inspection.wantsBanner = wantsBanner
    inspection.sends = sends.flatMap(EscapedText.bytes)
    inspection.expects = expects.flatMap(Pattern.init)
    inspection.wantsTLS = wantsTLS
    inspection.wantsHTTP = wantsHTTP
    inspection.libraryPath = session.variable("NETKIT_LIBSSL")
    return inspection
  }

  /// 0 when every asked port is open, 1 when one is not, 2 when nothing could be told of one.
  private func exitStatus(of summary: ProbeSummary) -> ExitStatus {
    let counts = summary.counts
    if summary.unexpected > 0 { return .no }
    if acceptsAny, counts.open > 0 { return .yes }
    if counts.error > 0 || counts.unreachable > 0, counts.total == counts.error + counts.unreachable
    {
      return .unknown
    }
    return counts.open == counts.total && counts.total > 0 ? .yes : .no
  }
}

/// What shows a scan's events: text, or a format.
protocol ProbeView {
  mutating func show(_ finding: ProbeFinding)
  mutating func show(_ host: HostSummary)
  mutating func finish(_ summary: ProbeSummary)
}

/// One JSON object a line.
struct ProbeJSON: ProbeView {
  private let session: Session

  init(_ session: Session) { self.session = session }

  private struct HostLine: Encodable {
    var hostReport: HostSummary
  }

  private struct SummaryLine: Encodable {
    var summary: ProbeSummary
  }

  func show(_ finding: ProbeFinding) { session.show(json: finding) }
  func show(_ host: HostSummary) { session.show(json: HostLine(hostReport: host)) }
  func finish(_ summary: ProbeSummary) { session.show(json: SummaryLine(summary: summary)) }
}

/// How far a long scan has come, on a terminal's standard error.
final class ProgressLine {
  private let session: Session
  private let columns: Int?
  private var throttle = ProgressThrottle()
  private var isShown = false

  init(_ session: Session, isOn: Bool) {
    self.session = session
    columns =
      isOn && Terminal.isTerminal(2)
      ? Terminal.width(2, columns: session.variable("COLUMNS")) ?? 80 : nil
  }

  func show(_ progress: ProbeProgress) {
    guard let columns, throttle.isDue(at: progress.elapsed) else { return }
    let line = Progress(
      done: progress.done, total: progress.total, elapsed: progress.elapsed,
      fields: [
        "open \(NumberText.count(progress.open))",
        "filtered \(NumberText.count(progress.filtered))",
        "window \(NumberText.count(progress.window))",
      ])
    session.remarks.append(line.line(columns: columns))
    // A line without an end stays in a terminal's buffer.
    _ = try? session.remarks.flush()
    isShown = true
  }

  func erase() {
    guard isShown else { return }
    isShown = false
    session.remarks.append(Progress.erase)
    _ = try? session.remarks.flush()
  }
}
