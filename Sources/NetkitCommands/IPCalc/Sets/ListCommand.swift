import Addressing
import Arguments
import Platform

/// `netkit ipcalc list`: every address, one a line.
struct ListCommand: RunnableCommand {
  var operands: [String] = []
  var onlyHosts = false
  var step: UInt128 = 1
  var isReversed = false
  var isShuffled = false
  var seed: UInt64?
  var limit: UInt64?
  var format: LineFormat?
  var options = SetOptions()

  static let name = "list"
  static let summary = "List every address of networks and ranges"
  static var details: String {
    """
    The operands are listed one after the other, each from its first address on, as they are \
    written: an address in two of them is listed twice. Nothing is held in memory, not even for \
    `--shuffle`. More than 2^32 addresses are refused unless `--limit` says how many are wanted.
    """
  }
  static var examples: [Example] {
    [
      Example("netkit ipcalc list --hosts 192.168.0.0/29", "Six addresses"),
      Example("netkit ipcalc list --shuffle --seed 1 --limit 3 10.0.0.0/8", "Three of them"),
      Example("netkit ipcalc list --step 256 10.0.0.0/16", "One of every /24"),
    ]
  }
  static var arguments: [Argument] {
    [
      operands(
        "SET", \.operands, "Network, range, @FILE or - for standard input", details: SetWords.set),
      flag(nil, "hosts", \.onlyHosts, "Leave out network and broadcast addresses"),
      option(nil, "step", "N", \.step, "List every Nth address", in: 1...UInt128.max),
      flag(nil, "reverse", \.isReversed, "Begin at the end", group: "order"),
      flag(nil, "shuffle", \.isShuffled, "List in a random order", group: "order"),
      option(nil, "seed", "N", \.seed, "Repeat the order that this number gives"),
      option(nil, "limit", "N", \.limit, "Stop after this many addresses"),
      option(
        nil, "format", "TEXT", \.format, "Print this text for each address",
        details: """
          In it {address}, {index} (from 0), {int} and {hex} stand for what they say, {{ for a \
          brace, \\t for a tab and \\n for a new line; the line ends by itself.
          """),
      shared(at: \.options),
    ]
  }
  static var sections: [ManualSection] {
    [
      ManualSection(
        "JSON KEYS", "One object for each address.",
        entries: [
          .init("index", "Its place in the list, from 0, as a decimal string"),
          .init("address", "The address"),
        ])
    ]
  }

  /// Longer lists are refused without a limit: all of IPv4 is still let through.
  private static let longest: UInt128 = 1 << 32

  func run(in session: Session) -> ExitStatus {
    var reader = SetReader(options.input, in: session, keepsOrder: true)
    for operand in operands { reader.read(operand) }
    guard reader.canGoOn else { return reader.status }
    var ranges: [IPRange] = []
    reader.takeEntries { range in
      if options.includes(range) { ranges.append(onlyHosts ? range.hosts : range) }
    }
    reader.warn()
    let list = AddressList(ranges, step: step, order: order)
    if limit == nil, (list.count ?? .max) > Self.longest {
      session.complain(
        "this list has \(list.count.map { "\($0)" } ?? "more than 2^128 - 1") addresses",
        hint: "--limit N says how many are wanted")
      return .usage
    }
    if isReversed || isShuffled, !list.isWhole {
      session.complain("more than 2^128 addresses can be listed in their own order alone")
      return .usage
    }
    if options.output.isQuiet { return reader.status }
    let isPlain = format == nil && !options.output.isJSON
    if isPlain, step == 1, !isReversed, !isShuffled {
      writePlain(ranges, in: session)
    } else {
      write(list, in: session)
    }
    return reader.status
  }

  private var order: AddressList.Order {
    if isReversed { return .descending }
    guard isShuffled else { return .ascending }
    var randomness = Randomness()
    return .shuffled(seed: seed ?? randomness.next())
  }

  /// Bytes of text made at a time.
  private static let piece = 65536

  private func writePlain(_ ranges: [IPRange], in session: Session) {
    let lines = RangeLines()
    var left = UInt128(limit ?? .max)
    for range in ranges where left > 0 {
      let count = range.count.exact.map { min($0, left) } ?? left
      guard case .v4(let range) = range else {
        write(AddressList([range]), limit: count, in: session)
        left -= count
        continue
      }
      var next: IPv4Address? = range.first
      let last = IPv4Address(bits: range.first.bits + UInt32(count - 1))
      while next != nil, session.output.error == nil {
        let room = unsafe session.output.reserve(Self.piece)
        session.output.commit(unsafe lines.fill(room, from: &next, to: last))
      }
      left -= count
    }
  }

  private func write(_ list: AddressList, in session: Session) {
    write(list, limit: min(list.count ?? .max, UInt128(limit ?? .max)), in: session)
  }

  private func write(_ list: AddressList, limit: UInt128, in session: Session) {
    var text: [UInt8] = []
    var place: UInt128 = 0
    while place < limit, session.output.error == nil {
      let address = list.address(at: place)
      if options.output.isJSON {
        session.show(json: ListedAddress(index: "\(place)", address: address))
      } else if let format {
        format.append(address, place, to: &text)
      } else {
        address.append(to: &text)
        text.append(UInt8(ascii: "\n"))
      }
      if text.count > Self.piece {
        session.output.append(text)
        text.removeAll(keepingCapacity: true)
      }
      place += 1
    }
    session.output.append(text)
  }
}

struct ListedAddress: Encodable {
  let index: String
  let address: IPAddress
}
