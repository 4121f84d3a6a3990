import Arguments

/// The keys of the events that `--json` prints, for the manual.
enum ServeKeys {
  static var section: ManualSection {
    ManualSection(
      "JSON KEYS", "One object a line for each event. Keys that do not apply are left out.",
      entries: [
        .init(
          "event",
          "listening, open, tls, data, datagram, refused, drop, paused, resumed, call, close, "
            + "draining or summary"),
        .init("t_ms", "When, from the start"),
        .init("time", "When, in UTC"),
        .init("transport, address, port, mode, tls", "listening: one event for each socket"),
        .init("pin", "listening: the pin of a certificate made for this run"),
        .init("id", "Which client, from 1"),
        .init("peer, peer_port", "Who it is"),
        .init("clients", "How many are there now"),
        .init("version, cipher, alpn, sni, resumed, client_subject", "tls"),
        .init("dir, bytes, text, hex", "data: hex where the bytes are no UTF-8"),
        .init("answered", "datagram: the bytes sent back; summary: datagrams answered"),
        .init("reason, detail", "refused, drop, close: why"),
        .init("call, result, meaning", "call: a system call"),
        .init("in, out, elapsed_ms", "close: bytes each way, and how long it was there"),
        .init("served, refused, dropped", "summary"),
      ])
  }
}
