/// What a DNS query asks (RFC 1035 §4.1.2).
public struct DNSQuestion: Hashable, Sendable {
  public var name: DNSName
  public var type: DNSRecordType
  /// 1 is the Internet, 3 CHAOS. In mDNS the top bit asks for a unicast answer (RFC 6762 §5.4).
  public var classCode: UInt16

  public static let internet: UInt16 = 1
  public static let chaos: UInt16 = 3

  public init(_ name: DNSName, _ type: DNSRecordType, classCode: UInt16 = internet) {
    self.name = name
    self.type = type
    self.classCode = classCode
  }
}
