import Arguments
import Diagnostics

/// What the manual says of `resolve` beside its options.
enum ResolveManual {
  static var sections: [ManualSection] { [keys, bulkKeys, verdicts, order, services, standards] }

  private static var keys: ManualSection {
    ManualSection(
      "JSON KEYS", "What was not measured is left out. One object a name.",
      entries: [
        .init("name", "As typed"),
        .init("ascii, unicode", "An international name's other spelling"),
        .init("found", "The full name, where a search domain was added"),
        .init("canonical", "The name behind all aliases"),
        .init(
          "status", "ok, nodata, nxdomain, temporary, timeout, local-error or interrupted"),
        .init("verdict, text", "What to think of it: a word from VERDICTS, and a sentence"),
        .init(
          "eai, eai_name, errno",
          "getaddrinfo's code, and the names of it and of the errno behind it"),
        .init(
          "source",
          "service, file, line; is_measured tells an answer to `--source` from a conclusion"),
        .init("timing_ms", "any, v4 and v6: the three look-ups"),
        .init("order_explained, policy", "With `--why`: whether the rules give this order; whose"),
        .init("addresses", "rank, address, family, port, type, scope, kind"),
        .init(
          "addresses, with --why",
          "source_address, interface, label, source_label, precedence, rule_over_next, reason"),
        .init("missing", "Loopback addresses that localhost should have"),
        .init(
          "services",
          "service, action, status, eai, time_ms, addresses, file, lines, error, is_chosen"),
        .init(
          "servers",
          "server, and answers: type, status, rcode, time_ms, ttl, aliases, addresses, names, "
            + "transport, edns, authoritative, ignored, error"),
        .init("warnings", "code and text"),
        .init(
          "of --reverse",
          "address, status, text, eai, eai_name, errno, name, time_ms, source, confirmed, forward, "
            + "servers, warnings"),
      ])
  }

  private static var bulkKeys: ManualSection {
    ManualSection(
      "JSON OF MANY",
      "`--file` ends with an object whose key is summary; `--watch` prints an object a change.",
      entries: [
        .init(
          "summary", "names, distinct, found, found_in_part, no_such_name, no_address, unanswered"),
        .init(
          "summary, further",
          "local_errors, interrupted, elapsed_ms, asked_twice, "
            + "jobs (the most at once, late ones aside)"),
        .init("of --watch", "name, kind (first or changed), elapsed_ms, added, removed"),
        .init("of --watch, further", "is_reordered, status, text, report (the whole answer)"),
      ])
  }

  private static var verdicts: ManualSection {
    ManualSection(
      "VERDICTS", "What the one word says.",
      entries: Verdict.allCases.map { .init($0.rawValue, $0.meaning) })
  }

  private static var order: ManualSection {
    ManualSection(
      "THE ORDER",
      """
      Applications try addresses in the order in which getaddrinfo gives them. RFC 6724 has ten \
      rules for it; the first that tells two addresses apart decides. glibc follows RFC 3484's \
      older tables, in which IPv4 comes after unique local addresses, and lets the common prefix \
      (rule 9) decide between IPv4 addresses only where they share a subnet with their source. \
      gai.conf replaces its tables. musl has tables and rules of its own.
      """)
  }

  private static var services: ManualSection {
    ManualSection(
      "SERVICES",
      """
      `--source` starts netkit again for each service of the hosts line of nsswitch.conf, and has \
      the C library use that service alone (by __nss_configure_lookup, as getent does). An action \
      in brackets is shown and not applied. Only glibc has such services: elsewhere each is \
      reported as unavailable. Without `--source` the source is concluded: from the hosts file \
      where it has the answer, or where one service alone remains.
      """)
  }

  private static var standards: ManualSection {
    ManualSection(
      "STANDARDS",
      """
      RFC 1035, RFC 2308, RFC 6891 and RFC 7766 (DNS), RFC 3493 (getaddrinfo), RFC 3492 and RFC \
      5890 (international names), RFC 5452 (forged answers), RFC 6724 (order), RFC 6761 and RFC \
      6762 (special names). Other record types, DNSSEC, DNS over TLS and over HTTPS are not its \
      business.
      """)
  }
}

extension Verdict {
  var meaning: String {
    switch self {
    case .ok: "Found, and nothing is amiss"
    case .ipv4Only: "There are IPv4 addresses alone"
    case .ipv6Only: "There are IPv6 addresses alone"
    case .ipv6Silent: "AAAA is never answered: applications wait for it"
    case .ipv4Silent: "A is never answered: applications wait, and then fail"
    case .ipv6Failed: "AAAA is answered with an error; A is not"
    case .ipv4Failed: "A is answered with an error; AAAA is not"
    case .ipv6Denied: "AAAA is answered with NXDOMAIN although the name exists"
    case .ipv4Denied: "A is answered with NXDOMAIN although the name exists"
    case .ipv6Slow: "AAAA is answered 250 ms or more after A"
    case .ipv4Slow: "A is answered 250 ms or more after AAAA"
    case .serverSilent: "One of several name servers is silent and costs every look-up its timeout"
    case .noSuchName: "Nobody knows the name"
    case .noAddress: "The name exists, without an address of the family"
    case .serversSilent: "No name server answers"
    case .serversRefused: "A name server refuses"
    case .serversFailed: "A name server fails, or answers with what is no DNS"
    case .serversUnreachable: "No name server can be reached: ICMP or the kernel says so"
    case .outOfDescriptors: "This process has no descriptor left, which glibc calls no such name"
    case .outOfThreads: "The system has no more threads"
    case .badName: "What was typed is no host name"
    case .noSuchService: "The port's name is unknown"
    case .timeout: "The time limit passed, and nobody said why"
    case .interrupted: "A signal came before the answer"
    case .other: "getaddrinfo failed for another reason"
    }
  }
}
