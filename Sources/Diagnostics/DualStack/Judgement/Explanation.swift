import Addressing

/// The likely cause of a verdict in words, and what to do about it.
struct Explanation {
  var cause: String?
  var advice: [String] = []

  init(_ finding: Finding, _ facts: DualStackFacts) {
    switch finding.verdict {
    case .dualStack: break
    case .slowIPv6, .slowIPv4: explainSlow(finding, facts)
    case .ipv4Only: explainFourOnly(facts)
    case .ipv6Disabled: explainDisabled(finding)
    case .ipv6Only: explainSixOnly(facts)
    case .ipv6OnlyNAT64:
      cause = "the network has IPv6 alone and translates to IPv4 behind a prefix"
      advice = ["IPv4 addresses as literals work only with a CLAT (RFC 6877) on this machine"]
    case .brokenIPv6: explain(finding.fault, .ipv6, facts)
    case .brokenIPv4: explain(finding.fault, .ipv4, facts)
    case .targetV4Only:
      cause = "the target's name has no AAAA record; this machine's IPv6 was not tried"
      advice = ["name a target that has IPv6 to try this machine's"]
    case .targetV6Only: cause = "the target's name has no A record"
    case .offline:
      cause = "neither family has an address and a route that lead anywhere"
      advice = ["check the cable or radio link, then addresses and routes: `ip addr`, `ip route`"]
    case .unknown:
      cause = "name servers answer, the target does not: it is down, or filters this port"
      advice = ["name another target or port"]
    }
  }

  private mutating func explainSlow(_ finding: Finding, _ facts: DualStackFacts) {
    let name = finding.verdict == .slowIPv6 ? "IPv6" : "IPv4"
    if finding.fault?.reason == .firstPacketLost {
      cause = "the first packet of a connection over \(name) is lost and comes again after 1 s"
      advice = ["look for a stateful firewall, or a NAT, that learns a flow by its first packet"]
    } else {
      cause = "the way over \(name) is longer: a tunnel, or a detour in routing"
      advice = ["compare both ways with traceroute -4 and -6"]
    }
  }

  private mutating func explainFourOnly(_ facts: DualStackFacts) {
    let off = facts.interfaces.filter { $0.ipv6Disabled == true }.map(\.name)
    if !off.isEmpty {
      cause = "IPv6 is switched off on \(off.joined(separator: ", "))"
      advice = ["sysctl -w net.ipv6.conf.\(off[0]).disable_ipv6=0"]
    } else {
      cause = "no router announces IPv6 on this link, and no address is configured"
      advice = ["ask the provider for IPv6, or switch it on in the router"]
    }
  }

  private mutating func explainDisabled(_ finding: Finding) {
    if finding.fault?.reason == .noKernelSupport {
      cause = "the kernel has no IPv6: it was built or booted without (ipv6.disable=1)"
      advice = ["boot without ipv6.disable=1, or load the module: modprobe ipv6"]
    } else {
      cause = "IPv6 is switched off on every interface"
      advice = [
        "sysctl -w net.ipv6.conf.all.disable_ipv6=0, and remove it from /etc/sysctl.d"
      ]
    }
  }

  private mutating func explainSixOnly(_ facts: DualStackFacts) {
    if facts.nat64?.works == false {
      cause = "the name servers announce a NAT64 prefix, but nothing comes through it"
      advice = ["tell the network's operator that the translator is down"]
    } else {
      cause = "no IPv4 address or route, and no name server knows a NAT64 prefix"
      advice = ["hosts that have IPv4 alone cannot be reached from here"]
    }
  }

  // MARK: Broken

  private mutating func explain(
    _ fault: FamilyState.Fault?, _ family: Family, _ facts: DualStackFacts
  ) {
    guard let fault else { return }
    let name = family.name
    let target = facts.targets.first { $0[family]?.isTried == true }
    switch fault.reason {
    case .dropped: explainDrop(target?[family], family)
    case .rejected: explainReject(target?[family], family)
    case .noRoute: explainNoRoute(family, facts)
    case .gatewayDead:
      cause = "the gateway \(text(fault)) does not answer \(discovery(family))"
      advice = ["check that the router is up and has this address", "ip -\(digit(family)) route"]
    case .addressNotReady: explainNotReady(fault, facts)
    case .dns: explainNames(fault, family, facts)
    case .pmtu:
      cause =
        "a link on the path carries less than \(mtu(facts)) bytes, and the message that says so "
        + "(ICMPv6 packet too big) is dropped on its way back"
      advice = [
        "let ICMPv6 type 2 through the firewalls on the path (RFC 4890 §4.3.1)",
        "until then clamp: a lower MTU on this machine, or TCP MSS on the router",
      ]
    case .latency, .firstPacketLost, .noKernelSupport, .switchedOff, .target:
      cause = "\(name) does not work"
    }
  }

