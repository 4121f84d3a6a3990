import Addressing
import Presentation

/// The special block that holds an operand, and those inside it.
struct SpecialReport: Encodable {
  struct Part: Encodable {
    let name: String
    let block: IPPrefix
  }

  let input: String?
  /// Nil for ordinary addresses.
  let row: SpecialPurpose?
  let within: [Part]?

  /// A row of the table.
  init(_ row: SpecialPurpose) {
    input = nil
    self.row = row
    within = nil
  }

  /// What is to be said of a range: it is special when one block holds the whole.
  init(_ input: String, _ range: IPRange) {
    self.input = input
    row = SpecialPurpose.lookup(range.coveringPrefix)
    within = range.prefixes.flatMap { SpecialPurpose.within($0) }
      .map { Part(name: $0.name, block: $0.block) }
  }

  private enum CodingKeys: String, CodingKey {
    case input, name, block, rfc, allocated, terminated, source, destination, forwardable, global
    case reservedByProtocol, within
  }

  func encode(to encoder: any Encoder) throws {
    var object = encoder.container(keyedBy: CodingKeys.self)
    try object.encode(input, forKey: .input)
    try object.encode(row?.name, forKey: .name)
    try object.encode(row?.block, forKey: .block)
    try object.encode(row?.rfcs, forKey: .rfc)
    try object.encode(row?.allocated, forKey: .allocated)
    try object.encode(row?.terminated, forKey: .terminated)
    try object.encode(row?.flags.source, forKey: .source)
    try object.encode(row?.flags.destination, forKey: .destination)
    try object.encode(row?.flags.forwardable, forKey: .forwardable)
    try object.encode(row?.flags.global, forKey: .global)
    try object.encode(row?.flags.reservedByProtocol, forKey: .reservedByProtocol)
    try object.encode(within, forKey: .within)
  }

  func write(to page: inout TextBuffer) {
    page.write(input ?? "", .bold)
    guard let row else {
      page.line(" — ordinary: in no special-purpose block")
      return writeParts(to: &page)
    }
    page.line(" — \(row.name)")
    page.line()
    var sheet = Sheet()
    sheet.note(
      "Block", StyledText("\(row.block)"), StyledText(row.rfcs.map(spaced).joined(separator: ", ")))
    if let allocated = row.allocated {
      let end = row.terminated.map { ", ended \($0)" } ?? ""
      sheet.note("Allocated", StyledText(allocated + end))
    }
    let flags = row.flags
    sheet.note("Source", StyledText(Self.word(flags.source)))
    sheet.note("Destination", StyledText(Self.word(flags.destination)))
    sheet.note("Forwardable", StyledText(Self.word(flags.forwardable)))
    sheet.note("Global", StyledText(Self.word(flags.global)))
    sheet.note("Reserved", StyledText(Self.word(flags.reservedByProtocol)))
    sheet.write(to: &page)
    writeParts(to: &page)
  }

  private func writeParts(to page: inout TextBuffer) {
    guard let within, !within.isEmpty else { return }
    page.line()
    page.line("  Inside it:")
    var table = Table([.left(""), .left("")])
    table.indent = 2
    for part in within { table.add(StyledText("\(part.block)"), StyledText(part.name)) }
    table.write(to: &page)
  }

  private static func word(_ flag: Bool?) -> String {
    flag.map { $0 ? "yes" : "no" } ?? "it depends"
  }
}

/// The registries as a table on 80 columns.
struct SpecialTable {
  func write(to page: inout TextBuffer) {
    var table = Table([.left("BLOCK"), .left("FLAGS"), .left("RFC"), .left("NAME")])
    table.gap = 1
    for row in SpecialPurpose.all {
      table.add(
        StyledText("\(row.block)"), StyledText(Self.letters(row.flags)),
        StyledText(row.rfcs.first.map { String($0.drop { !$0.isNumber }) } ?? ""),
        StyledText(row.name))
    }
    table.write(to: &page)
    page.line()
    page.line("S source, D destination, F forwardable, G global, R reserved; ? it depends.")
    page.line("IANA special-purpose address registries of \(SpecialPurpose.registryDate).")
  }

  private static func letters(_ flags: SpecialPurposeFlags) -> String {
    let all: [(Bool?, String)] = [
      (flags.source, "S"), (flags.destination, "D"), (flags.forwardable, "F"), (flags.global, "G"),
      (flags.reservedByProtocol, "R"),
    ]
    return all.map { flag, letter in flag.map { $0 ? letter : "-" } ?? "?" }.joined()
  }
}
