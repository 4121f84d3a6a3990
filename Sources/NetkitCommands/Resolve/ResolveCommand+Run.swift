import Diagnostics
import Platform
import Presentation

extension ResolveCommand {
  package func run(in session: Session) -> ExitStatus {
    let system = NameSystem.read(
      options: session.variable("RES_OPTIONS"), domains: session.variable("LOCALDOMAIN"))
    return lookUp(names, system, in: session)
  }

  private func lookUp(_ names: [String], _ system: NameSystem, in session: Session) -> ExitStatus {
    var status = ExitStatus.yes
    do throws(SystemError) {
      let signal = try Resolution.run(
        names.map(question), system: system, jobs: jobs.limit
      ) { report in
        show(report, in: session)
        status = .worst(status, report.exitStatus)
      }
      if let signal { return .interrupted(signal: signal) }
    } catch {
      session.complain("cannot begin: \(error)")
      return .unknown
    }
    return status
  }

  /// The question about one name that the options make.
  func question(_ name: String) -> ResolveQuestion {
    ResolveQuestion(
      name, family: family, service: port, transport: transport, flags: Set(flags), limit: limit,
      wantsOrder: isExplained, wantsServices: asksServices, wantsServers: asksServers)
  }

  private func show(_ report: ResolveReport, in session: Session) {
    if output.isQuiet { return }
    if output.isJSON {
      session.show(json: report)
    } else {
      var page = session.page(output)
      if isShort {
        for address in report.addresses { page.line("\(address.address)") }
      } else {
        ResolveText(report).write(to: &page)
      }
      session.show(&page)
    }
    if isShort, !output.isJSON, report.exitStatus != .yes {
      session.complain("\(TerminalText.escaped(report.name)): \(report.text)")
    }
  }
}

extension JobCount {
  /// The number, or for `auto` as many names of the command line as nobody will mind.
  var limit: Int {
    switch self {
    case .auto: 16
    case .fixed(let count): count
    }
  }
}

extension ResolveReport {
  var exitStatus: ExitStatus {
    switch status {
    case .ok: .yes
    case .noName, .noData: .no
    case .temporary, .timeout, .localError, .interrupted: .unknown
    }
  }
}
