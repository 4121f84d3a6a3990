import Addressing
import Presentation

/// The sheet that people read: the answer on the first line, then masks with their bits aligned,
/// then where the address belongs. Written byte by byte, since stdin may hold thousands.
struct IPv4Sheet {
  let report: IPv4Report
  /// Only the masks and the bits.
  let isBrief: Bool

  private var prefix: IPv4Prefix { report.prefix }

  func write(to page: inout TextBuffer) {
    writeHeadline(to: &page)
    page.line()
    writeMasks(to: &page)
    guard !isBrief else { return }
    page.line()
    writeClass(to: &page)
    writeScope(to: &page)
    writeNeighbours(to: &page)
    writeReverse(to: &page)
    writeForms(to: &page)
  }

  // MARK: The answer

  private func writeHeadline(to page: inout TextBuffer) {
    if page.isColored {
      page.write("\(report.address)/\(prefix.length)", .bold)
    } else {
      page.put(report.address)
      page.put("/")
      page.put(prefix.length)
    }
    page.put(" — ")
    writeRole(to: &page)
    page.put(", ")
    writeKind(to: &page)
    page.line()
    for note in report.notes { page.line("  note: \(note)") }
  }

  private func writeRole(to page: inout TextBuffer) {
    switch report.role {
    case .host:
      if prefix.length == 32 { return page.put("one address") }
      page.put("host ")
      page.putGrouped(UInt64(report.hostIndex ?? 0))
      page.put(" of ")
      page.putGrouped(report.hostCount ?? 0)
    case .network:
      page.put("network of ")
      page.putGrouped(report.hostCount ?? 0)
      page.put(" hosts")
    case .broadcast: page.put("broadcast address")
    case .group: page.put("multicast group")
    case .reserved: page.put("reserved address")
    case .subnetRouterAnycast: page.put("anycast address")
    }
  }

  /// In a word or two, what people call it.
  private func writeKind(to page: inout TextBuffer) {
    guard let special = report.special else {
      if !report.specialWithin.isEmpty { return page.put("partly of special purpose") }
      if report.isUnicast { return page.put("public") }
      page.put("class ")
      return page.write(report.addressClass.rawValue)
    }
    page.write(special.name == "Private-Use" ? "private" : special.name)
    guard let first = special.rfcs.first else { return }
    page.put(" (")
    page.putSpaced(first)
    page.put(")")
  }

  // MARK: Masks

  private func writeMasks(to page: inout TextBuffer) {
    writeRow("Address", to: &page, bits: report.address) { $0.put(report.address) }
    writeRow("Netmask", to: &page, bits: prefix.mask) { $0.put(prefix.mask) }
    writeRow("Wildcard", to: &page, bits: prefix.wildcard) { $0.put(prefix.wildcard) }
    writeRow("Network", to: &page, bits: prefix.network) { $0.put(prefix) }
    guard report.isUnicast else { return writeRange(to: &page) }
    writeHosts(to: &page)
    if let broadcast = prefix.broadcast {
      writeRow("Broadcast", to: &page, bits: broadcast) { $0.put(broadcast) }
    }
  }

  private func writeRow(
    _ label: StaticString, to page: inout TextBuffer, bits: IPv4Address,
    _ value: (inout TextBuffer) -> Void
  ) {
    page.label(label)
    let start = page.bytes.count
    value(&page)
    // An address and its length take 18 columns, three blanks part them from the bits.
    page.pad(from: start, to: 21)
    page.putBinary(
      bits, cutAt: prefix.length, classLength: report.addressClass.defaultLength)
    page.line()
  }

  private func writeHosts(to page: inout TextBuffer) {
    page.label("Hosts")
    let hosts = prefix.hosts
    page.put(hosts.first)
    if hosts.first != hosts.last {
      page.put(" – ")
      page.put(hosts.last)
    }
    // The widest range and count do not fit one line.
    if prefix.hostBits > 20 {
      page.line()
      page.label("")
    } else {
      page.put("   ")
    }
    page.putGrouped(report.hostCount ?? 0)
    page.put(" usable of ")
    page.putGrouped(UInt64(1) << UInt64(prefix.hostBits))
    if prefix.hostBits > 1 {
      page.put(" (2^")
      page.put(prefix.hostBits)
      page.put(" − 2)")
    }
    page.line()
  }

