import Arguments

/// The keys of the events that `--json` prints, for the manual.
enum ConnectKeys {
  static var section: ManualSection {
    ManualSection(
      "JSON KEYS", "One object a line for each event. Keys that do not apply are left out.",
      entries: [
        .init(
          "event",
          "resolved, attempt, connected, tls, certificate, sending, data, datagram, round_trip, "
            + "not_delivered, call or end"),
        .init("t_ms", "When, from the start"),
        .init("addresses", "resolved: in the order in which they are tried"),
        .init("address, port, outcome, error, started_ms", "attempt"),
        .init("local_address, local_port", "connected"),
        .init("version, cipher, alpn, resumed, verification", "tls"),
        .init(
          "subject, issuer, names, not_before, not_after, days_left, key, signature, serial, "
            + "sha256, pin", "certificate: one event for each of the chain, the server's first"),
        .init("peer, peer_port", "datagram: who answered"),
        .init("bytes, text, hex", "data, datagram: hex where the bytes are no UTF-8"),
        .init("number, sent, received, elapsed_ms", "round_trip; no time where no answer came"),
        .init("call, result, meaning", "call: a system call"),
        .init("reason, sent_bytes, received_bytes, datagrams, as_expected", "end"),
        .init("lost, min_ms, mean_ms, median_ms, p99_ms, max_ms, deviation_ms", "end, of --repeat"),
      ])
  }

  static var standards: ManualSection {
    ManualSection(
      "STANDARDS",
      """
      RFC 8305 (happy eyeballs), RFC 6761 (localhost), RFC 8446 and RFC 5246 (TLS), RFC 9525 (the \
      name that a server has to prove), RFC 7301 (ALPN), RFC 7469 (pins).
      """)
  }
}
