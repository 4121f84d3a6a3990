public import Addressing

/// One resource record (RFC 1035 §4.1.3).
public struct DNSRecord: Hashable, Sendable {
  public var name: DNSName
  public var type: DNSRecordType
  public var classCode: UInt16
  /// Seconds that it may be kept. The top bit set means zero (RFC 2181 §8).
  public var ttl: UInt32
  public var data: Data

  /// What a record says, for the types that netkit reads.
  public enum Data: Hashable, Sendable {
    case a(IPv4Address)
    case aaaa(IPv6Address)
    /// CNAME, NS, PTR and DNAME.
    case name(DNSName)
    case soa(StartOfAuthority)
    case mx(preference: UInt16, exchange: DNSName)
    case srv(priority: UInt16, weight: UInt16, port: UInt16, target: DNSName)
    case txt([[UInt8]])
    /// SVCB and HTTPS (RFC 9460 §2.2); priority 0 is an alias. Parameters as key and raw value.
    case service(priority: UInt16, target: DNSName, parameters: [ServiceParameter])
    case other([UInt8])
  }

  public struct ServiceParameter: Hashable, Sendable {
    public var key: UInt16
    public var value: [UInt8]

    public init(key: UInt16, value: [UInt8]) {
      self.key = key
      self.value = value
    }
  }

  /// A zone's head (RFC 1035 §3.3.13). Times are in seconds.
  public struct StartOfAuthority: Hashable, Sendable {
    public var primary: DNSName
    public var mailbox: DNSName
    public var serial: UInt32
    public var refresh: UInt32
    public var retry: UInt32
    public var expire: UInt32
    /// How long a negative answer may be kept, together with the record's own TTL (RFC 2308 §5).
    public var minimum: UInt32

    public init(
      primary: DNSName, mailbox: DNSName, serial: UInt32, refresh: UInt32, retry: UInt32,
      expire: UInt32, minimum: UInt32
    ) {
      self.primary = primary
      self.mailbox = mailbox
      self.serial = serial
      self.refresh = refresh
      self.retry = retry
      self.expire = expire
      self.minimum = minimum
    }
  }

  public init(
    _ name: DNSName, _ type: DNSRecordType, classCode: UInt16 = DNSQuestion.internet,
    ttl: UInt32, _ data: Data
  ) {
    self.name = name
    self.type = type
    self.classCode = classCode
    self.ttl = ttl
    self.data = data
  }

  /// The address of an A or AAAA record of the Internet class.
  public var address: IPAddress? {
    guard classCode & 0x7FFF == DNSQuestion.internet else { return nil }
    return switch data {
    case .a(let address): .v4(address)
    case .aaaa(let address): .v6(address)
    default: nil
    }
  }
}
