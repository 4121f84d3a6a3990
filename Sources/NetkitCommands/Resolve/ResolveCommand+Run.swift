import Diagnostics
import Platform
import Presentation

extension ResolveCommand {
  func run(in session: Session) -> ExitStatus {
    let system = readSystem(session)
    do throws(SystemError) {
      var status = ExitStatus.yes
      if !reverse.isEmpty { status = try lookUpNames(system, in: session) }
      if case .interrupted = status { return status }
      if !files.isEmpty {
        status = .worst(status, try lookUpFiles(system, in: session))
      } else if let interval, !names.isEmpty {
        status = try watch(every: interval, in: session)
      } else if !names.isEmpty {
        status = .worst(status, try lookUp(names, system, in: session))
      }
      return status
    } catch {
      session.complain("cannot begin: \(error)")
      return .unknown
    }
  }

  private func readSystem(_ session: Session) -> NameSystem {
    NameSystem.read(
      options: session.variable("RES_OPTIONS"), domains: session.variable("LOCALDOMAIN"),
      readsPolicy: isExplained)
  }

  /// The question about one name that the options make.
  func question(_ name: String) -> ResolveQuestion {
    ResolveQuestion(
      name, family: family, service: port, transport: transport, flags: Set(flags), limit: limit,
      wantsOrder: isExplained, wantsServices: asksServices, wantsServers: asksServers)
  }

  // MARK: A few names, taken apart

  func lookUp(
    _ names: [String], _ system: NameSystem, in session: Session
  ) throws(SystemError) -> ExitStatus {
    var status = ExitStatus.yes
    let signal = try Resolution.run(names.map(question), system: system, jobs: jobs.few) { report in
      show(report, in: session)
      // Each as it comes: the next may take its whole limit.
      _ = try? session.output.flush()
      status = .worst(status, report.exitStatus)
    }
    return signal.map { .interrupted(signal: $0) } ?? status
  }

  func show(_ report: ResolveReport, in session: Session) {
    if output.isQuiet { return }
    if output.isJSON {
      session.show(json: report)
      return
    }
    var page = session.page(output)
    if isShort {
      for address in report.addresses { page.line("\(address.address)") }
    } else {
      ResolveText(report).write(to: &page)
    }
    session.show(&page)
    if isShort, report.exitStatus != .yes {
      session.complain("\(TerminalText.escaped(report.name)): \(report.text)")
    }
  }

  // MARK: The names of addresses

  private func lookUpNames(
    _ system: NameSystem, in session: Session
  ) throws(SystemError) -> ExitStatus {
    var status = ExitStatus.yes
    let inquiries = reverse.map { address in
      ReverseInquiry(
        address.value, system: system, limit: limit, confirms: confirms, wantsServers: asksServers)
    }
    let signal = try Resolution.run(inquiries, jobs: jobs.few) { report in
      status = .worst(status, report.exitStatus)
      if output.isQuiet { return }
      if output.isJSON {
        session.show(json: report)
        return
      }
      var page = session.page(output)
      ReverseText(report).write(to: &page, isShort: isShort)
      session.show(&page)
    }
    return signal.map { .interrupted(signal: $0) } ?? status
  }

  // MARK: Again and again

  private func watch(
    every interval: Duration, in session: Session
  ) throws(SystemError) -> ExitStatus {
    var watched = WatchText()
    var status = ExitStatus.yes
    let signal = try Resolution.watch(
      names.map(question), every: interval, jobs: jobs.few, system: { readSystem(session) }
    ) { reports, elapsed in
      status = reports.map(\.exitStatus).reduce(.yes, ExitStatus.worst)
      for report in reports {
        guard let change = watched.change(report, after: elapsed) else { continue }
        if output.isQuiet { continue }
        if output.isJSON {
          session.show(json: change)
        } else if case .first = change.kind {
          show(report, in: session)
        } else {
          var page = session.page(output)
          watched.write(change, to: &page)
          session.show(&page)
        }
      }
      // Whoever reads along wants each change when it is seen.
      _ = try? session.output.flush()
    }
    return signal.map { .interrupted(signal: $0) } ?? status
  }
}

extension JobCount {
  /// The number, or for `auto` as many names as nobody will mind.
  var few: Int { number ?? 16 }

  /// nil for `auto`.
  var number: Int? {
    switch self {
    case .auto: nil
    case .fixed(let count): count
    }
  }
}

extension ResolveReport {
  /// Half an answer is no yes: what the other half says is not known.
  var exitStatus: ExitStatus { isPartial ? .unknown : status.exit }
}

extension ReverseReport {
  /// A name that does not lead back is a no as well.
  var exitStatus: ExitStatus { confirmed == false ? .worst(.no, status.exit) : status.exit }
}

extension ResolveReport.Status {
  var exit: ExitStatus {
    switch self {
    case .ok: .yes
    case .noName, .noData: .no
    case .temporary, .timeout, .localError, .interrupted: .unknown
    }
  }
}
