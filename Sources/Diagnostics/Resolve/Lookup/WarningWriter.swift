import Addressing
import Sockets

/// Finds what surprises in an answer.
struct WarningWriter {
  let question: ResolveQuestion
  let name: HostName
  let system: NameSystem
  let facts: LookupFacts
  let hosts: HostsFile?

  func warnings(_ report: ResolveReport) -> [ResolveWarning] {
    ofTheName + ofLocalhost(report) + ofTheHostsFile + ofTheServers(report.verdict)
  }

  private var ofTheName: [ResolveWarning] {
    switch name.form {
    case .classicIPv4(let address):
      return [
        ResolveWarning(
          "classic-ipv4",
          "'\(name.typed)' is read as \(address), as inet_aton reads it: parts with a leading 0 are "
            + "octal, with 0x hexadecimal, and the last part fills what is missing")
      ]
    case .address: return []
    case .name:
      return ofTheOptions + ofMulticastDNS
    }
  }

  /// What resolv.conf keeps from being asked at all.
  private var ofTheOptions: [ResolveWarning] {
    guard system.resolver.skipsIPv6, question.family != .ipv4, system.services.asksNameServers,
      !facts.isInHostsFile, !name.isLocalhost
    else { return [] }
    return [
      ResolveWarning(
        "no-aaaa",
        "resolv.conf or RES_OPTIONS has no-aaaa: name servers are never asked for IPv6 addresses")
    ]
  }

  private var ofMulticastDNS: [ResolveWarning] {
    guard name.isMulticastDNS, !system.services.asksMulticastDNS else { return [] }
    return [
      ResolveWarning(
        "local-without-mdns",
        "names under .local belong to multicast DNS (RFC 6762), which the hosts line of "
          + "nsswitch.conf does not ask: \(system.services.description)")
    ]
  }

  private func ofLocalhost(_ report: ResolveReport) -> [ResolveWarning] {
    guard name.isLocalhost else { return [] }
    if report.status == .noName || report.status == .noData {
      return [
        ResolveWarning(
          "localhost-unknown",
          "RFC 6761 promises ::1 and 127.0.0.1 for it; nothing on this system gives them")
      ]
    }
    guard let missing = report.missing else { return [] }
    return [
      ResolveWarning(
        "localhost-incomplete",
        "localhost is ::1 and 127.0.0.1 (RFC 6761); no line of \(system.hostsPath) gives "
          + "\(missing.joined(separator: " and ")), so that applications do not try it")
    ]
  }

  /// Whether the hosts file and the name servers say the same, where both were asked.
  private var ofTheHostsFile: [ResolveWarning] {
    guard let hosts, !hosts.entries.isEmpty else { return [] }
    let served = Set(facts.servers.flatMap { $0.answers.flatMap(\.addresses) })
    let given = Set(hosts.entries.map(\.address.address))
    guard !served.isEmpty, !served.isSubset(of: given) || !given.isSubset(of: served) else {
      return []
    }
    let lines = hosts.entries.map { "\($0.line)" }.joined(separator: ", ")
    return [
      ResolveWarning(
        "hosts-differs",
        "\(system.hostsPath) (line \(lines)) says \(Self.list(given)), the name servers say "
          + Self.list(served))
    ]
  }

  private func ofTheServers(_ verdict: Verdict) -> [ResolveWarning] {
    var warnings: [ResolveWarning] = []
    if facts.servers.agree == false {
      warnings.append(
        ResolveWarning("servers-disagree", "the name servers do not give the same answer"))
    }
    for server in facts.servers {
      for answer in server.answers where !answer.isUseful && answer.status != .interrupted {
        let what = answer.rcode ?? answer.error ?? "no answer"
        warnings.append(
          ResolveWarning(
            "server-\(answer.status == .answered ? "failed" : answer.status.rawValue)",
            "name server \(server.server), \(answer.type): \(what)"))
      }
    }
    if !facts.servers.isEmpty {
      warnings += system.resolver.faults.map { ResolveWarning("resolv-conf", "resolv.conf, \($0)") }
    }
    return warnings
  }

  private static func list(_ addresses: Set<IPAddress>) -> String {
    addresses.map { "\($0)" }.sorted().joined(separator: ", ")
  }
}
