import Addressing
import Arguments
import Diagnostics
import Platform
import Presentation
import Sockets
import TLS

extension ConnectCommand {
  func run(in session: Session) -> ExitStatus {
    let log = ConnectLog(session, self)
    let plan: ConnectPlan
    do throws(SocketError) {
      plan = try makePlan(library: session.variable("NETKIT_LIBSSL"))
    } catch {
      session.complain("cannot send from there: \(error)")
      return .unknown
    }
    do throws(ConnectError) {
      // Round trips are counted, not read.
      let summary = try Connector.run(plan) {
        log.show($0)
      } data: { bytes in
        if plan.repetition == nil { log.show(bytes) }
      }
      log.show(summary)
      return status(of: summary, session)
    } catch {
      return complain(error, session)
    }
  }

  private func makePlan(library: String?) throws(SocketError) -> ConnectPlan {
    var plan = ConnectPlan(host: target.host, port: port ?? 0)
    plan.transport = transport ?? .tcp
    plan.family = family
    plan.options = SocketOptions(interface: interface, hops: hops)
    if let source { plan.source = try SocketAddress(source.address, port: source.port) }
    plan.usesCRLF = usesCRLF
    plan.expectation = expectation.map { Array($0.utf8) }
    plan.repetition = repetitions.map { .init(count: $0, interval: interval) }
    plan.timeout = timeout
    plan.wait = wait
    plan.idle = idle
    plan.replies = replies
    plan.isBroadcast = isBroadcast
    plan.security = security.plan(library: library)
    plan.explains = explains && !output.isQuiet
    let lineEnd = isDatagram ? "" : usesCRLF ? "\r\n" : "\n"
    if let endWord { plan.farewell = Array((endWord + lineEnd).utf8) }
    if let file {
      plan.speech = .file(file)
    } else if !messages.isEmpty {
      plan.speech = .messages(messages.map { Array(($0 + lineEnd).utf8) })
    } else if security.showsCertificate {
      plan.speech = .messages([])
      plan.endsAfterHandshake = true
    }
    return plan
  }

  // MARK: The answer

  private func status(of summary: ConnectSummary, _ session: Session) -> ExitStatus {
    if let signal = summary.interruptedBy { return .interrupted(signal: signal) }
    if summary.isAsExpected == true { return .yes }
    if case .lost(let error) = summary.ending {
      session.complain("the connection broke: \(error)", hint: error.advice)
      if case .transport(.rejected(let message)) = error, message.isPortUnreachable { return .no }
      return .unknown
    }
    if case .idle = summary.ending {
      session.complain("nothing came or went for \(NumberText.duration(idle ?? .zero))")
      return .unknown
    }
    if summary.isAsExpected == false {
      session.complain("\(quoted(expectation ?? "")) did not come")
      return .no
    }
    if let trips = summary.roundTrips { return trips.received > 0 ? .yes : .no }
    let wantsAnswers = isDatagram && (wait != nil || replies != nil || isBroadcast)
    return wantsAnswers && summary.datagrams == 0 ? .no : .yes
  }

  private func complain(_ error: ConnectError, _ session: Session) -> ExitStatus {
    if case .interrupted(let signal) = error { return .interrupted(signal: signal) }
    let (message, hint) = describe(error)
    if !output.isQuiet || !error.isAnswer { session.complain(message, hint: hint) }
    return error.isAnswer ? .no : .unknown
  }

  private func describe(_ error: ConnectError) -> (String, hint: String?) {
    let host = TerminalText.escaped(target.host, limit: 200)
    switch error {
    case .noLoop(let error): return ("cannot start: \(error.message)", nil)
    case .lookup(let error):
      return ("cannot look up \(host): \(error)", "see why with: netkit resolve \(host) --why")
    case .badZone(let error): return ("cannot use \(host): \(error)", nil)
    case .noAddress: return ("\(host) is not of the family that was asked for", nil)
    case .connecting(let error, let address):
      return ("cannot connect to \(host) port \(address.port): \(describe(error))", advice(error))
    case .tls(let error): return ("\(error)", error.advice)
    case .file(let path, let error): return ("cannot read \(quoted(path)): \(error.message)", nil)
    case .input(let error): return ("cannot read standard input: \(error.message)", nil)
    case .sending(let error, let address):
      return ("cannot send to \(address): \(error)", nil)
    case .noInterface(let name): return ("there is no interface \(quoted(name))", nil)
    case .interrupted: return ("interrupted", nil)
    }
  }

  private func describe(_ error: SocketError) -> String {
    switch error {
    case .timedOut: "no answer in \(NumberText.duration(timeout))"
    case .cancelled, .closed, .system, .rejected: "\(error)"
    }
  }

  private func advice(_ error: SocketError) -> String? {
    guard case .system(let failure) = error, failure.symbol == "ECONNREFUSED" else { return nil }
    return "nobody listens there; on that host: ss -tlnp"
  }
}
