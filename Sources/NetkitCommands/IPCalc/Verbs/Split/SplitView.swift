import Addressing
import Presentation

/// The parts of a network as text and as reports, one at a time.
struct SplitView<Address: InternetAddress> {
  private let subnets: Subnets<Address>
  /// How many parts were asked for; nil when their size was.
  private let asked: Int?
  private let isBrief: Bool
  /// The number of the last part.
  let lastIndex: UInt128

  // The texts of the last part are the widest: in each octet that varies it has the highest value.
  private let hostBits: Int
  /// The first address of an IPv4 network.
  private let base: UInt32
  private let indexWidth: Int
  private let cidrWidth: Int
  private let hostsWidth: Int

  init(_ subnets: Subnets<Address>, asked: Int?, isBrief: Bool) {
    self.subnets = subnets
    self.asked = asked
    self.isBrief = isBrief
    let bits = subnets.borrowedBits
    lastIndex = bits == 0 ? 0 : .max >> UInt128(128 - bits)
    hostBits = subnets.last.hostBits
    base = UInt32(truncatingIfNeeded: subnets.parent.network.bits)
    indexWidth = String(lastIndex).utf8.count
    cidrWidth = subnets.last.description.utf8.count
    hostsWidth = max(5, subnets.last.hosts.range.description.utf8.count)
  }

  private var parent: Prefix<Address> { subnets.parent }
  private var isIPv4: Bool { Address.width == IPv4Address.width }
  /// The borrowed bits of each part are shown where they leave room for the rest on 80 columns.
  private var showsBits: Bool { isIPv4 && (1...5).contains(subnets.borrowedBits) }

  private func part(at index: UInt128) -> Prefix<Address> {
    let offset =
      Address.Bits(truncatingIfNeeded: index) << Address.Bits(truncatingIfNeeded: hostBits)
    return Prefix(
      containing: Address(bits: parent.network.bits | offset), length: subnets.length)
  }

  // MARK: Text

  /// The answer in a line, the mask with its bits, and the headings of the parts.
  func writeHead(to page: inout TextBuffer) {
    page.write("\(parent)", .bold)
    page.write(" — \(NumberText.power(subnets.borrowedBits, "subnet")) of ")
    page.line("\(NumberText.power(hostBits, "address", plural: "addresses"))")
    page.line()
    writeFacts(to: &page)
    page.line()
    page.write(padded("#", to: indexWidth), .bold)
    if showsBits { page.write("  " + padded("BITS", to: bitsWidth), .bold) }
    page.write("  ")
    guard isIPv4 else {
      page.write("SUBNET", .bold)
      return page.line()
    }
    page.write(padded("SUBNET", to: cidrWidth) + "  ", .bold)
    page.write(hostBits > 1 ? padded("HOSTS", to: hostsWidth) + "  BROADCAST" : "HOSTS", .bold)
    page.line()
  }

  private var bitsWidth: Int { max(4, subnets.borrowedBits) }

  private func writeFacts(to page: inout TextBuffer) {
    var sheet = Sheet()
    let borrowed = subnets.borrowedBits
    sheet.note(
      "Borrowed",
      StyledText(
        "\(NumberText.count(borrowed, "bit")): "
          + (borrowed > 32 ? "" : "\(NumberText.powerOfTwo(borrowed)) = ")
          + NumberText.power(borrowed, "subnet")))
    if isIPv4 {
      sheet.note(
        "Hosts",
        StyledText(
          hostBits > 1
            ? "\(NumberText.powerOfTwo(hostBits, minus: 2)) = "
              + "\(NumberText.count((UInt64(1) << UInt64(hostBits)) - 2)) in each"
            : NumberText.power(hostBits) + " in each"))
    } else if subnets.length < 64 {
      sheet.note("Holds", StyledText("\(NumberText.power(64 - subnets.length)) /64s in each"))
    }
    if let asked, subnets.spare(of: asked) > .zero {
      sheet.note(
        "Spare",
        StyledText("\(subnets.spare(of: asked)): \(NumberText.count(asked)) were asked for"))
    }
    sheet.write(to: &page)
    guard case .v4(let mask) = subnets.last.mask.wrapped else { return }
    page.write("  ")
    page.write("Netmask   ", .dim)
    let start = page.bytes.count
    page.put(mask)
    page.pad(from: start, to: 18)
    page.putBinary(mask, cutAt: subnets.length, classLength: parent.length)
    page.line("   /\(subnets.length)")
    // The octet in which the network part ends: 11000000₂ = 192 in a /26.
    let octet = max(0, subnets.length - 1) / 8
    let digits = String(mask[octet: octet], radix: 2)
    let bits = String(repeating: "0", count: 8 - digits.count) + digits
    page.write("  ")
    page.write("Octet \(octet + 1)   ", .dim)
    page.line("\(bits)₂ = \(mask[octet: octet])")
  }

