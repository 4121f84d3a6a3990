import Addressing

/// Services that know names: DNS, mDNS, LLMNR, NetBIOS.
extension UDPService {
  static let names = [dns, mdns, llmnr, netbios]

  /// version.bind rather than a real name: servers answer it from themselves, in few bytes, and
  /// nobody's cache is touched. A refusal proves the server as well.
  static let dns = UDPService(
    "dns", "DNS, RFC 1035; version.bind of the CHAOS class", ports: [53],
    request: { dnsQuery(["version", "bind"], .txt, DNSQuestion.chaos, $0).encoded() },
    check: { (reader, nonce) throws(WireError) in
      let message = try DNSMessage(decoding: reader.rest())
      let query = dnsQuery(["version", "bind"], .txt, DNSQuestion.chaos, nonce)
      guard message.mismatch(with: query) == nil else { return .notOurs }
      var line = "DNS answers \(message.responseCode)"
      for record in message.answers {
        if case .txt(let strings) = record.data {
          line += ", version '\(String(decoding: strings.joined(), as: UTF8.self))'"
          break
        }
      }
      return .match(line + (message.recursionAvailable ? ", recursion offered" : ""))
    })

  /// One question with the unicast bit; a multicast responder answers it directly (RFC 6762 §5.5).
  static let mdns = UDPService(
    "mdns", "mDNS, RFC 6762; the kinds of service announced", ports: [5353],
    request: { dnsQuery(["_services", "_dns-sd", "_udp", "local"], .ptr, 0x8001, $0).encoded() },
    check: { (reader, nonce) throws(WireError) in
      let message = try DNSMessage(decoding: reader.rest())
      // §6: unicast answers to QU may have id 0; §6.7: legacy ones repeat ours.
      guard message.isResponse, message.id == 0 || message.id == nonce.uint16 else {
        return .notOurs
      }
      let kinds = message.answers.compactMap {
        if case .name(let name) = $0.data { name.description } else { nil }
      }
      let shown = kinds.prefix(3).joined(separator: " ")
      let noun = kinds.count == 1 ? "kind" : "kinds"
      return .match("mDNS, \(kinds.count) \(noun) of service\(kinds.isEmpty ? "" : ": \(shown)")")
    })

  static let llmnr = UDPService(
    "llmnr", "LLMNR, RFC 4795", ports: [5355],
    .oneWay("answers only to questions for its own name"),
    request: { dnsQuery(["netkit-\($0.text)"], .a, DNSQuestion.internet, $0).encoded() },
    check: { (reader, nonce) throws(WireError) in
      let message = try DNSMessage(decoding: reader.rest())
      guard message.isResponse, message.id == nonce.uint16 else { return .notOurs }
      return .match("LLMNR answers \(message.responseCode)")
    })

  /// NBSTAT for `*`: the node status request (RFC 1002 §4.2.17).
  static let netbios = UDPService(
    "netbios", "NetBIOS name service, RFC 1002; node status", ports: [137],
    request: { nonce in
      var writer = ByteWriter()
      writer.uint16(nonce.uint16)
      for count in [0, 1, 0, 0, 0] as [UInt16] { writer.uint16(count) }
      // §4.1: half-bytes as letters; '*' and fifteen zeros.
      writer.uint8(32)
      writer.append("CK" + String(repeating: "A", count: 30))
      writer.uint8(0)
      writer.uint16(0x21)
      writer.uint16(1)
      return writer.bytes
    },
    check: { (reader, nonce) throws(WireError) in
      guard try reader.uint16() == nonce.uint16 else { return .notOurs }
      guard try reader.uint16() & 0x8000 != 0 else { return .notOurs }
      try reader.skip(8)
      _ = try DNSName(decoding: &reader)
      guard try reader.uint16() == 0x21 else { throw .malformed("no node status") }
      try reader.skip(8)
      let count = Int(try reader.uint8())
      var names: [String] = []
      for _ in 0..<count {
        let name = String(decoding: try reader.bytes(15), as: UTF8.self).trimmingBlanks()
        try reader.skip(3)
        if names.count < 3, !names.contains(name) { names.append(name) }
      }
      let noun = count == 1 ? "name" : "names"
      return .match("NetBIOS, \(count) \(noun): \(names.joined(separator: " "))")
    })

  private static func dnsQuery(
    _ labels: [String], _ type: DNSRecordType, _ classCode: UInt16, _ nonce: UDPNonce
  ) -> DNSMessage {
    // The labels above are constant or 16 digits: they always fit.
    let name = (try? DNSName(labels: labels.map { Array($0.utf8) })) ?? .root
    return DNSMessage.query(
      DNSQuestion(name, type, classCode: classCode), id: nonce.uint16, recursionDesired: false,
      edns: nil)
  }
}
