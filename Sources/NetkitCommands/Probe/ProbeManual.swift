import Arguments

/// What the manual says beside the options.
extension ProbeCommand {
  static let sections = [
    ManualSection(
      "JSON KEYS",
      """
      With `--json` each listed port is an object; when a host is done, an object with the key \
      `host_report` follows, and at the end one with the key `summary`.
      """,
      entries: [
        .init("time", "When, in UTC; with `--ping` and `--watch`"),
        .init("round", "Which probe of the port it was, from 1; with `--ping`"),
        .init("host, address, family", "As named, the address, and 4 or 6"),
        .init("port, transport, service", "`tcp` or `udp`, and the name in the system's database"),
        .init(
          "state", "`open`, `closed`, `filtered`, `open_or_filtered`, `unreachable` or `error`"),
        .init("was", "With `--watch`: the state before; absent where none was known"),
        .init(
          "reason",
          """
          `syn-ack`, `rst`, `no-answer`, `icmp`, `no-route`, `no-neighbour`, `local`, `udp-reply`, \
          `one-way` or `self`
          """),
        .init("icmp", "The message: `type`, `code`, `name`, and `from`, who sent it"),
        .init("errno", "The local system's error"),
        .init("latency_ms, kernel_rtt_ms", "Until the answer, and as the kernel measured it"),
        .init("tries, source", "How often it was asked, and from where"),
        .init("payload, reply", "What was sent to a UDP port, and what its answer says"),
        .init("banner, tls, http", "What an open port says"),
        .init(
          "host_report",
          """
          `counts` by state, `round_trip`, `warnings`, `reasons`, and `open_ports`, \
          `closed_ports`, `filtered_ports` and their kin as complete ranges
          """),
        .init(
          "summary",
          "Hosts, probes, packets sent, counts by state, `seed` as a string, `elapsed_ms`"),
        .init(
          "ping_summary",
          """
          At the end of `--ping`, for each port: `host`, `address`, `port`, `transport`; the \
          numbers of `probes`, of `open`, `refused` and `lost` ones; `min_ms`, `p50_ms`, `p95_ms`, \
          `max_ms` and `jitter_ms` of the open ones; the number of `outages`, and of the longest \
          one `probes`, `since` and `length_ms`
          """),
      ]),
    ManualSection(
      "COURTESY",
      """
      A scan is a question to somebody's machine. Ask your own, or those whose owners have agreed. \
      Nothing that is sent changes anything or makes others answer with more than was asked; UDP \
      requests are read-only. `--rate` and `--window` make a scan as gentle as need be.
      """),
    ManualSection(
      "STANDARDS",
      """
      RFC 9293 (TCP), RFC 1122 §3.2.2, RFC 1812 §5.2.7 and RFC 4443 (what ICMP says), RFC 8446 \
      (TLS 1.3), RFC 9110 and RFC 9112 (HTTP). Each UDP request follows the standard of its service.
      """),
  ]
}
