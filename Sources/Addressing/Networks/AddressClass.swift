/// The classes of IPv4 addresses before CIDR (RFC 791 §3.2, RFC 1112 §4): still taught, and still
/// the default that old software takes when no mask is given.
///
/// Class A has 2^7 networks of 2^24 addresses; texts that say 2^8 and 2^32 forget that the leading
/// bit is fixed and that the network number is not the host's to use.
public enum AddressClass: String, CaseIterable, Sendable, Encodable {
  case a = "A"
  case b = "B"
  case c = "C"
  case d = "D"
  case e = "E"

  public init(of address: IPv4Address) {
    switch (~address.bits).leadingZeroBitCount {
    case 0: self = .a
    case 1: self = .b
    case 2: self = .c
    case 3: self = .d
    default: self = .e
    }
  }

  /// The bits that every address of the class begins with: `110` for C.
  public var leadingBits: String {
    switch self {
    case .a: "0"
    case .b: "10"
    case .c: "110"
    case .d: "1110"
    case .e: "1111"
    }
  }

  /// Every address of the class: 192.0.0.0/3 for C.
  public var block: IPv4Prefix {
    switch self {
    case .a: IPv4Prefix(containing: IPv4Address(0, 0, 0, 0), length: 1)
    case .b: IPv4Prefix(containing: IPv4Address(128, 0, 0, 0), length: 2)
    case .c: IPv4Prefix(containing: IPv4Address(192, 0, 0, 0), length: 3)
    case .d: IPv4Prefix(containing: IPv4Address(224, 0, 0, 0), length: 4)
    case .e: IPv4Prefix(containing: IPv4Address(240, 0, 0, 0), length: 4)
    }
  }

  /// The values of the first octet: 192...223 for C.
  public var firstOctets: ClosedRange<UInt8> { block.first[octet: 0]...block.last[octet: 0] }

  /// The prefix length that the class implies; nil for D and E, which have no networks.
  public var defaultLength: Int? {
    switch self {
    case .a: 8
    case .b: 16
    case .c: 24
    case .d, .e: nil
    }
  }

  public var defaultMask: IPv4Address? {
    defaultLength.map { IPv4Prefix(containing: block.network, length: $0).mask }
  }

  /// The bits that number networks, the leading bits left out: 21 for C.
  public var networkBits: Int? { defaultLength.map { $0 - block.length } }

  /// The bits that number hosts: 8 for C. For D, the bits that number groups.
  public var hostBits: Int { defaultLength.map { 32 - $0 } ?? 28 }

  /// 2^7, 2^14 or 2^21.
  public var networks: UInt32? { networkBits.map { 1 << UInt32($0) } }

  /// Class A never used 0 and 127; B and C are usable whole (older texts subtract two there too).
  public var usableNetworks: UInt32? { self == .a ? 126 : networks }

  /// 2^24 − 2, 2^16 − 2 or 2^8 − 2: all zeros is the network, all ones is broadcast.
  public var hostsPerNetwork: UInt32? { defaultLength == nil ? nil : 1 << UInt32(hostBits) - 2 }

  /// `unicast`, `multicast` or `reserved`.
  public var use: String {
    switch self {
    case .a, .b, .c: "unicast"
    case .d: "multicast"
    case .e: "reserved"
    }
  }
}

/// How a prefix divides the network that its class implies.
///
///     192.168.0.0/26: 2 bits borrowed: 4 subnets × 62 hosts; this is 1 of 4
public struct BorrowedBits: Hashable, Sendable {
  /// Bits taken from the host part, 0...24.
  public let bits: Int

  /// 2 to the power of `bits`. All are usable since RFC 1878; "2^k − 2" is obsolete.
  public let subnets: UInt32

  /// Usable hosts in each: 2^h − 2, 2 in a /31 (RFC 3021), 1 in a /32.
  public let hostsPerSubnet: UInt32

  /// Which of the subnets this is, from 0.
  public let index: UInt32

  /// Nil where there is nothing to borrow from: in classes D and E, and above the class's length.
  public init?(_ prefix: IPv4Prefix) {
    guard let length = AddressClass(of: prefix.network).defaultLength, prefix.length >= length
    else { return nil }
    bits = prefix.length - length
    subnets = 1 << UInt32(bits)
    hostsPerSubnet = prefix.hostBits < 2 ? 1 << UInt32(prefix.hostBits) : prefix.wildcard.bits - 1
    let local = prefix.network.bits & (.max >> UInt32(length))
    index = local >> UInt32(prefix.hostBits)
  }
}
