import Arguments

/// Sentences that the verbs for sets share.
enum SetWords {
  static let set = """
    A network is an address, `address/length`, `address/netmask`, `address/wildcard`, `a-b` or \
    `a+N`. A file is a list of them, with comments after # or ;. Nothing is looked up in the DNS.
    """

  static var sections: [ManualSection] {
    [
      ManualSection(
        "JSON KEYS",
        entries: [
          .init("entries", "Good entries that were read"),
          .init("bad_entries", "Entries that were reported and left out"),
          .init("host_bits_dropped", "Entries that were read as their network"),
          .init("ipv4_addresses, ipv6_addresses", "How many addresses, as a decimal string"),
          .init("ipv4, ipv6", "The networks or ranges, in order"),
        ])
    ]
  }
}
