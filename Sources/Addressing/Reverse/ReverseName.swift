extension IPAddress {
  /// The name whose PTR record names the host, without a final dot: `10.0.168.192.in-addr.arpa`
  /// (RFC 1035 §3.5), or 32 nibbles under `ip6.arpa` (RFC 3596 §2.5).
  package var reverseName: String { IPPrefix.reverseName(self, labels: width / labelBits) }

  /// What one label of a reverse name stands for: an octet or a nibble.
  var labelBits: Int { width == IPv4Address.width ? 8 : 4 }
}

extension IPPrefix {
  /// The zones to delegate so that the reverse names of exactly this block are somebody else's: one
  /// when the length is a whole number of labels, else one for each label value it spans, 128 at
  /// most. IPv4 blocks smaller than a /24 get one zone as RFC 2317 names it.
  ///
  ///     172.16.0.0/12: 16.172.in-addr.arpa … 31.172.in-addr.arpa
  ///     2001:db8::/33: 0.8.b.d.0.1.0.0.2.ip6.arpa … 7.8.b.d.0.1.0.0.2.ip6.arpa
  ///     192.168.0.0/26: 0/26.0.168.192.in-addr.arpa
  package var reverseZones: [ReverseZone] {
    if case .v4(let prefix) = self, (25...31).contains(prefix.length) {
      let parent = Self.reverseName(network, labels: 3)
      let name = "\(prefix.network[octet: 3])/\(prefix.length).\(parent)"
      return [ReverseZone(name: name, block: self, isClassless: true)]
    }
    let labelBits = network.labelBits
    let labels = (length + labelBits - 1) / labelBits
    let count = 1 << (labels * labelBits - length)
    return (0..<count).compactMap { index in
      guard let block = subnet(index, length: labels * labelBits) else { return nil }
      let name = Self.reverseName(block.network, labels: labels)
      return ReverseZone(name: name, block: block, isClassless: false)
    }
  }

  /// The zone that the reverse names of this whole block stand in: 168.192.in-addr.arpa for
  /// 192.168.0.0/20.
  package var enclosingReverseZone: ReverseZone {
    let labels = length / network.labelBits
    let block = IPPrefix(containing: network, length: labels * network.labelBits)
    return ReverseZone(
      name: Self.reverseName(network, labels: labels), block: block, isClassless: false)
  }

  /// The first `labels` labels of an address, in reverse, under the family's tree.
  fileprivate static func reverseName(_ address: IPAddress, labels: Int) -> String {
    String(writing: 72) { text in
      for label in (0..<labels).reversed() {
        switch address {
        case .v4(let address): text.appendDecimal(small: UInt32(address[octet: label]))
        case .v6(let address):
          text.appendHexDigit(UInt8(truncatingIfNeeded: address.bits >> (124 - 4 * label)) & 15)
        }
        text.append(UInt8(ascii: "."))
      }
      text.append(address.width == IPv4Address.width ? "in-addr.arpa" : "ip6.arpa")
    }
  }
}

/// A zone of the reverse tree.
package struct ReverseZone: Hashable, Sendable, Encodable {
  /// Without a final dot: `0/26.0.168.192.in-addr.arpa`.
  package let name: String

  /// The addresses whose names are in it.
  package let block: IPPrefix

  /// Made up after RFC 2317: the parent zone needs a CNAME record for each address.
  package let isClassless: Bool
}
