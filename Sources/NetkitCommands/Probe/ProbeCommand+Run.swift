import Addressing
import Diagnostics
import Platform
import Presentation

extension ProbeCommand {
  func run(in session: Session) -> ExitStatus {
    let list = TargetList(targets, transport: transport)
    var first = list.next() ?? TargetBatch()
    if !isScan {
      // What is asked again and again is kept.
      while let more = list.next() {
        first.targets += more.targets
        first.faults += more.faults
      }
    }
    var status = ExitStatus.yes
    for fault in first.faults { complain(fault, &status, in: session) }
    if status == .unknown { return status }
    if first.targets.isEmpty, list.isAtEnd {
      guard status == .yes else { return status }
      session.complain("the lists hold no target")
      return .unknown
    }
    let isLong = !list.isAtEnd
    if isLong {
      // All of them come as the scan goes on, these too: nobody else keeps them.
      list.putBack(TargetBatch(first.targets))
      first.targets = []
    }
    var request = request(first.targets, in: session)
    if isLong { request.moreTargets = { list.next() } }
    if let fault = request.sourceFault {
      session.complain("cannot send from '\(source ?? "")': \(fault)")
      return .unknown
    }
    if isPinging || waits != nil, request.portCount > ProbeRequest.mostRepeated {
      session.complain(
        "\(NumberText.count(request.portCount, "port")) are too many to ask again and again: "
          + "\(NumberText.count(ProbeRequest.mostRepeated)) at most")
      return .usage
    }
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

  private var isScan: Bool { !isPinging && waits == nil && watches == nil }

  private func complain(
    _ fault: TargetFault, _ status: inout ExitStatus, in session: Session
  ) {
    session.complain(fault.words)
    switch fault {
    case .line: status = .worst(status, .badLines)
    case .list: status = .worst(status, .unknown)
    }
  }

  private func scan(
    _ request: ProbeRequest, in session: Session
  ) throws(SystemError) -> ExitStatus {
    var request = request
    var status = ExitStatus.yes
    var hasFailures = false
    var journal: ProbeJournal?
    if let path = self.journal {
      guard let opened = openJournal(path, in: session) else { return .unknown }
      journal = opened.journal
      request.done = opened.done
    }
    var view = view(in: session)
    let display = ProgressLine(session, isOn: !output.isQuiet)
    var journalError: SystemError?
    let (summary, signal) = try Probing.run(request) { event in
      if case .progress(let progress) = event { return display.show(progress) }
      if case .pause = event {
        // What a port says is shown when it is known, into a pipe too, and noted after that.
        guard (try? session.output.flush()) != nil else { return }
        do throws(SystemError) {
          try journal?.write()
        } catch {
          journalError = error
        }
        return
      }
      display.erase()
      switch event {
      case .failure(let target, let message):
        session.complain("\(target): \(message)")
        hasFailures = true
      case .fault(let fault): complain(fault, &status, in: session)
      case .limited(let host, let transport, let rate, let left):
        session.complain(Self.limit(host, transport, rate, left))
      case .finding(let finding): if !output.isQuiet { view.show(finding) }
      case .host(let host):
        journal?.note(host)
        if !output.isQuiet { view.show(host) }
      case .progress, .pause: break
      }
    }
    display.erase()
    if !output.isQuiet { view.finish(summary) }
    if (try? session.output.flush()) != nil {
      do throws(SystemError) {
        try journal?.write(isEnd: true)
      } catch {
        journalError = error
      }
    }
    if let journalError {
      session.complain("cannot write '\(self.journal ?? "")': \(journalError.message)")
      status = .worst(status, .unknown)
    }
    if let signal { return .interrupted(signal: signal) }
    if summary.probes == 0, status == .yes, !hasFailures, journal == nil, shard == .whole {
      session.complain("nothing to ask: every target is left out, or of the other family")
      return .unknown
    }
    return .worst(status, exitStatus(of: summary, hasFailures: hasFailures))
  }

  private func openJournal(
    _ path: String, in session: Session
  ) -> (journal: ProbeJournal, done: ProbeJournal.Done)? {
    do {
      return try ProbeJournal.open(path)
    } catch let error as SystemError {
      session.complain("cannot open '\(path)': \(error.message)")
    } catch {
      session.complain(
        "'\(path)' is no journal of netkit probe, and is left alone",
        hint: "name a file that does not exist yet")
    }
    return nil
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
    request.excluded = excluded.compactMap { try? ProbeTarget(excluded: $0) }
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

  /// Yes where every port that was to be asked is open, no where one is certainly not, and unknown
  /// where nothing could be told of one; with `--any`, yes where one is open.
  private func exitStatus(of summary: ProbeSummary, hasFailures: Bool) -> ExitStatus {
    let counts = summary.counts
    if acceptsAny, counts.open > summary.unexpected { return .yes }
    if hasFailures { return .unknown }
    if summary.unexpected + counts.closed + counts.filtered + counts.openOrFiltered > 0 {
      return .no
    }
    return counts.error + counts.unreachable > 0 ? .unknown : .yes
  }
}
