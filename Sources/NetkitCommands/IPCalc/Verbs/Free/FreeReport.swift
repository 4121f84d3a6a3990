import Addressing
import Presentation

/// What is free in a network.
struct FreeReport: Encodable {
  let network: IPPrefix
  let addresses: AddressCount
  let freeAddresses: AddressCount
  /// The length and the number of subnets that were asked for.
  let prefix: Int?
  let wanted: Int?
  /// Nil when only the free blocks were asked for.
  let found: [IPPrefix]?
  /// The fewest networks that hold all that is free.
  let free: [IPPrefix]

  init(of network: IPPrefix, without taken: [IPRange], length: Int?, count: Int) {
    switch network {
    case .v4(let block):
      let ranges = taken.compactMap { if case .v4(let range) = $0 { range } else { nil } }
      let space = FreeSpace(of: block, without: ranges)
      self.init(space, of: network, length, count) { .v4($0) }
    case .v6(let block):
      let ranges = taken.compactMap { if case .v6(let range) = $0 { range } else { nil } }
      let space = FreeSpace(of: block, without: ranges)
      self.init(space, of: network, length, count) { .v6($0) }
    }
  }

  private init<Address>(
    _ space: FreeSpace<Address>, of network: IPPrefix, _ length: Int?, _ count: Int,
    _ either: (Prefix<Address>) -> IPPrefix
  ) {
    self.network = network
    addresses = network.count
    freeAddresses = space.count
    prefix = length
    wanted = length.map { _ in count }
    found = length.map { space.next(count, length: $0).map(either) }
    free = space.prefixes.map(either)
  }

  func write(to page: inout TextBuffer) {
    if let found {
      for prefix in found {
        page.put(prefix)
        page.line()
      }
      return
    }
    page.write("\(network)", .bold)
    guard !free.isEmpty else { return page.line(" — nothing free") }
    page.line(
      " — \(freeText) of \(Self.text(addresses)) addresses free in "
        + NumberText.count(free.count, "block"))
    page.line()
    let widest = free.map { $0.description.utf8.count }.max() ?? 0
    for prefix in free {
      page.write("  ")
      let start = page.bytes.count
      page.put(prefix)
      page.pad(from: start, to: widest + 3)
      page.line(NumberText.power(prefix.hostBits, "address", plural: "addresses"))
    }
  }

  /// In IPv6 a share says more than 36 digits.
  private var freeText: String {
    if let count = freeAddresses.exact, count > UInt128(UInt64.max), count & (count - 1) != 0 {
      let parts = freeAddresses.approximate / addresses.approximate * 1_000_000
      return NumberText.percent(Int(parts), of: 1_000_000)
    }
    return Self.text(freeAddresses)
  }

  private static func text(_ count: AddressCount) -> String {
    count.exact.map { NumberText.size($0) } ?? NumberText.powerOfTwo(128)
  }
}
