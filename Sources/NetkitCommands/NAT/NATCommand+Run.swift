import Addressing
import Arguments
import Diagnostics
import Platform
import Presentation

extension NATCommand {
  func run(in session: Session) -> ExitStatus {
    guard let question = question(in: session) else { return .usage }
    if isExplained {
      show(NATPlan(question), in: session)
      return .yes
    }
    do throws(SystemError) {
      let (report, signal) = try NATDiagnosis.run(question)
      show(report, in: session)
      if let signal { return .interrupted(signal: signal) }
      return report.exitStatus
    } catch {
      session.complain("cannot begin: \(error)")
      return .unknown
    }
  }

  /// nil, after a complaint, where the words make no question.
  private func question(in session: Session) -> NATQuestion? {
    var question = NATQuestion()
    if let family { question.families = [Family(family)] }
    question.asksGateway = asksGateway
    question.asksHops = asksHops
    question.asksTCP = asksTCP
    question.asksFragments = asksFragments
    question.lifetime = lifetime
    question.interface = interface
    question.source = source
    question.servers = servers.map(\.server)
    if usesServers, servers.isEmpty {
      guard let configured = configuredServers(in: session) else { return nil }
      question.servers = configured
    }
    let needsServer = asksTCP || asksFragments || lifetime != nil
    if needsServer, question.servers.isEmpty {
      session.complain(
        "--tcp, --fragments and --lifetime need a server", hint: "netkit nat --stun HOST --tcp")
      return nil
    }
    return question
  }

  /// The list of the environment, named before anything is sent to it.
  private func configuredServers(in session: Session) -> [NATQuestion.Server]? {
    let list = session.variable("NETKIT_STUN_SERVERS") ?? ""
    var servers: [NATQuestion.Server] = []
    for word in list.split(whereSeparator: { $0 == " " || $0 == "," }) {
      do throws(ValueError) {
        servers.append(try NATServer(argument: String(word)).server)
      } catch {
        session.complain("'\(word)' in NETKIT_STUN_SERVERS: \(error.reason)")
        return nil
      }
    }
    guard !servers.isEmpty else {
      session.complain(
        "--stun names no server, and NETKIT_STUN_SERVERS is empty",
        hint: "netkit nat --stun HOST, or run your own: netkit serve stun")
      return nil
    }
    if !output.isQuiet, !isExplained {
      session.remarks.append("asking \(servers.map(\.text).joined(separator: ", "))\n")
      _ = try? session.remarks.flush()
    }
    return servers
  }

  private func show(_ report: NATReport, in session: Session) {
    if output.isQuiet { return }
    if output.isJSON {
      session.show(json: report)
    } else {
      var page = session.page(output)
      NATText(report).write(to: &page)
      session.show(&page)
    }
  }

  private func show(_ plan: NATPlan, in session: Session) {
    if output.isQuiet { return }
    if output.isJSON {
      session.show(json: plan)
      return
    }
    var page = session.page(output)
    page.line("Nothing is sent. Without `--explain` this would be, at the most:")
    var table = Table([
      .right("PACKETS"), .left("TO"), .left("BY"), .flexible("WHY"),
    ])
    table.indent = 2
    for step in plan.steps {
      table.add(
        StyledText("\(step.packets)"), StyledText(TerminalText.escaped(step.target)),
        StyledText(step.transport.rawValue), StyledText(step.purpose))
    }
    if plan.steps.isEmpty { page.line("  nothing") } else { table.write(to: &page) }
    session.show(&page)
  }
}

extension NATReport {
  /// 0 public, 1 behind something, 2 could not tell.
  var exitStatus: ExitStatus {
    switch nat.isPublic {
    case true?: .yes
    case false?: .no
    case nil: .unknown
    }
  }
}
