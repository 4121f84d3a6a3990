import Platform
import Sockets

/// Names the way in which the name servers fail for a family, from what each said alone.
struct Missing {
  let family: AddressFamily
  /// `A` or `AAAA`.
  let type: String
  private let answers: [(server: String, answer: ServerAnswer)]

  init(_ family: AddressFamily, _ facts: LookupFacts) {
    self.family = family
    let type = family == .ipv4 ? "A" : "AAAA"
    self.type = type
    answers = facts.servers.flatMap { report in
      report.answers.filter { $0.type == type }.map { ("\(report.server)", $0) }
    }
  }

  var silent: Verdict { family == .ipv4 ? .ipv4Silent : .ipv6Silent }
  var failed: Verdict { family == .ipv4 ? .ipv4Failed : .ipv6Failed }
  var denied: Verdict { family == .ipv4 ? .ipv4Denied : .ipv6Denied }

  /// Whether the servers leave the question unanswered; nil where they were not asked alone.
  var isSilent: Bool? {
    guard !answers.isEmpty else { return nil }
    if answers.contains(where: { $0.answer.status == .answered }) { return false }
    return answers.contains { $0.answer.status == .silent }
  }

  /// Whether a server says for this type alone that the name does not exist.
  var isDenied: Bool { answers.contains { $0.answer.rcode == "NXDOMAIN" } }

  var denial: String {
    let server = answers.first { $0.answer.rcode == "NXDOMAIN" }.map { "\($0.server)" } ?? ""
    return "name server \(server) denies the name for \(type) and knows it for the other family"
  }

  func silence(_ here: LookupOutcome?, _ any: LookupOutcome) -> String {
    let server = answers.first { $0.answer.status == .silent }
    let who =
      server.map { "name server \($0.server) never answers \(type)" }
      ?? "\(type) is never answered"
    let quick = here.map { "the other family came after \($0.elapsed.inWords), " } ?? ""
    let wait =
      any.isUnanswered
      ? "every application waits more than \(any.elapsed.inWords)"
      : "every application waits \(any.elapsed.inWords)"
        + (any.isFound ? "" : " and then fails")
    return "\(who): \(quick)\(wait)"
  }

  var failure: String {
    let worst = answers.first { $0.answer.status != .answered || !$0.answer.isUseful }
    guard let (server, answer) = worst else { return "\(type) fails at the name server" }
    return "name server \(server) answers \(type) with "
      + (answer.rcode ?? answer.error ?? answer.status.rawValue)
  }
}

/// Names what is wrong where no server gave an answer of use.
struct ServersAtFault {
  private let facts: LookupFacts
  private let error: LookupError
  private let answers: [(server: String, answer: ServerAnswer)]

  init(_ facts: LookupFacts, _ error: LookupError) {
    self.facts = facts
    self.error = error
    answers = facts.servers.flatMap { report in
      report.answers.map { ("\(report.server)", $0) }
    }
  }

  func diagnosis(_ status: ResolveReport.Status) -> Diagnosis {
    guard !answers.isEmpty else { return withoutServers(status) }
    if let (server, answer) = answers.first(where: {
      $0.answer.status == .answered && !$0.answer.isUseful
    }) {
      let isRefusal = answer.rcode == "REFUSED"
      return Diagnosis(
        status, isRefusal ? .serversRefused : .serversFailed,
        "name server \(server) \(isRefusal ? "refuses" : "fails"): \(answer.rcode ?? "")")
    }
    if let (server, answer) = answers.first(where: { $0.answer.status == .malformed }) {
      return Diagnosis(
        status, .serversFailed,
        "name server \(server) answers with what is no DNS: \(answer.error ?? "")")
    }
    if answers.allSatisfy({ $0.answer.status == .unreachable }) {
      return Diagnosis(
        status, .serversUnreachable,
        "no name server can be reached: \(answers[0].server): \(answers[0].answer.error ?? "")")
    }
    if answers.contains(where: { $0.answer.isUseful }) { return withoutServers(status) }
    return Diagnosis(
      status, .serversSilent,
      "the name server did not answer in \(facts.any.elapsed.inWords): \(names)")
  }

  private var names: String {
    facts.servers.map { "\($0.server)" }.joined(separator: ", ")
  }

  /// From the time alone: who refuses does so at once.
  private func withoutServers(_ status: ResolveReport.Status) -> Diagnosis {
    let elapsed = facts.any.elapsed
    if error.reason == .timedOut {
      return Diagnosis(.timeout, .timeout, "no answer in \(elapsed.inWords)")
    }
    if elapsed >= LookupFacts.patience {
      return Diagnosis(
        status, .serversSilent, "the name server did not answer in \(elapsed.inWords)")
    }
    if error.cause?.symbol == "ECONNREFUSED" {
      return Diagnosis(
        status, .serversUnreachable, "no name server can be reached: connection refused")
    }
    return Diagnosis(
      status, .serversFailed, "the name server refused or failed at once")
  }
}
