import Addressing
import Presentation

/// The facts of a class and, for an operand, how its prefix divides the class's network.
struct ClassReport: Encodable {
  let input: String?
  let addressClass: AddressClass
  let use: String
  let leadingBits: String
  let block: IPv4Prefix
  let firstOctet: UInt8
  let lastOctet: UInt8
  let networkBits: Int?
  let hostBits: Int
  let networks: UInt32?
  let usableNetworks: UInt32?
  let hostsPerNetwork: UInt32?
  let defaultPrefix: Int?
  let defaultMask: IPv4Address?
  /// What follows is nil without an operand, and in classes D and E.
  let network: IPv4Prefix?
  let borrowedBits: Int?
  let subnets: UInt32?
  let subnetHosts: UInt32?
  /// From 0.
  let subnetIndex: UInt32?

  private enum CodingKeys: String, CodingKey {
    case input
    case addressClass = "class"
    case use, leadingBits, block, firstOctet, lastOctet, networkBits, hostBits, networks
    case usableNetworks, hostsPerNetwork, defaultPrefix, defaultMask, network, borrowedBits
    case subnets, subnetHosts, subnetIndex
  }

  init(
    _ addressClass: AddressClass, input: String? = nil, range: AddressRange<IPv4Address>? = nil
  ) {
    self.input = input
    self.addressClass = addressClass
    use = addressClass.use
    leadingBits = addressClass.leadingBits
    block = addressClass.block
    firstOctet = addressClass.firstOctets.lowerBound
    lastOctet = addressClass.firstOctets.upperBound
    networkBits = addressClass.networkBits
    hostBits = addressClass.hostBits
    networks = addressClass.networks
    usableNetworks = addressClass.usableNetworks
    hostsPerNetwork = addressClass.hostsPerNetwork
    defaultPrefix = addressClass.defaultLength
    defaultMask = addressClass.defaultMask
    network = range.flatMap { range in
      addressClass.defaultLength.map { IPv4Prefix(containing: range.first, length: $0) }
    }
    // A bare address has no prefix, and so has borrowed nothing.
    let borrowed = range.flatMap { range in
      range.first == range.last ? nil : range.exactPrefix.flatMap { BorrowedBits($0) }
    }
    borrowedBits = borrowed?.bits
    subnets = borrowed?.subnets
    subnetHosts = borrowed?.hostsPerSubnet
    subnetIndex = borrowed?.index
  }

  /// `2^21 = 2,097,152`; nil where the class has no networks.
  var networksText: String? {
    guard let networkBits, let networks else { return nil }
    return "\(NumberText.powerOfTwo(networkBits)) = \(NumberText.count(networks))"
  }

  /// `2^8 − 2 = 254`
  var hostsText: String? {
    hostsPerNetwork.map {
      "\(NumberText.powerOfTwo(hostBits, minus: 2)) = \(NumberText.count($0))"
    }
  }

  func write(to page: inout TextBuffer) {
    page.write("\(input ?? addressClass.rawValue)", .bold)
    page.line(" — class \(addressClass.rawValue), \(use)")
    page.line()
    var sheet = Sheet()
    sheet.note(
      "Leading bits", "\(leadingBits)".styled(.plain), "first octet \(firstOctet) to \(lastOctet)")
    sheet.note("Range", "\(block.range)".styled(.plain), "\(block)")
    if let networksText, let hostsText, let defaultMask, let defaultPrefix {
      sheet.note(
        "Networks", StyledText(networksText),
        StyledText(addressClass == .a ? "126 usable: 0 and 127 are reserved" : "all usable"))
      sheet.note("Hosts", StyledText(hostsText), "in each network")
      sheet.note("Mask", "\(defaultMask)".styled(.plain), "/\(defaultPrefix)")
    } else {
      let noun = addressClass == .d ? "groups" : "addresses, reserved"
      sheet.note(
        "Holds", "\(NumberText.powerOfTwo(28)) = \(NumberText.count(1 << 28)) \(noun)")
      sheet.note("Mask", "none")
    }
    if let network { sheet.note("Network", "\(network)") }
    if let text = borrowedText { sheet.note("Borrowed", StyledText(text)) }
    sheet.write(to: &page)
  }

  private var borrowedText: String? {
    guard let borrowedBits, let subnets, let subnetHosts, let subnetIndex else { return nil }
    if borrowedBits == 0 { return "nothing" }
    return "\(NumberText.count(borrowedBits, "bit")): \(NumberText.count(subnets)) subnets × "
      + "\(NumberText.count(subnetHosts, "host")); this is "
      + "\(NumberText.count(subnetIndex + 1)) of \(NumberText.count(subnets))"
  }
}
