/// A UDP service that can be asked whether it is there: its ports, a question that changes nothing,
/// and how its answer is told from others.
///
/// Every request was written from the protocol's specification. The rules: read-only, no request
/// whose usual answer is many times its own size (no NTP monlist, memcached stats, SNMP walk,
/// `ssdp:all`, chargen), and random bits in it wherever the protocol gives them back.
public struct UDPService: Hashable, Sendable {
  public enum Manner: Hashable, Sendable {
    /// Answers strangers: silence means that a firewall is there, or nothing.
    case answers
    /// Never answers by design: silence says nothing. Why, in words.
    case oneWay(String)
    /// Is sent only when asked for by name. Why, in words.
    case onRequest(String)
  }

  /// Short and lower-case, as users type it: `dns`.
  public let name: String
  /// The protocol and where it is specified.
  public let specification: String
  public let ports: [UInt16]
  public let manner: Manner
  /// True where the answer comes from another port than was asked, as in TFTP: a connected socket
  /// would not see it.
  public let answersFromAnotherPort: Bool
  /// Where in the request the IPv4 address stands that asks, 4 bytes; nil where it does not.
  public let sourceOffset: Int?

  let request: @Sendable (UDPNonce) -> [UInt8]
  let check: @Sendable (inout ByteReader, UDPNonce) throws(WireError) -> UDPAnswer

  init(
    _ name: String, _ specification: String, ports: [UInt16], _ manner: Manner = .answers,
    answersFromAnotherPort: Bool = false, sourceOffset: Int? = nil,
    request: @escaping @Sendable (UDPNonce) -> [UInt8],
    check: @escaping @Sendable (inout ByteReader, UDPNonce) throws(WireError) -> UDPAnswer
  ) {
    self.name = name
    self.specification = specification
    self.ports = ports
    self.manner = manner
    self.answersFromAnotherPort = answersFromAnotherPort
    self.sourceOffset = sourceOffset
    self.request = request
    self.check = check
  }

  public var isOneWay: Bool {
    if case .oneWay = manner { true } else { false }
  }

  public static func == (left: Self, right: Self) -> Bool { left.name == right.name }
  public func hash(into hasher: inout Hasher) { hasher.combine(name) }

  // MARK: Finding one

  /// All services, in the order in which `--payload` lists them.
  public static let all: [UDPService] =
    names + time + management + remoteCalls + directories + gateways + tunnels + media + things
    + plain + oneWay

  private static let byPort: [UInt16: UDPService] = all.reduce(into: [:]) { table, service in
    if case .onRequest = service.manner { return }
    for port in service.ports where table[port] == nil { table[port] = service }
  }

  /// The service that usually has this port; nil when there is none that we know.
  public static func at(port: UInt16) -> UDPService? { byPort[port] }

  /// The service of that name, those that are sent only on request too.
  public static func named(_ name: String) -> UDPService? {
    all.first { $0.name.equalsIgnoringASCIICase(name) }
  }
}
