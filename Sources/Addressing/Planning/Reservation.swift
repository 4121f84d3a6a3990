/// Addresses in a subnet that are not for hosts, and how small or large a subnet may be.
public struct Reservation: Hashable, Sendable {
  public let name: String

  /// How many addresses at the start and the end of each subnet are taken.
  public let atStart: UInt32
  public let atEnd: UInt32

  /// The lengths that a subnet may have, the largest subnet first.
  public let lengths: ClosedRange<Int>

  /// Taken in all.
  public var count: UInt32 { atStart + atEnd }

  /// The network and the broadcast address.
  public static let standard = Reservation(
    name: "standard", atStart: 1, atEnd: 1, lengths: 0...32)

  /// Network, router, DNS, future use, broadcast; /16 to /28 (VPC user guide, subnet sizing).
  public static let aws = Reservation(name: "aws", atStart: 4, atEnd: 1, lengths: 16...28)

  /// Network, gateway, two for DNS, broadcast; /29 is the smallest (Virtual Network FAQ).
  public static let azure = Reservation(name: "azure", atStart: 4, atEnd: 1, lengths: 2...29)

  /// Network, gateway, the last but one, broadcast; /29 is the smallest (VPC subnets).
  public static let gcp = Reservation(name: "gcp", atStart: 2, atEnd: 2, lengths: 4...29)

  /// Network, gateway, broadcast; /16 to /30 (VCN overview).
  public static let oci = Reservation(name: "oci", atStart: 2, atEnd: 1, lengths: 16...30)

  /// The hosts that fit in a subnet. Outside the clouds a /31 has two and a /32 one.
  public func hosts(in prefix: IPv4Prefix) -> UInt64 {
    let size = UInt64(1) << UInt64(prefix.hostBits)
    if self == .standard, prefix.hostBits < 2 { return size }
    return size - min(size, UInt64(count))
  }

  /// The longest prefix with room for `hosts`; nil when no allowed subnet has it. One or two hosts
  /// get a /30, not a /32 or /31: those are for loopbacks and point-to-point links.
  public func length(for hosts: UInt64) -> Int? {
    let needed = hosts.addingReportingOverflow(UInt64(count))
    guard !needed.overflow, needed.partialValue <= 1 << 32 else { return nil }
    let bits = UInt64.bitWidth - (max(needed.partialValue, 1) - 1).leadingZeroBitCount
    let length = min(32 - bits, min(30, lengths.upperBound))
    return length >= lengths.lowerBound ? length : nil
  }
}
