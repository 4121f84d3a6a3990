extension MACAddress {
  /// The group address that frames to a multicast address carry: 01:00:5e and 23 bits in IPv4 (RFC
  /// 1112 §6.4), 33:33 and 32 bits in IPv6 (RFC 2464 §7). Nil for a unicast address.
  public init?(group address: IPAddress) {
    switch address {
    case .v4(let address):
      guard AddressClass(of: address) == .d else { return nil }
      self.init(bits: 0x0100_5e00_0000 | UInt64(address.bits & 0x7f_ffff))
    case .v6(let address):
      guard address.isMulticast else { return nil }
      self.init(bits: 0x3333_0000_0000 | address.low & 0xffff_ffff)
    }
  }
}
