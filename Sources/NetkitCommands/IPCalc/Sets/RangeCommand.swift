import Addressing
import Arguments
import Platform
import Presentation

/// `netkit ipcalc range`: any form of a network as prefixes or as a range.
struct RangeCommand: RunnableCommand {
  var operands: [String] = []
  var options = SetOptions()

  static let name = "range"
  static let summary = "Turn ranges into networks, or networks into ranges"
  static var details: String {
    """
    Each entry is answered by itself and in its order: by the fewest networks that hold exactly \
    its addresses, or with `--as` by its first and last address. A range that ends before it \
    begins is an error. To put entries together, use merge.
    """
  }
  static var examples: [Example] {
    [
      Example("netkit ipcalc range 10.0.0.5-10.0.0.20", "Five networks"),
      Example("netkit ipcalc range --as range 10.0.0.0/22", "First and last address"),
    ]
  }
  static var arguments: [Argument] {
    [
      operands(
        "SET", \.operands, "Network, range, @FILE or - for standard input", details: SetWords.set),
      shared(at: \.options),
    ]
  }
  static var sections: [ManualSection] {
    [
      ManualSection(
        "JSON KEYS", "One object for each entry.",
        entries: [
          .init("first, last", "Its ends"),
          .init("addresses", "How many addresses, as a decimal string"),
          .init("networks", "The fewest networks that hold exactly these addresses"),
        ])
    ]
  }

  func run(in session: Session) -> ExitStatus {
    var reader = SetReader(options.input, in: session, keepsOrder: true)
    var lines: [UInt8] = []
    for operand in operands {
      reader.read(operand)
      guard reader.canGoOn else { break }
      reader.takeEntries { range in
        guard options.includes(range), !options.output.isQuiet else { return }
        if options.output.isJSON {
          session.show(json: EntryReport(range))
          return
        }
        append(range, to: &lines)
        if lines.count > 32768 {
          session.output.append(lines)
          lines.removeAll(keepingCapacity: true)
        }
      }
      session.output.append(lines)
      lines.removeAll(keepingCapacity: true)
    }
    reader.warn()
    return reader.status
  }

  private func append(_ range: IPRange, to lines: inout [UInt8]) {
    let newline = UInt8(ascii: "\n")
    switch options.form {
    case .ranges:
      if range.first == range.last {
        range.first.append(to: &lines)
      } else {
        range.append(to: &lines)
      }
      lines.append(newline)
    case .prefixes:
      for prefix in range.prefixes {
        prefix.append(to: &lines)
        lines.append(newline)
      }
    }
  }
}

struct EntryReport: Encodable {
  let first: IPAddress
  let last: IPAddress
  let addresses: AddressCount
  let networks: [IPPrefix]

  init(_ range: IPRange) {
    first = range.first
    last = range.last
    addresses = range.count
    networks = range.prefixes
  }
}
