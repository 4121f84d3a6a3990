import Addressing
import Diagnostics
import Presentation

/// The text of `netkit ipv6`: the verdict, the evidence, the likely cause and what to do.
struct DualStackSheet {
  let report: DualStackReport
  let isBrief: Bool

  private var facts: DualStackFacts { report.facts }
  private var judgement: Judgement { report.judgement }

  func write(to page: inout TextBuffer) {
    page.line(Headline(judgement: judgement).text)
    if isBrief { return }
    var sheet = Sheet()
    sheet.note("contacted", contacted)
    addMachine(to: &sheet)
    addServers(to: &sheet)
    for target in facts.targets { addTarget(target, to: &sheet) }
    addTranslator(to: &sheet)
    addJudgement(to: &sheet)
    sheet.write(to: &page)
  }

  private var contacted: StyledText {
    if report.contacted.isEmpty { return "nobody" }
    let servers = report.contacted.filter { $0.role == .nameServer }.map { "\($0.address)" }
    let targets = report.contacted.filter { $0.role == .target }.map { "\($0.address)" }
    var parts: [String] = []
    if !servers.isEmpty {
      let noun = servers.count == 1 ? "name server" : "name servers"
      parts.append("\(noun) \(servers.joined(separator: ", "))")
    }
    if !targets.isEmpty { parts.append("target " + targets.joined(separator: ", ")) }
    return StyledText(parts.joined(separator: "; "))
  }

  // MARK: This machine

  private func addMachine(to sheet: inout Sheet) {
    sheet.note("kernel", kernel)
    for interface in facts.interfaces {
      var label = interface.name
      for address in interface.addresses {
        sheet.note(label, StyledText("\(address.address)/\(address.prefix)"), details(of: address))
        label = ""
      }
    }
    var label = "route"
    for route in facts.routes {
      sheet.note(label, text(of: route))
      label = ""
    }
    if facts.routes.isEmpty { sheet.note("route", "none to anywhere beyond the links") }
  }

  private var kernel: StyledText {
    let kernel = facts.kernel
    if !kernel.supported { return "has no IPv6".styled(.red) }
    if kernel.disabled { return "IPv6 switched off".styled(.red) }
    var text: StyledText = "IPv6 on"
    if let only = kernel.bindv6only {
      text.append(only ? ", listeners on :: take IPv6 alone" : ", listeners on :: take both")
    }
    return text
  }

  private func details(of address: AddressFacts) -> StyledText {
    var words = [address.kind.rawValue]
    if let iid = address.iid, iid != .manual, iid != .isatap { words.append(iid.rawValue) }
    let silent: Set<String> = ["permanent", "nodad", "mngtmpaddr", "noprefixroute"]
    words += address.flags.filter { !silent.contains($0) }
    if let seconds = address.validS {
      words.append("valid " + NumberText.duration(.seconds(seconds)))
    }
    return words.joined(separator: ", ").styled(address.isReady ? .plain : .red)
  }

  private func text(of route: RouteFacts) -> StyledText {
    guard route.kind == .unicast else {
      return "\(route.family.name) default refused: \(route.kind.rawValue)".styled(.red)
    }
    var text: StyledText = "\(route.family.name) default"
    if let gateway = route.gateway { text.append(" via \(gateway)") }
    if let interface = route.interface { text.append(" on \(interface)") }
    switch route.neighbour {
    case .reachable?: text.append(", gateway answers")
    case .stale?: text.append(", gateway has answered")
    case .incomplete?, .failed?: text.append(", gateway does not answer", .red)
    case .unknown?, nil: break
    }
    if route.origin == .ra { text.append(", from its advertisement") }
    return text
  }

  // MARK: Name servers

  private func addServers(to sheet: inout Sheet) {
    var label = "dns"
    for server in facts.dns {
      sheet.note(label, StyledText("\(server.server)"), text(of: server))
      label = ""
    }
  }

  private func text(of server: NameServerFacts) -> StyledText {
    switch server.status {
    case .silent: return "does not answer".styled(.red)
    case .unreachable:
      return "cannot be reached: \(server.error ?? "no route")".styled(.red)
    case .ok, .aaaaBroken, .aBroken, .failed: break
    }
    return answer("A", server.aMS, server.aRcode) + ", "
      + answer("AAAA", server.aaaaMS, server.aaaaRcode)
  }

  private func answer(_ type: String, _ time: Duration?, _ code: String?) -> StyledText {
    guard let time else { return "\(type) no answer".styled(.red) }
    let isUseful = code == "NOERROR" || code == "NXDOMAIN"
    let text = "\(type) \(NumberText.duration(time))"
    return isUseful ? StyledText(text) : "\(text) \(code ?? "")".styled(.red)
  }

