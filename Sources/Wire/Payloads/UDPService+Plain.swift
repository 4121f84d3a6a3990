/// The small services of old, our own, and those that only listen.
extension UDPService {
  static let plain = [echo, quote, netkit]

  static let echo = UDPService(
    "echo", "Echo, RFC 862", ports: [7],
    request: { Array("netkit \($0.text)".utf8) },
    check: { (reader, nonce) in
      reader.rest() == Array("netkit \(nonce.text)".utf8)
        ? .match("echo") : .notOurs
    })

  /// Padded to the 512 bytes that a quote may have (RFC 865), so that it never amplifies.
  static let quote = UDPService(
    "qotd", "Quote of the day, RFC 865", ports: [17],
    request: { $0.bytes(512) },
    check: { (reader, _) in
      let text = String(decoding: reader.rest().prefix(80), as: UTF8.self).trimmingBlanks()
      return .match("quote '\(text)'")
    })

  static let netkit = UDPService(
    "netkit", "netkit serve", ports: [], .onRequest("has no port of its own"),
    request: { ListenerGreeting.question($0.text) },
    check: { (reader, nonce) throws(WireError) in
      guard let name = ListenerGreeting.name(inAnswer: reader.rest()) else {
        throw .malformed("no answer of netkit serve")
      }
      return name == nonce.text ? .match("netkit serve, both ways work") : .notOurs
    })

  static let oneWay = [
    listener("discard", "Discard, RFC 863", [9], "throws everything away"),
    listener("syslog", "syslog, RFC 5426", [514], "takes messages"),
    listener("snmp-trap", "SNMP notifications, RFC 3416", [162], "takes messages"),
    listener("netflow", "NetFlow, RFC 3954", [2055, 9995, 9996], "takes flow records"),
    listener("ipfix", "IPFIX, RFC 7011", [4739], "takes flow records"),
    listener("sflow", "sFlow version 5", [6343], "takes flow samples"),
    listener("statsd", "statsd", [8125], "takes counters"),
    listener("collectd", "collectd network", [25826], "takes measurements"),
    listener("graylog", "GELF", [12201], "takes messages"),
    listener("bfd", "BFD, RFC 5881", [3784, 4784], "answers only to its neighbours"),
    listener("bootp-client", "DHCP client, RFC 2131", [68], "takes answers only"),
  ]

  /// Nothing is sent but an empty datagram: text would land in somebody's log.
  private static func listener(
    _ name: String, _ specification: String, _ ports: [UInt16], _ reason: String
  ) -> UDPService {
    UDPService(
      name, specification, ports: ports, .oneWay(reason), request: { _ in [] }, check: anything)
  }

  /// The judge for services of which nothing is expected.
  @Sendable static func anything(
    _ reader: inout ByteReader, _ nonce: UDPNonce
  ) throws(WireError) -> UDPAnswer {
    .unexpected("\(reader.count) bytes from a service that never answers")
  }
}
