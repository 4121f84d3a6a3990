import Addressing
import Presentation

/// What is to be said of a range that is not one network: its size and the networks that make it.
struct RangeReport: Encodable {
  /// As it was typed.
  let input: String
  let family: Int
  let first: IPAddress
  let last: IPAddress
  let addresses: AddressCount
  /// The fewest networks that hold exactly these addresses.
  let cidrs: [IPPrefix]
  /// The smallest network that holds them all.
  let cover: IPPrefix
  let warnings: [OperandNote]

  init(input: String, range: IPRange, notes: [OperandNote]) {
    self.input = input
    family = range.family
    first = range.first
    last = range.last
    addresses = range.count
    cidrs = range.prefixes
    cover = range.coveringPrefix
    warnings = notes
  }

  func write(to page: inout TextBuffer) {
    page.write("\(first) – \(last)", .bold)
    page.line(" — \(addresses.grouped) addresses")
    for note in warnings { page.line("  note: \(note)") }
    page.line()
    for (index, prefix) in cidrs.enumerated() {
      page.label(index == 0 ? "Networks" : "")
      page.line("\(prefix)")
    }
    page.label("Cover")
    page.line("\(cover)")
  }
}

extension AddressCount {
  /// In groups of three up to 2^64, beyond that as a plain number.
  var grouped: String {
    guard let exact else { return description }
    return NumberText.count(exact)
  }
}
