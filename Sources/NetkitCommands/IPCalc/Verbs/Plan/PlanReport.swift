import Addressing
import Presentation

/// A plan as it is reported.
struct PlanReport: Encodable {
  struct Subnet: Encodable {
    let name: String
    /// Asked for.
    let hosts: UInt64
    /// How many fit.
    let room: UInt64
    let cidr: IPv4Prefix
    let netmask: IPv4Address
    let firstHost: IPv4Address
    let lastHost: IPv4Address
    let broadcast: IPv4Address
  }

  let network: IPv4Prefix
  let order: PlanOrder
  let cloud: Cloud?
  let addresses: UInt64
  let allocated: UInt64
  let freeAddresses: UInt64
  let requestedHosts: UInt64
  /// Hosts asked for in each address, 0...1.
  let utilisation: Double
  let subnets: [Subnet]
  let free: [IPv4Prefix]

  init(_ plan: SubnetPlan, order: PlanOrder, cloud: Cloud?) {
    network = plan.network
    self.order = order
    self.cloud = cloud
    addresses = 1 << UInt64(plan.network.hostBits)
    allocated = plan.allocatedAddresses
    freeAddresses = addresses - allocated
    requestedHosts = plan.requestedHosts
    utilisation = plan.utilisation
    subnets = plan.allocations.map { allocation in
      Subnet(
        name: allocation.request.name, hosts: allocation.request.hosts, room: allocation.capacity,
        cidr: allocation.prefix, netmask: allocation.prefix.mask,
        firstHost: allocation.hosts.first, lastHost: allocation.hosts.last,
        broadcast: allocation.prefix.last)
    }
    free = plan.free
  }
}

/// The table of a plan, what is left, and how well the network is used.
struct PlanView {
  let report: PlanReport

  func write(to page: inout TextBuffer) {
    page.write("\(report.network)", .bold)
    page.line(
      " — \(NumberText.count(report.subnets.count, "subnet")) for "
        + "\(NumberText.count(report.requestedHosts, "host")), "
        + "\(NumberText.percent(report.allocated, of: report.addresses)) taken")
    page.line()
    writeSubnets(to: &page)
    page.line()
    writeFree(to: &page)
    var sheet = Sheet()
    sheet.note(
      "Taken",
      StyledText(
        "\(NumberText.count(report.allocated)) of "
          + "\(NumberText.count(report.addresses, "address", plural: "addresses"))"))
    sheet.note(
      "Used",
      StyledText(
        "\(NumberText.percent(report.requestedHosts, of: report.addresses)): "
          + "\(NumberText.count(report.requestedHosts, "host")) asked for"))
    if let cloud = report.cloud {
      let kept = cloud.reservation
      sheet.note(
        "Kept",
        StyledText(
          "by \(cloud.rawValue): the first \(kept.atStart) and the last "
            + (kept.atEnd == 1 ? "address of each" : "\(kept.atEnd) of each")))
    }
    sheet.write(to: &page)
  }

  private func writeSubnets(to page: inout TextBuffer) {
    let hasRoom = report.subnets.allSatisfy { $0.room < 1_000_000 }
    // Without its commas a row with a name of seven columns fits 80 whatever the numbers.
    let count: (UInt64) -> String = { hasRoom ? NumberText.count($0) : String($0) }
    var table = Table([
      .left("NAME"), .right("HOSTS"), .right("ROOM"), .left("SUBNET"), .left("HOST ADDRESSES"),
    ])
    for subnet in report.subnets {
      table.add(
        StyledText(subnet.name).truncated(to: hasRoom ? 12 : 7), StyledText(count(subnet.hosts)),
        StyledText(count(subnet.room)), StyledText("\(subnet.cidr)"),
        StyledText("\(subnet.firstHost)-\(subnet.lastHost)"))
    }
    table.write(to: &page)
  }

  private func writeFree(to page: inout TextBuffer) {
    guard !report.free.isEmpty else { return page.line("  Free   nothing") }
    for (place, block) in report.free.enumerated() {
      page.write(place == 0 ? "  Free   " : "         ")
      let start = page.bytes.count
      page.put(block)
      page.pad(from: start, to: 20)
      page.line(NumberText.power(block.hostBits, "address", plural: "addresses"))
    }
  }
}

/// Why there is no plan.
struct PlanRefusal: Encodable {
  let network: IPv4Prefix
  let order: PlanOrder
  let cloud: Cloud?
  let problem: String
  /// Addresses that the network lacks; nil when something else is wrong.
  let missing: UInt64?
}

extension PlanError {
  /// How many addresses the network lacks; nil when something else is wrong.
  var missing: UInt64? {
    if case .doesNotFit(_, _, let missing) = self { missing } else { nil }
  }
}
