/// An IPv4 address inside an IPv6 address, by the prefix that announces it.
public enum EmbeddedIPv4: Hashable, Sendable {
  /// ::ffff:0:0/96: an IPv4 peer of an IPv6 socket (RFC 4291 §2.5.5.2).
  case mapped(IPv4Address)
  /// ::/96, deprecated (RFC 4291 §2.5.5.1).
  case compatible(IPv4Address)
  /// 2002::/16: the tunnel's IPv4 end and 16 bits of subnet (RFC 3056 §2).
  case sixToFour(IPv4Address, subnet: UInt16)
  case teredo(Teredo)
  /// Behind a translator's prefix (RFC 6052 §2.2).
  case nat64(IPv4Address, prefix: IPv6Prefix)

  /// The IPv4 address; of a Teredo address the client's.
  public var address: IPv4Address {
    switch self {
    case .mapped(let address), .compatible(let address), .sixToFour(let address, _): address
    case .nat64(let address, _): address
    case .teredo(let teredo): teredo.client
    }
  }

  /// `mapped`, `6to4`, …: the word for a report.
  public var name: String {
    switch self {
    case .mapped: "mapped"
    case .compatible: "compatible"
    case .sixToFour: "6to4"
    case .teredo: "teredo"
    case .nat64: "nat64"
    }
  }
}

extension IPv6Address {
  /// The IPv4 address that this one announces; nil for one that only looks as if. A translator with
  /// a prefix of the network's own is not to be seen: ask `NAT64` with that prefix.
  public var embeddedIPv4: EmbeddedIPv4? {
    let tail = IPv4Address(tailOf: self)
    if isMapped { return .mapped(tail) }
    // :: and ::1 are the unspecified and the loopback address; 0.0.0.0/8 holds no compatible one.
    if bits >> 32 == 0, tail.bits >> 24 != 0 { return .compatible(tail) }
    if let teredo = Teredo(self) { return .teredo(teredo) }
    if bits >> 112 == 0x2002 {
      let address = IPv4Address(bits: UInt32(truncatingIfNeeded: high >> 16))
      return .sixToFour(address, subnet: UInt16(truncatingIfNeeded: high))
    }
    if NAT64.wellKnown.contains(self) { return .nat64(tail, prefix: NAT64.wellKnown) }
    return NAT64.localReadings(of: self).first.map { .nat64($0.address, prefix: $0.prefix) }
  }

  /// ::ffff:a.b.c.d
  public init(mapping address: IPv4Address) {
    self.init(bits: 0xffff << 32 | UInt128(address.bits))
  }
}

extension IPv4Address {
  /// The last 32 bits: what a mapped, a compatible and most translated addresses hold.
  @inlinable
  public init(tailOf address: IPv6Address) {
    self.init(bits: UInt32(truncatingIfNeeded: address.bits))
  }
}

extension IPv6Prefix {
  /// The /48 that belongs to whoever has a public IPv4 address: 2002:a.b.c.d::/48 (RFC 3056 §2).
  public init(sixToFour address: IPv4Address) {
    let network = IPv6Address(high: 0x2002 << 48 | UInt64(address.bits) << 16)
    self.init(containing: network, length: 48)
  }
}