  /// One row: the part, and in IPv4 its hosts and its broadcast address.
  func write(at index: UInt128, to page: inout TextBuffer) {
    if !isBrief { writeNumber(index, to: &page) }
    if isIPv4 {
      writeIPv4(UInt32(truncatingIfNeeded: index), to: &page)
    } else {
      page.put(part(at: index))
    }
    page.line()
  }

  private func writeNumber(_ index: UInt128, to page: inout TextBuffer) {
    var start = page.bytes.count
    // Division by 128 bits would cost as much as the rest of the row.
    if let index = UInt64(exactly: index) { page.put(index) } else { page.put(index) }
    page.pad(from: start, to: indexWidth + 2)
    guard showsBits else { return }
    start = page.bytes.count
    for place in (0..<subnets.borrowedBits).reversed() {
      page.bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: index >> place & 1))
    }
    page.pad(from: start, to: bitsWidth + 2)
  }

  /// In plain numbers, as a /8 has four million rows of /30s: 0.65 s, against 2.4 s by way of
  /// `Prefix`, whose generic code is not specialised here.
  private func writeIPv4(_ index: UInt32, to page: inout TextBuffer) {
    let network = base | index << UInt32(hostBits)
    let last = network | (hostBits == 0 ? 0 : .max >> UInt32(32 - hostBits))
    var start = page.bytes.count
    page.put(IPv4Address(bits: network))
    page.bytes.append(UInt8(ascii: "/"))
    page.put(UInt32(subnets.length))
    guard !isBrief else { return }
    // A /31 and a /32 are hosts only (RFC 3021).
    let hasBroadcast = hostBits > 1
    page.pad(from: start, to: cidrWidth + 2)
    start = page.bytes.count
    page.put(IPv4Address(bits: hasBroadcast ? network + 1 : network))
    page.bytes.append(UInt8(ascii: "-"))
    page.put(IPv4Address(bits: hasBroadcast ? last - 1 : last))
    guard hasBroadcast else { return }
    page.pad(from: start, to: hostsWidth + 2)
    page.put(IPv4Address(bits: last))
  }

  // MARK: JSON

  func report(at index: UInt128) -> SplitReport<Address> {
    SplitReport(part(at: index), of: subnets, at: index, asked: asked)
  }
}

/// One part of a split.
struct SplitReport<Address: InternetAddress>: Encodable {
  let parent: Prefix<Address>
  /// From 0.
  let index: UInt128
  let subnets: AddressCount
  /// Parts that nobody asked for; nil when their size was asked for.
  let spare: AddressCount?
  let borrowedBits: Int
  let cidr: Prefix<Address>
  let network: Address
  let prefix: Int
  let netmask: Address?
  let firstHost: Address
  let lastHost: Address
  let broadcast: Address?
  let last: Address
  let addresses: AddressCount
  let hosts: AddressCount

  init(_ part: Prefix<Address>, of all: Subnets<Address>, at index: UInt128, asked: Int?) {
    parent = all.parent
    self.index = index
    subnets = all.count
    spare = asked.map { all.spare(of: $0) }
    borrowedBits = all.borrowedBits
    cidr = part
    network = part.network
    prefix = part.length
    netmask = Address.width == IPv4Address.width ? part.mask : nil
    firstHost = part.hosts.first
    lastHost = part.hosts.last
    broadcast = part.broadcast
    last = part.last
    addresses = part.count
    hosts = part.hosts.count
  }
}
