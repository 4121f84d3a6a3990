/// What a person names a network with: an address, `address/length`, `address/netmask`,
/// `address/wildcard`, `a-b`, `a+N`, a MAC address, or a name in the reverse tree.
public struct NetworkOperand: Hashable, Sendable {
  public enum Value: Hashable, Sendable {
    /// One address, alone: `192.168.0.10`, `fe80::1%eth0`.
    case address(ScopedAddress)
    /// An address in its network: `192.168.0.10/26`. Host bits stay in the address.
    case network(ScopedAddress, IPPrefix)
    case range(IPRange)
    case mac(MACAddress)
  }

  /// How the operand was written.
  public enum Form: Hashable, Sendable {
    case address
    case length
    case netmask
    case wildcard
    case range
    case count
    case mac
    case reverseName
  }

  public let value: Value
  public let form: Form

  /// What a reader might have meant otherwise, for people: one sentence each.
  public let notes: [OperandNote]

  /// The addresses it stands for; nil for a MAC address.
  public var range: IPRange? {
    switch value {
    case .address(let address): IPRange(address.address)
    case .network(_, let prefix): prefix.range
    case .range(let range): range
    case .mac: nil
    }
  }

  /// The prefix it stands for: a single address is a block of one. Nil for a MAC address, and for a
  /// range that is not exactly one block.
  public var prefix: IPPrefix? {
    switch value {
    case .address(let address): IPPrefix(address.address)
    case .network(_, let prefix): prefix
    case .range(let range): range.exactPrefix
    case .mac: nil
    }
  }

  /// The address that was named, host bits and all; nil for a range and a MAC address.
  public var address: ScopedAddress? {
    switch value {
    case .address(let address), .network(let address, _): address
    case .range, .mac: nil
    }
  }

  /// Whether the address has bits set beyond the prefix: 192.168.0.10/26, not 192.168.0.0/26.
  public var hasHostBits: Bool {
    guard case .network(let address, let prefix) = value else { return false }
    return address.address != prefix.network
  }
}

/// A reading that deserves a word.
public enum OperandNote: Hashable, Sendable, CustomStringConvertible, Encodable {
  /// The quad after the slash was the inverse of a netmask.
  case wildcard(length: Int)
  /// 255.255.255.255 after the slash, /32 as a netmask and /0 as a wildcard.
  case allOnesMask
  /// inet_aton's reading of a form that is not dotted decimal.
  case loose(IPv4Address)
  /// Zeros were put in for missing octets.
  case short(IPv4Address)
  /// `a+N` counts the first address.
  case counted(IPRange)

  public var description: String {
    switch self {
    case .wildcard(let length): "read as a wildcard: /\(length)"
    case .allOnesMask: "255.255.255.255 read as a netmask, /32; for /0 say --wildcard"
    case .loose(let address): "read as inet_aton does: \(address)"
    case .short(let address): "missing octets read as zeros: \(address)"
    case .counted(let range): "read as a count of addresses: \(range)"
    }
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