  private func writeRange(to page: inout TextBuffer) {
    page.label("Range")
    page.put(prefix.first)
    if prefix.length < 32 {
      page.put(" – ")
      page.put(prefix.last)
    }
    page.line()
    guard report.addressClass == .d, let block = IPv4MulticastBlock(report.address) else { return }
    page.label("Group")
    if let name = WellKnownGroup.name(of: .v4(report.address)) { page.write("\(name), ") }
    page.line(block.name)
    if let mac = MACAddress(group: .v4(report.address)) {
      page.label("MAC")
      page.line("\(mac)")
    }
  }

  // MARK: Where it belongs

  private func writeClass(to page: inout TextBuffer) {
    page.label("Class")
    page.write(report.addressClass.rawValue)
    guard let length = report.addressClass.defaultLength else {
      page.put(", ")
      return page.line(report.addressClass.use)
    }
    page.put(", by default /")
    page.put(length)
    guard let borrowed = report.borrowed else {
      page.put("; ")
      page.put(length - prefix.length)
      return page.line(length - prefix.length == 1 ? " bit given back" : " bits given back")
    }
    // One address alone is no subnet of anything.
    if prefix.length == 32 { return page.line() }
    if borrowed.bits == 0 { return page.line("; no bits borrowed") }
    page.put("; ")
    page.put(borrowed.bits)
    page.line(borrowed.bits == 1 ? " bit borrowed:" : " bits borrowed:")
    page.label("")
    page.putGrouped(UInt64(borrowed.subnets))
    page.put(" subnets × ")
    page.putGrouped(UInt64(borrowed.hostsPerSubnet))
    page.write(borrowed.hostsPerSubnet == 1 ? " host; this is " : " hosts; this is ")
    page.putGrouped(UInt64(borrowed.index) + 1)
    page.put(" of ")
    page.putGrouped(UInt64(borrowed.subnets))
    page.line()
  }

  private func writeScope(to page: inout TextBuffer) {
    page.label("Scope")
    guard let special = report.special else {
      let within = report.specialWithin
      guard within.isEmpty else { return within.writeParts(to: &page) }
      return page.line(report.isUnicast ? "Global unicast" : report.addressClass.use)
    }
    special.writeScope(to: &page)
  }

  private func writeNeighbours(to page: inout TextBuffer) {
    guard prefix.length > 0 else { return }
    page.label("Neighbours")
    if let previous = prefix.previous { page.put(previous) } else { page.put("none") }
    page.put(" ← → ")
    if let next = prefix.next { page.put(next) } else { page.put("none") }
    page.line()
    if let parent = prefix.parent, let sibling = prefix.sibling {
      page.label("Parent")
      page.put(parent)
      page.put(", the other half ")
      page.put(sibling)
      page.line()
    }
  }

  private func writeReverse(to page: inout TextBuffer) {
    page.label("Reverse")
    IPAddress.v4(report.address).appendReverseName(to: &page.bytes)
    page.line()
    guard prefix.length < 32 else { return }
    let block = IPPrefix.v4(prefix)
    let count = block.reverseZoneCount
    page.label("")
    if count == 1 {
      page.put("zone ")
      block.appendReverseZone(at: 0, to: &page.bytes)
      return page.line(prefix.length > 24 ? " (RFC 2317)" : "")
    }
    page.put(count)
    page.put(" zones, ")
    block.appendReverseZone(at: 0, to: &page.bytes)
    page.line()
    page.label("")
    page.put("to ")
    block.appendReverseZone(at: count - 1, to: &page.bytes)
    page.line()
  }

  private func writeForms(to page: inout TextBuffer) {
    page.label("Forms")
    page.put(report.address.bits)
    page.put(" · 0x")
    page.putDigits(report.address.bits, radix: 16, count: 8)
    page.put(" · 0")
    page.putDigits(report.address.bits, radix: 8, count: 11)
    page.put(" · ::ffff:")
    page.put(report.address)
    page.line()
  }
}
