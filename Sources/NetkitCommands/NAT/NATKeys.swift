import Arguments

/// The keys of the report, for the manual page.
enum NATKeys {
  static var section: ManualSection {
    ManualSection(
      "JSON KEYS", "One object. What was not measured is left out.",
      entries: [
        .init(
          "contacted",
          "Everybody to whom a packet went: `address`, `port`, `transport`, `purpose`, `packets`"),
        .init(
          "nat",
          """
          The verdict: `family`, `kind` (`none`, `firewall`, `nat`, `double`, `cgnat`, `nat66`, \
          `nptv6`, `udp-blocked`; left out where it could not be told), `confidence` (`weak`, \
          `likely`, `certain`), `layers`, `external`, `mapping` and `filtering` \
          (`endpoint-independent`, `address-dependent`, `address-and-port-dependent`), \
          `classic_name` of RFC 3489, `summary`, and `witnesses`, each with `name`, `confidence`, \
          `text`
          """),
        .init("other_family", "The same for the other IP version, where the host has it"),
        .init("meaning", "`hosting`, `hole_punching`, `port_forwarding`, `advice`, in sentences"),
        .init(
          "local",
          "For each family `source`, `source_class`, `interface`, `is_tunnel`, `default_routes`"),
        .init(
          "gateway",
          """
          `address`, `nat_pmp`, `pcp` and `upnp`, each with `result`, `external`, \
          `address_mismatch` and `round_trip_ms`; `model`, `elapsed_ms`
          """),
        .init(
          "hops",
          """
          `path` with `distance`, `address`, `address_class`, `round_trip_ms`; `mapped_distance`, \
          how many hops away the outside address answered
          """),
        .init(
          "stun",
          """
          For each server `answered`, `round_trip_ms`, `local`, `local_port`, `mapped`, \
          `mapped_port`, `other_address`, `other_port`, `mapping`, `filtering`, `hairpin`, \
          `hairpin_unsolicited`, `hairpin_internal_source`, `ports`, `alg_rewriting`, `pool`, \
          `tcp`, `fragments`, `lifetime`, `software`, `notes`, `outvoted`, `packets`, `elapsed_ms`
          """),
        .init("warnings", "What makes the verdict mean less than it seems to"),
        .init("elapsed_ms", "From start to end"),
      ])
  }

  static var environment: ManualSection {
    ManualSection(
      "ENVIRONMENT",
      entries: [
        .init(
          "NETKIT_STUN_SERVERS",
          "STUN servers for `--stun` where none is named, separated by blanks or commas")
      ])
  }

  static var standards: ManualSection {
    ManualSection(
      "STANDARDS",
      """
      RFC 8489 (STUN), RFC 5780 (NAT behaviour by STUN; its words are those of RFC 4787), RFC 3489 \
      (the classic names), RFC 6886 (NAT-PMP), RFC 6887 (PCP), UPnP IGD 1 and 2, RFC 6598 and \
      RFC 6888 (carriers' NATs), RFC 6296 (NPTv6).
      """)
  }
}
