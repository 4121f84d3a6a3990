import Addressing
import Presentation

/// What is to be said of an IPv4 address in its network.
struct IPv4Report {
  /// As it was typed.
  let input: String
  let address: IPv4Address
  let prefix: IPv4Prefix
  /// The row of IANA's registry that holds the host or the whole network; nil where none does.
  let special: SpecialPurpose?
  let notes: [OperandNote]

  init(input: String, address: IPv4Address, prefix: IPv4Prefix, notes: [OperandNote]) {
    self.input = input
    self.address = address
    self.prefix = prefix
    self.notes = notes
    special = SpecialPurpose.lookup(host: .v4(address), of: .v4(prefix))
  }

  var addressClass: AddressClass { AddressClass(of: address) }
  /// Nil where there is nothing to borrow from: in classes D and E, and above the class's length.
  var borrowed: BorrowedBits? { BorrowedBits(prefix) }
  var role: AddressRole { prefix.role(of: address) }
  var isUnicast: Bool { addressClass.defaultLength != nil }

  /// The rows that hold a part of the network, where none holds it whole.
  var specialWithin: [SpecialPurpose] {
    special == nil && role != .host ? SpecialPurpose.within(.v4(prefix)) : []
  }

  /// The place of the address among the hosts, from 1; nil if it is none of them.
  var hostIndex: UInt32? {
    let hosts = prefix.hosts
    guard role == .host, hosts.range.contains(address) else { return nil }
    return address.bits - hosts.first.bits + 1
  }

  /// How many addresses can be given to hosts; nil where there are no hosts, in classes D and E.
  var hostCount: UInt64? {
    isUnicast ? UInt64(prefix.hosts.last.bits) - UInt64(prefix.hosts.first.bits) + 1 : nil
  }
}

extension IPv4Report: Encodable {
  private enum CodingKeys: String, CodingKey {
    case input, family, address, zone, prefix, network, cidr, netmask, wildcard, broadcast
    case firstHost, lastHost, addresses, hosts, hostBits, hostIndex, role
    case addressClass = "class"
    case special, specialWithin, neighbours, reverse, forms, warnings
  }

  private struct ClassFacts: Encodable {
    let name: AddressClass
    let defaultPrefix: Int?
    let borrowedBits: Int?
    let subnets: DecimalString?
    let index: DecimalString?
  }

  private struct Forms: Encodable {
    let int: DecimalString
    let hex: String
    let octal: String
    let binary: String
    let mapped: IPv6Address
  }

  func encode(to encoder: any Encoder) throws {
    var object = encoder.container(keyedBy: CodingKeys.self)
    try object.encode(input, forKey: .input)
    try object.encode(4, forKey: .family)
    try object.encode(address, forKey: .address)
    try object.encodeNil(forKey: .zone)
    try object.encode(prefix.length, forKey: .prefix)
    try object.encode(prefix.network, forKey: .network)
    try object.encode(prefix, forKey: .cidr)
    try object.encode(prefix.mask, forKey: .netmask)
    try object.encode(prefix.wildcard, forKey: .wildcard)
    try object.encode(isUnicast ? prefix.broadcast : nil, forKey: .broadcast)
    try object.encode(isUnicast ? prefix.hosts.first : nil, forKey: .firstHost)
    try object.encode(isUnicast ? prefix.hosts.last : nil, forKey: .lastHost)
    try object.encode(prefix.count, forKey: .addresses)
    try object.encode(hostCount.map { DecimalString($0) }, forKey: .hosts)
    try object.encode(prefix.hostBits, forKey: .hostBits)
    try object.encode(hostIndex.map { DecimalString($0) }, forKey: .hostIndex)
    try object.encode(role, forKey: .role)
    try object.encode(classFacts, forKey: .addressClass)
    try object.encode(special, forKey: .special)
    try object.encode(specialWithin.map(\.block), forKey: .specialWithin)
    try object.encode(prefix.neighbours, forKey: .neighbours)
    try object.encode(
      ReverseNames(address: .v4(address), prefix: .v4(prefix)), forKey: .reverse)
    try object.encode(forms, forKey: .forms)
    try object.encode(notes, forKey: .warnings)
  }

  private var classFacts: ClassFacts {
    ClassFacts(
      name: addressClass, defaultPrefix: addressClass.defaultLength,
      borrowedBits: borrowed?.bits, subnets: borrowed.map { DecimalString($0.subnets) },
      index: borrowed.map { DecimalString($0.index) })
  }

  private var forms: Forms {
    Forms(
      int: DecimalString(address.bits), hex: IPAddress.v4(address).hexadecimalText,
      octal: IPAddress.v4(address).octalText,
      binary: IPAddress.v4(address).binaryText,
      mapped: IPv6Address(bits: 0xffff_0000_0000 | UInt128(address.bits)))
  }
}

/// The reverse name of an address and the zones to delegate for its network.
struct ReverseNames: Encodable {
  let name: String
  let zones: [String]

  init(address: IPAddress, prefix: IPPrefix) {
    name = address.reverseName
    zones = prefix.reverseZones.map(\.name)
  }
}