  // MARK: Targets

  private func addTarget(_ target: TargetFacts, to sheet: inout Sheet) {
    let place = "\(TerminalText.escaped(target.host)) port \(target.port)"
    var heading = place.styled(.bold)
    if let verdict = target.verdict { heading.append("   \(verdict.rawValue)") }
    if target.lookup.isDirect == true { heading.append("   looked up past the system", .yellow) }
    sheet.note("target", heading)
    for family in [Family.ipv6, .ipv4] {
      if let connect = target[family] { sheet.note(family.name, text(of: connect)) }
    }
    if let translated = target.nat64 { sheet.note("via NAT64", text(of: translated)) }
    if let race = target.race { sheet.note("race", text(of: race)) }
    if let path = target.pmtu { sheet.note("path MTU", text(of: path)) }
  }

  private func text(of connect: ConnectFacts) -> StyledText {
    let time = connect.ms.map { NumberText.duration($0) } ?? ""
    let place = connect.address.map { "\($0) " } ?? ""
    switch connect.status {
    case .connected: return StyledText(place) + "connected in \(time)".styled(.green)
    case .refused: return StyledText(place) + "refused after \(time)".styled(.red)
    case .timeout: return StyledText(place) + "no answer in \(time)".styled(.red)
    case .unreachable:
      return StyledText(place) + "\(reason(connect)) after \(time)".styled(.red)
    case .rejected:
      let from = connect.icmp?.from.map { " from \($0)" } ?? ""
      let name = connect.icmp?.name ?? connect.error ?? ""
      return StyledText(place) + "ICMP \(name)\(from) after \(time)".styled(.red)
    case .noAddress: return "has no address"
    case .lookupFailed: return "could not be looked up".styled(.red)
    case .interrupted: return StyledText(place + "interrupted")
    }
  }

  private func reason(_ connect: ConnectFacts) -> String {
    switch connect.error {
    case "ENETUNREACH"?: "no route"
    case "EADDRNOTAVAIL"?: "no address to send from"
    case "EHOSTUNREACH"? where connect.neighbour?.isSilent == true: "next hop does not answer"
    case "EHOSTUNREACH"?: "route says unreachable"
    case "EACCES"?: "route says prohibited"
    case "EINVAL"?: "route is a black hole"
    case "EAFNOSUPPORT"?: "not in this kernel"
    default: connect.error ?? "unreachable"
    }
  }

  private func text(of race: RaceFacts) -> StyledText {
    let delay = NumberText.duration(race.delayMS)
    guard let winner = race.winner else { return "nobody arrived".styled(.red) }
    return StyledText(
      "\(winner.name) won after \(NumberText.duration(race.ms)) (\(delay) head start)")
  }

  private func text(of path: PathMTUFacts) -> StyledText {
    func size(_ name: String, _ bytes: Int?) -> String {
      "\(name) " + (bytes.map { "\(NumberText.count($0)) bytes" } ?? "not told")
    }
    var text = StyledText(size("IPv6", path.v6))
    if path.blackhole == true { text.append(", larger packets vanish", .red) }
    if let router = path.limitedBy { text.append(", limited by \(router)") }
    text.append("; " + size("IPv4", path.v4))
    return text
  }

  // MARK: The rest

  private func addTranslator(to sheet: inout Sheet) {
    guard let nat64 = facts.nat64 else { return }
    var text: StyledText = "prefix \(nat64.prefix.description)"
    switch nat64.works {
    case true?:
      let through = nat64.through.map { "\($0)" } ?? "the target"
      text.append(", reached \(through) through it", .green)
    case false?: text.append(", nothing comes through it", .red)
    case nil: text.append(", not tried")
    }
    sheet.note("nat64", text)
  }

  private func addJudgement(to sheet: inout Sheet) {
    // Less than this nobody notices.
    if let cost = judgement.cost, cost.ms >= .milliseconds(20) {
      let time = NumberText.duration(cost.ms) + (cost.isAtLeast ? " or more" : "")
      let what = judgement.reason == .dns ? "each lookup" : "each connection"
      sheet.note("cost", "\(time) for \(what) of a program without happy eyeballs")
    }
    if let score = judgement.score {
      var text: StyledText = "\(score.transition)/10, \(score.ipv6Only)/10 without IPv4"
      if let code = judgement.helpdesk { text.append("   help desk code \(code)") }
      sheet.note("score", text)
    }
    for warning in judgement.warnings { sheet.note("note", StyledText(warning.text)) }
    if let cause = judgement.cause { sheet.note("likely", StyledText(cause)) }
    var label = "do"
    for line in judgement.advice {
      sheet.note(label, StyledText(line))
      label = ""
    }
  }
}