  private mutating func explainDrop(_ connect: ConnectFacts?, _ family: Family) {
    let name = family.name
    if let gateway = connect?.gateway, connect?.neighbour?.isSilent == false {
      cause =
        "a firewall on the path drops \(name); the gateway answers \(discovery(family)), "
        + "so the break is beyond \(gateway)"
    } else {
      cause = "a firewall on the path drops \(name), or its routing loses it"
    }
    advice = ["follow the way: traceroute -\(digit(family)) \(host(connect))"]
  }

  private mutating func explainReject(_ connect: ConnectFacts?, _ family: Family) {
    guard let connect else { return }
    if let icmp = connect.icmp {
      let from = icmp.from.map { "\($0)" } ?? "a router"
      switch icmp.name {
      case "no-route", "net-unreachable", "route-rejected":
        cause = "\(from) has no route to \(host(connect))"
        advice = ["tell whoever runs \(from); its routing of \(family.name) is incomplete"]
      case "address-unreachable", "host-unreachable":
        cause = "\(from) does not find \(host(connect)) on its link"
        advice = ["check the target's \(family.name) address: is it up, does its AAAA still hold?"]
      default:
        cause = "\(from) refuses the connection: ICMP \(icmp.name)"
        advice = ["allow \(family.name) TCP in the firewall of \(from)"]
      }
    } else {
      cause =
        "a reset came in the name of \(host(connect)): nobody listens there on "
        + "\(family.name), or a firewall on the path answers for it"
      advice = ["check that the service listens on \(family.name), then the firewalls"]
    }
  }

  private mutating func explainNoRoute(_ family: Family, _ facts: DualStackFacts) {
    let refusing = facts.routes.first { $0.family == family && $0.kind != .unicast }
    if let refusing {
      cause = "a \(refusing.kind.rawValue) route on this machine refuses \(family.name)"
      advice = ["ip -\(digit(family)) route del \(refusing.kind.rawValue) default"]
    } else {
      cause = "there is an \(family.name) address, but no default route"
      advice =
        family == .ipv6
        ? ["check that the router sends advertisements with a lifetime, and that accept_ra is on"]
        : ["ip route add default via GATEWAY"]
    }
  }

  private mutating func explainNotReady(_ fault: FamilyState.Fault, _ facts: DualStackFacts) {
    let address = facts.interfaces.flatMap(\.addresses).first { $0.address == fault.by }
    if address?.flags.contains("dadfailed") == true {
      cause = "another host on the link has \(text(fault)) too: duplicate detection refused it"
      advice = ["give this machine another address, then: ip -6 addr flush tentative"]
    } else {
      cause = "duplicate detection for \(text(fault)) has not ended"
      advice = ["try again in two seconds; if it stays, look for a bridge that loops packets back"]
    }
  }

  private mutating func explainNames(
    _ fault: FamilyState.Fault, _ family: Family, _ facts: DualStackFacts
  ) {
    let server = fault.by.map { "name server \($0)" } ?? "the name server"
    let record = family == .ipv6 ? "AAAA" : "A"
    let isBroken = facts.dns.contains {
      $0.server.address == fault.by && ($0.status == .aaaaBroken || $0.status == .aBroken)
    }
    if isBroken || fault.by == nil {
      cause = "\(server) does not answer for \(record)"
      advice = ["use another name server"]
      if family == .ipv6 { advice.append("or `options no-aaaa` while IPv6 is unused") }
    } else {
      cause = "\(server) does not answer over \(family.name), and lookups that ask it first wait"
      advice = ["take it out of /etc/resolv.conf, or put one that answers before it"]
    }
  }

  // MARK: Words

  private func text(_ fault: FamilyState.Fault) -> String { fault.by.map { "\($0)" } ?? "" }

  private func host(_ connect: ConnectFacts?) -> String {
    connect?.address.map { "\($0)" } ?? "the target"
  }

  private func digit(_ family: Family) -> String { family == .ipv4 ? "4" : "6" }

  private func discovery(_ family: Family) -> String {
    family == .ipv4 ? "ARP" : "neighbour discovery"
  }

  private func mtu(_ facts: DualStackFacts) -> UInt32 {
    let name = facts.routes.first { $0.family == .ipv6 }?.interface
    return facts.interfaces.first { $0.name == name }?.mtu ?? 1500
  }
}
