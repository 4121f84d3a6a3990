import Addressing
import Presentation

/// The sheet of an IPv6 address: its groups cut at the prefix, then what the bits carry, then where
/// the address belongs.
struct IPv6Sheet {
  let report: IPv6Report
  /// Only the address, the network and the range.
  let isBrief: Bool

  private var address: IPv6Address { report.address }
  private var prefix: IPv6Prefix { report.prefix }

  func write(to page: inout TextBuffer) {
    writeHeadline(to: &page)
    page.line()
    writeMasks(to: &page)
    guard !isBrief else { return }
    page.line()
    writeScope(to: &page)
    writeIdentifier(to: &page)
    writeEmbedded(to: &page)
    writeMulticast(to: &page)
    writeSolicitedNode(to: &page)
    writeNeighbours(to: &page)
    writeReverse(to: &page)
  }

  // MARK: The answer

  private func writeHeadline(to page: inout TextBuffer) {
    let name = "\(address)\(report.zone.map { "%\($0)" } ?? "")/\(prefix.length)"
    let answer = "\(role), \(kind)"
    page.write(name, .bold)
    page.put(" —")
    // The longest addresses leave no room beside them on a screen of 80 columns.
    let isLong = DisplayWidth.columns(of: name) + 3 + DisplayWidth.columns(of: answer) > 80
    if isLong { page.line() }
    page.line(isLong ? "  \(answer)" : " \(answer)")
    for note in report.notes { page.line("  note: \(note)") }
  }

  private var role: String {
    switch report.role {
    case .host: prefix.length == 128 ? "one address" : "an address of \(size)"
    case .subnetRouterAnycast: "network of \(size) addresses"
    case .group: "multicast group"
    case .network, .broadcast, .reserved: "an address of \(size)"
    }
  }

  private var kind: String {
    guard let special = report.special else {
      if !report.specialWithin.isEmpty { return "partly of special purpose" }
      return address.scope == .global ? "global unicast" : scopeName
    }
    guard let first = special.rfcs.first else { return special.name }
    return "\(special.name) (\(spaced(first)))"
  }

  private var scopeName: String {
    address.scope.rawValue.replacing("_", with: "-")
  }

  /// 2^64, or in digits up to 65,536.
  private var size: String {
    prefix.hostBits > 16
      ? NumberText.powerOfTwo(prefix.hostBits) : NumberText.count(UInt64(1) << prefix.hostBits)
  }

  // MARK: Masks

  private func writeMasks(to page: inout TextBuffer) {
    page.label("Address")
    page.put(address)
    if let zone = report.zone { page.write("%\(zone)") }
    page.line()
    writeGroups("Full", address, to: &page)
    writeGroups("Netmask", prefix.mask, to: &page)
    page.label("Network")
    page.put(prefix)
    page.line()
    page.label("Range")
    page.put(prefix.first)
    if prefix.first != prefix.last {
      page.line()
      page.label("")
      page.put("– ")
      page.put(prefix.last)
    }
    page.line()
    page.label("Size")
    page.write("\(size) \(prefix.hostBits == 0 ? "address" : "addresses")")
    if let subnets = prefix.subnets?.exact, prefix.length < 64 {
      page.write(", \(NumberText.size(subnets)) networks of /64")
    }
    page.line()
  }

  /// All groups with all digits, and a blank where the host part begins. A prefix that ends inside
  /// a digit is cut after it; the netmask shows which of its bits are fixed.
  private func writeGroups(_ label: StaticString, _ value: IPv6Address, to page: inout TextBuffer) {
    page.label(label)
    let digits = (prefix.length + 3) / 4
    // Each group has a colon behind it, so a cut after four digits stands after the colon.
    let cut = digits + digits / 4 - (digits == 32 ? 1 : 0)
    let text = value.fullText
    page.write(String(text.prefix(cut)), .blue)
    if digits < 32 {
      page.put(" ")
      page.write(String(text.dropFirst(cut)), .green)
    }
    page.line()
  }

  // MARK: What the bits carry

  private func writeScope(to page: inout TextBuffer) {
    page.label("Scope")
    guard let special = report.special else {
      let within = report.specialWithin
      guard within.isEmpty else { return within.writeParts(to: &page) }
      return page.line(address.scope == .global ? "global unicast, 2000::/3" : scopeName)
    }
    special.writeScope(to: &page)
  }

