import Arguments

/// The sections of the manual that only `netkit ipv6` has.
enum IPv6Manual {
  static var sections: [ManualSection] { [verdicts, keys, environment, standards] }

  private static let standards = ManualSection(
    "STANDARDS",
    """
    RFC 8305 (happy eyeballs), RFC 6724 (order of addresses), RFC 4861 and RFC 4862 (neighbours \
    and duplicate detection), RFC 7050, RFC 6052 and RFC 6146 (NAT64), RFC 8201 and RFC 4890 (path \
    MTU and the ICMPv6 that it needs), RIPE-631 (help desk codes).
    """)

  private static let environment = ManualSection(
    "ENVIRONMENT",
    entries: [
      .init(
        "NETKIT_IPV6_TARGETS",
        "Targets where none is named, separated by blanks or commas"),
      .init("RES_OPTIONS", "Options of the system's resolver, as in resolv.conf(5)"),
    ])

  private static let keys = ManualSection(
    "JSON KEYS",
    "One object. What was not measured is left out. Times are in milliseconds.",
    entries: [
      .init("verdict", "The answer in one word; see VERDICTS"),
      .init("reason, by", "Why it is not a better one, and the address of whoever is to blame"),
      .init("basis", "connect, dns or local: what the verdict rests on"),
      .init("scope", "network or target: whether all targets fail over IPv6, or some"),
      .init("score", "transition and ipv6_only, 0 to 10, as test-ipv6.com gives them"),
      .init("helpdesk", "The code of RIPE-631: 46, 4, 6, 64, 112, 624, 4t, with slow or mtu"),
      .init("cost", "ms, at_least: what a program without happy eyeballs waits"),
      .init("cause, advice", "The likely cause, and what to do, in words"),
      .init("warnings", "code and text of what else deserves a word"),
      .init("contacted", "role and address of everybody that was asked"),
      .init("duration_ms", "How long the check took"),
      .init("kernel", "supported, disabled, disabled_for_all, bindv6only"),
      .init(
        "interfaces",
        "name, mtu, kind, ipv6_disabled, addresses: address, prefix, scope, kind, flags, "
          + "preferred_s, valid_s, iid"),
      .init(
        "routes",
        "Default routes: family, kind, gateway, interface, metric, origin, expires_s, neighbour"),
      .init(
        "dns",
        "Each name server: server, family, name, status, a_ms, aaaa_ms, a_rcode, aaaa_rcode, "
          + "error"),
      .init("nat64", "prefix, found_by, works, through"),
      .init(
        "targets",
        "host, port, verdict, lookup, v4 and v6, race, pmtu, nat64. Of a connection: status, "
          + "address, ms, rtt_ms, source, error, icmp with type, code, name and from, gateway, interface, "
          + "neighbour. Of the race: winner, address, ms, delay_ms. Of pmtu: v4, v6, blackhole, "
          + "limited_by, ms"),
    ])
}
