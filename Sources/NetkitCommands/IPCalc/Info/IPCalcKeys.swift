import Arguments

/// What the manual says of the keys of `ipcalc --json`.
enum IPCalcKeys {
  static let section = ManualSection(
    "JSON KEYS",
    """
    Every object of a family has the same keys; what does not apply is null. Counts of addresses \
    are strings, since they pass 2^53.
    """,
    entries: [
      .init("input", "The operand as typed"),
      .init("family", "4 or 6"),
      .init("address, zone, prefix", "The address, its zone after %, its prefix length"),
      .init("full", "IPv6: all eight groups with all digits"),
      .init("network, cidr", "The network's first address, and the network"),
      .init("netmask, wildcard", "The ones of the network part, and of the host part"),
      .init("broadcast", "IPv4: the last address; null in a /31 and /32"),
      .init("first_host, last_host, hosts", "What can be given to hosts, and how many"),
      .init("first, last, addresses", "Every address, and how many"),
      .init("subnets_64", "IPv6: how many /64 networks; null in smaller ones"),
      .init("host_bits, host_index", "Bits of the host part; the host's place, from 1"),
      .init("role", "host, network, broadcast, subnet_router_anycast, group or reserved"),
      .init("class", "IPv4: name, default_prefix, borrowed_bits, subnets, index from 0"),
      .init("scope", "IPv6: how far the address has a meaning"),
      .init("identifier", "IPv6: kind of interface identifier, with mac, ipv4 or number"),
      .init("embedded", "IPv6: kind and ipv4; for Teredo also server, port, cone, flags"),
      .init("solicited_node", "IPv6: group and its mac"),
      .init(
        "multicast",
        "IPv6: flags, scope, scope_number, well_known, name, prefix, rendezvous_point, "
          + "source_specific, mac"),
      .init("special", "IANA's row: name, block, rfc, allocated, terminated and five flags"),
      .init("special_within", "Blocks of special purpose that make up a part of the network"),
      .init("neighbours", "previous, next, parent and sibling"),
      .init("reverse", "name, and the zones to delegate"),
      .init("forms", "int, hex, octal, binary, mapped"),
      .init("warnings", "Readings that deserve a word"),
      .init("cidrs, cover", "Of a range: the networks that make it, and one that holds it"),
      .init("mac, is_group, is_local, eui64, link_local", "Of a MAC address"),
    ])

  static let standards = ManualSection(
    "STANDARDS",
    """
    RFC 4632 (CIDR), RFC 950 (subnets) and RFC 1878 (their table), RFC 3021 (/31), RFC 4291 and \
    RFC 5952 (IPv6 addresses and their text), RFC 6052 (NAT64), RFC 4193 (unique local), RFC 2317 \
    and RFC 3596 (reverse names), RFC 6890 (special purposes), RFC 7217 and RFC 8981 (interface \
    identifiers).
    """)
}
