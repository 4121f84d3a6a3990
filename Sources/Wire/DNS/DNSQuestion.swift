/// What a DNS query asks (RFC 1035 §4.1.2).
package struct DNSQuestion: Hashable, Sendable {
  package var name: DNSName
  package var type: DNSRecordType
  /// 1 is the Internet, 3 CHAOS. In mDNS the top bit asks for a unicast answer (RFC 6762 §5.4).
  package var classCode: UInt16

  package static let internet: UInt16 = 1
  package static let chaos: UInt16 = 3

  package init(_ name: DNSName, _ type: DNSRecordType, classCode: UInt16 = internet) {
    self.name = name
    self.type = type
    self.classCode = classCode
  }
}
