import Addressing
import Presentation

/// What is to be said of an IPv6 address in its network.
struct IPv6Report {
  /// As it was typed.
  let input: String
  let address: IPv6Address
  /// The interface after `%`, as typed; nil without one.
  let zone: String?
  let prefix: IPv6Prefix
  /// The row of IANA's registry that holds the host or the whole network; nil where none does.
  let special: SpecialPurpose?
  let notes: [OperandNote]

  init(
    input: String, address: IPv6Address, zone: String?, prefix: IPv6Prefix, notes: [OperandNote]
  ) {
    self.input = input
    self.address = address
    self.zone = zone
    self.prefix = prefix
    self.notes = notes
    special = SpecialPurpose.lookup(host: .v6(address), of: .v6(prefix))
  }

  /// The rows that hold a part of the network, where none holds it whole.
  var specialWithin: [SpecialPurpose] {
    special == nil && role != .host ? SpecialPurpose.within(.v6(prefix)) : []
  }

  var role: AddressRole { prefix.role(of: address) }
  var multicast: IPv6MulticastGroup? { IPv6MulticastGroup(address) }
  var groupName: String? { WellKnownGroup.name(of: .v6(address)) }
  /// A network is not an interface, so it has neither of these two.
  var identifier: InterfaceIdentifier? { role == .host ? address.interfaceIdentifier : nil }
  var solicitedGroup: IPv6Address? { role == .host ? address.solicitedNodeGroup : nil }
}

extension IPv6Report: Encodable {
  private enum CodingKeys: String, CodingKey {
    case input, family, address, full, zone, prefix, network, cidr, netmask
    case firstHost, lastHost, first, last, addresses, hosts
    case subnets64 = "subnets_64"
    case hostBits, role, scope, identifier, embedded, solicitedNode, multicast
    case special, specialWithin, neighbours, reverse, forms, warnings
  }

  private struct Identifier: Encodable {
    let kind: String
    var mac: MACAddress?
    var ipv4: IPv4Address?
    var number: UInt16?

    init(_ identifier: InterfaceIdentifier) {
      kind = identifier.name
      switch identifier {
      case .eui64(let address): mac = address
      case .isatap(let address), .embeddedIPv4(let address): ipv4 = address
      case .reservedAnycast(let value): number = UInt16(value)
      case .lowByte(let value): number = value
      case .subnetRouterAnycast, .random: break
      }
    }
  }

  private struct Embedded: Encodable {
    let kind: String
    let ipv4: IPv4Address
    var prefix: IPv6Prefix?
    var subnet: UInt16?
    var server: IPv4Address?
    var port: UInt16?
    var isCone: Bool?
    var flags: UInt16?

    enum CodingKeys: String, CodingKey {
      case kind, ipv4, prefix, subnet, server, port, flags
      case isCone = "cone"
    }

    init(_ embedded: EmbeddedIPv4) {
      kind = embedded.name
      ipv4 = embedded.address
      switch embedded {
      case .mapped, .compatible: break
      case .sixToFour(_, let subnet): self.subnet = subnet
      case .nat64(_, let prefix): self.prefix = prefix
      case .teredo(let teredo):
        server = teredo.server
        port = teredo.port.number
        isCone = teredo.isCone
        flags = teredo.flags
      }
    }
  }

  private struct SolicitedNode: Encodable {
    let group: IPv6Address
    let mac: MACAddress?
  }

  private struct Multicast: Encodable {
    let flags: String
    let scope: String?
    let scopeNumber: UInt8
    let isWellKnown: Bool
    let name: String?
    let prefix: IPv6Prefix?
    let rendezvousPoint: IPv6Address?
    let isSourceSpecific: Bool
    let mac: MACAddress?

    enum CodingKeys: String, CodingKey {
      case flags, scope, scopeNumber, name, prefix, rendezvousPoint, mac
      case isWellKnown = "wellKnown"
      case isSourceSpecific = "sourceSpecific"
    }
  }

  private struct Forms: Encodable {
    let int: DecimalString
    let hex: String
    let binary: String
  }

  func encode(to encoder: any Encoder) throws {
    var object = encoder.container(keyedBy: CodingKeys.self)
    try object.encode(input, forKey: .input)
    try object.encode(6, forKey: .family)
    try object.encode(address, forKey: .address)
    try object.encode(address.fullText, forKey: .full)
    try object.encode(zone, forKey: .zone)
    try object.encode(prefix.length, forKey: .prefix)
    try object.encode(prefix.network, forKey: .network)
    try object.encode(prefix, forKey: .cidr)
    try object.encode(prefix.mask, forKey: .netmask)
    try object.encode(prefix.hosts.first, forKey: .firstHost)
    try object.encode(prefix.hosts.last, forKey: .lastHost)
    try object.encode(prefix.first, forKey: .first)
    try object.encode(prefix.last, forKey: .last)
    try object.encode(prefix.count, forKey: .addresses)
    try object.encode(prefix.hosts.count, forKey: .hosts)
    try object.encode(prefix.subnets, forKey: .subnets64)
    try object.encode(prefix.hostBits, forKey: .hostBits)
    try object.encode(role, forKey: .role)
    try object.encode(address.scope, forKey: .scope)
    try object.encode(identifier.map(Identifier.init), forKey: .identifier)
    try object.encode(address.embeddedIPv4.map(Embedded.init), forKey: .embedded)
    try object.encode(
      solicitedGroup.map { SolicitedNode(group: $0, mac: MACAddress(group: .v6($0))) },
      forKey: .solicitedNode)
    try object.encode(multicast.map(facts(of:)), forKey: .multicast)
    try object.encode(special, forKey: .special)
    try object.encode(specialWithin.map(\.block), forKey: .specialWithin)
    try object.encode(prefix.neighbours, forKey: .neighbours)
    try object.encode(
      ReverseNames(address: .v6(address), prefix: .v6(prefix)), forKey: .reverse)
    try object.encode(
      Forms(
        int: DecimalString(address.bits), hex: IPAddress.v6(address).hexadecimalText,
        binary: IPAddress.v6(address).binaryText),
      forKey: .forms)
    try object.encode(notes, forKey: .warnings)
  }

  private func facts(of group: IPv6MulticastGroup) -> Multicast {
    Multicast(
      flags: group.flagLetters, scope: group.scopeName, scopeNumber: group.scopeNumber,
      isWellKnown: group.isWellKnown, name: groupName, prefix: group.prefix,
      rendezvousPoint: group.rendezvousPoint, isSourceSpecific: group.isSourceSpecific,
      mac: MACAddress(group: .v6(address)))
  }
}
