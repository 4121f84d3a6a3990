/// A row of IANA's special-purpose address registries (RFC 6890, RFC 8190), or one of the few
/// blocks beside them that matter as much: multicast and what has been deprecated.
public struct SpecialPurpose: Hashable, Sendable {
  public let block: IPPrefix

  /// The registry's name for it: `Private-Use`.
  public let name: String

  /// `RFC1918`, in the registry's order.
  public let rfcs: [String]

  /// Year and month, `1996-02`; nil for the rows that netkit adds to the registries.
  public let allocated: String?

  /// Year and month when the allocation ended; nil while it stands.
  public let terminated: String?

  public let flags: SpecialPurposeFlags
}

/// The five flags of RFC 6890 §2.2.1. Nil is the registry's N/A: it depends, or it has ended.
public struct SpecialPurposeFlags: Hashable, Sendable, Encodable {
  /// Valid as the source of a datagram that crosses two devices.
  public let source: Bool?

  /// Valid as its destination.
  public let destination: Bool?

  /// A router may forward it between external interfaces.
  public let forwardable: Bool?

  /// Forwardable beyond an administrative domain.
  public let global: Bool?

  /// Every implementation of IP has to treat it in a special way.
  public let reservedByProtocol: Bool?

  init(
    source: Bool?, destination: Bool?, forwardable: Bool?, global: Bool?, reserved: Bool? = false
  ) {
    self.source = source
    self.destination = destination
    self.forwardable = forwardable
    self.global = global
    reservedByProtocol = reserved
  }

  /// Usable all over the Internet.
  static let everywhere = SpecialPurposeFlags(
    source: true, destination: true, forwardable: true, global: true)

  /// Usable and routable, within one domain.
  static let insideDomain = SpecialPurposeFlags(
    source: true, destination: true, forwardable: true, global: false)

  /// Usable, never forwarded.
  static let onLink = SpecialPurposeFlags(
    source: true, destination: true, forwardable: false, global: false, reserved: true)

  /// On no wire.
  static let nowhere = SpecialPurposeFlags(
    source: false, destination: false, forwardable: false, global: false)

  /// On no wire, and every implementation has to know.
  static let reservedNowhere = SpecialPurposeFlags(
    source: false, destination: false, forwardable: false, global: false, reserved: true)

  /// A source before an address is known.
  static let sourceOnly = SpecialPurposeFlags(
    source: true, destination: false, forwardable: false, global: false, reserved: true)

  /// The registry left the cells empty when the allocation ended.
  static let ended = SpecialPurposeFlags(
    source: nil, destination: nil, forwardable: nil, global: nil, reserved: nil)

  /// Usable; how far depends on the address inside (RFC 3056, RFC 4380 §5).
  static let globalDepends = SpecialPurposeFlags(
    source: true, destination: true, forwardable: true, global: nil)
}

extension SpecialPurpose {
  /// The last change of the IANA registries that the rows include.
  public static let registryDate = "2025-10-09"

  /// Every row, IPv4 first, in the order of the blocks.
  public static let all: [SpecialPurpose] = (ipv4 + ipv6).sorted { $0.block < $1.block }

  /// The most specific row that holds the whole prefix; nil for ordinary addresses.
  public static func lookup(_ prefix: IPPrefix) -> SpecialPurpose? {
    // By index: a row that is taken out to be looked at costs more than the look.
    let rows = rows(for: prefix)
    var (best, length) = (-1, -1)
    for index in rows.indices where rows[index].block.contains(prefix) {
      if rows[index].block.length > length { (best, length) = (index, rows[index].block.length) }
    }
    return best < 0 ? nil : rows[best]
  }

  /// The most specific row that holds the address; nil for ordinary addresses.
  public static func lookup(_ address: IPAddress) -> SpecialPurpose? {
    lookup(IPPrefix(address))
  }

  /// The rows whose blocks lie inside the prefix, itself excepted: for 192.0.0.0/24 its six.
  public static func within(_ prefix: IPPrefix) -> [SpecialPurpose] {
    rows(for: prefix).filter { prefix.contains($0.block) && $0.block != prefix }
      .sorted { $0.block < $1.block }
  }

  private static func rows(for prefix: IPPrefix) -> [SpecialPurpose] {
    switch prefix {
    case .v4: ipv4
    case .v6: ipv6
    }
  }
}

extension SpecialPurpose: Encodable {
  private enum CodingKeys: String, CodingKey {
    case name, block, rfc, allocated, terminated
    case source, destination, forwardable, global
    case reservedByProtocol
  }

  public func encode(to encoder: any Encoder) throws {
    var row = encoder.container(keyedBy: CodingKeys.self)
    try row.encode(name, forKey: .name)
    try row.encode(block, forKey: .block)
    try row.encode(rfcs, forKey: .rfc)
    try row.encode(allocated, forKey: .allocated)
    try row.encode(terminated, forKey: .terminated)
    try row.encode(flags.source, forKey: .source)
    try row.encode(flags.destination, forKey: .destination)
    try row.encode(flags.forwardable, forKey: .forwardable)
    try row.encode(flags.global, forKey: .global)
    try row.encode(flags.reservedByProtocol, forKey: .reservedByProtocol)
  }
}
