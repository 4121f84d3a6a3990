extension IPAddress {
  /// The name whose PTR record names the host, without a final dot: `10.0.168.192.in-addr.arpa`
  /// (RFC 1035 §3.5), or 32 nibbles under `ip6.arpa` (RFC 3596 §2.5).
  public var reverseName: String { IPPrefix.reverseName(self, labels: width / labelBits) }

  /// Appends the same name to an output buffer.
  public func appendReverseName(to bytes: inout [UInt8]) {
    IPPrefix.appendReverseName(self, labels: width / labelBits, to: &bytes)
  }

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
  public var reverseZones: [ReverseZone] {
    (0..<reverseZoneCount).map { index in
      var name: [UInt8] = []
      appendReverseZone(at: index, to: &name)
      return ReverseZone(
        name: String(decoding: name, as: UTF8.self), block: reverseBlock(at: index),
        isClassless: isClassless)
    }
  }

  /// How many zones `reverseZones` has.
  public var reverseZoneCount: Int {
    isClassless ? 1 : 1 << (reverseLabels * network.labelBits - length)
  }

  /// Appends the name of the zone at `index` of `reverseZones` to an output buffer.
  public func appendReverseZone(at index: Int, to bytes: inout [UInt8]) {
    let block = reverseBlock(at: index)
    guard case .v4(let prefix) = block, isClassless else {
      return Self.appendReverseName(block.network, labels: reverseLabels, to: &bytes)
    }
    bytes.append(addingCapacity: 7) { text in
      text.appendDecimal(small: UInt32(prefix.network[octet: 3]))
      text.append(UInt8(ascii: "/"))
      text.appendDecimal(small: UInt32(prefix.length))
      text.append(UInt8(ascii: "."))
    }
    Self.appendReverseName(network, labels: 3, to: &bytes)
  }

  /// The addresses whose names stand in the zone at `index`.
  private func reverseBlock(at index: Int) -> IPPrefix {
    if isClassless { return self }
    guard let block = subnet(index, length: reverseLabels * network.labelBits) else {
      preconditionFailure("there are \(reverseZoneCount) zones, none at \(index)")
    }
    return block
  }

  /// A block smaller than a /24 has no zone of its own but the one that RFC 2317 makes up.
  private var isClassless: Bool { family == 4 && (25...31).contains(length) }

  /// The labels of each zone. Where the last would be cut, there is a zone for each of its values.
  private var reverseLabels: Int { (length + network.labelBits - 1) / network.labelBits }

  /// The first `labels` labels of an address, in reverse, under the family's tree.
  fileprivate static func reverseName(_ address: IPAddress, labels: Int) -> String {
    String(writing: longestReverseName) { write(address, labels, into: &$0) }
  }

  fileprivate static func appendReverseName(
    _ address: IPAddress, labels: Int, to bytes: inout [UInt8]
  ) {
    bytes.append(addingCapacity: longestReverseName) { write(address, labels, into: &$0) }
  }

  /// 32 nibbles with their points, and ip6.arpa.
  private static var longestReverseName: Int { 72 }

  private static func write(
    _ address: IPAddress, _ labels: Int, into text: inout OutputSpan<UInt8>
  ) {
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

/// A zone of the reverse tree.
public struct ReverseZone: Hashable, Sendable, Encodable {
  /// Without a final dot: `0/26.0.168.192.in-addr.arpa`.
  public let name: String

  /// The addresses whose names are in it.
  public let block: IPPrefix

  /// Made up after RFC 2317: the parent zone needs a CNAME record for each address.
  public let isClassless: Bool
}