  private func writeIdentifier(to page: inout TextBuffer) {
    guard let identifier = report.identifier else { return }
    page.label("Identifier")
    switch identifier {
    case .eui64(let mac): page.line("EUI-64, made of the MAC address \(mac)")
    case .isatap(let address): page.line("ISATAP, of \(address) (RFC 5214)")
    case .subnetRouterAnycast: page.line("zero: the routers of the subnet")
    case .reservedAnycast(let number): page.line("reserved for anycast, \(number) (RFC 2526)")
    case .lowByte(let number): page.line("low byte, \(number): typed or counted")
    case .embeddedIPv4(let address): page.line("looks like the IPv4 address \(address)")
    case .random: page.line("random: temporary or stable opaque")
    }
  }

  private func writeEmbedded(to page: inout TextBuffer) {
    guard let embedded = address.embeddedIPv4 else { return }
    page.label("IPv4 inside")
    switch embedded {
    case .mapped(let address): page.line("\(address), mapped")
    case .compatible(let address): page.line("\(address), compatible (deprecated)")
    case .sixToFour(let address, let subnet):
      page.line("\(address), 6to4, subnet \(String(subnet, radix: 16))")
    case .nat64(let address, let prefix): page.line("\(address), NAT64 by \(prefix)")
    case .teredo(let teredo):
      page.line("\(teredo.client) port \(teredo.port), a Teredo client")
      page.label("")
      let flags = String(teredo.flags, radix: 16)
      let cone = teredo.isCone ? "cone NAT" : "not cone"
      page.line("server \(teredo.server), flags 0x\(flags): \(cone)")
    }
  }

  private func writeMulticast(to page: inout TextBuffer) {
    guard let group = report.multicast else { return }
    page.label("Group")
    let scope = group.scopeName ?? "unassigned scope \(group.scopeNumber)"
    let permanence = group.isWellKnown ? "given out by IANA" : "transient"
    page.line([report.groupName, scope, permanence].compactMap(\.self).joined(separator: ", "))
    page.label("")
    let letters = group.flagLetters
    page.write(letters.isEmpty ? "no flags set" : "flags \(letters)")
    if group.isSourceSpecific { page.put(", source-specific") }
    if let prefix = group.prefix { page.write(", of \(prefix)") }
    if let point = group.rendezvousPoint { page.write(", rendezvous point \(point)") }
    page.line()
    if let mac = MACAddress(group: .v6(address)) {
      page.label("MAC")
      page.line("\(mac)")
    }
  }

  private func writeSolicitedNode(to page: inout TextBuffer) {
    guard let group = report.solicitedGroup else { return }
    page.label("Solicited")
    page.write("\(group)")
    if let mac = MACAddress(group: .v6(group)) { page.write("   \(mac)") }
    page.line()
  }

  // MARK: Where it belongs

  private func writeNeighbours(to page: inout TextBuffer) {
    guard prefix.length > 0 else { return }
    page.label("Neighbours")
    page.write(prefix.previous.map { "\($0)" } ?? "none")
    page.put(" ← →")
    // Two long networks do not fit one line.
    let next = prefix.next.map { "\($0)" } ?? "none"
    let used = DisplayWidth.columns(of: prefix.previous.map { "\($0)" } ?? "none")
    if TextBuffer.labelColumns + used + 5 + next.utf8.count > 80 {
      page.line()
      page.label("")
      page.line(next)
    } else {
      page.line(" \(next)")
    }
    if let parent = prefix.parent {
      page.label("Parent")
      page.line("\(parent)")
    }
  }

  private func writeReverse(to page: inout TextBuffer) {
    // 72 columns beside the label would not fit.
    page.line("  Reverse")
    page.line("    \(IPAddress.v6(address).reverseName)")
    let zones = IPPrefix.v6(prefix).reverseZones
    guard prefix.length < 128, let first = zones.first, let last = zones.last else { return }
    page.line(zones.count == 1 ? "  zone" : "  \(zones.count) zones, from and to")
    page.line("    \(first.name)")
    if zones.count > 1 { page.line("    \(last.name)") }
  }
}
