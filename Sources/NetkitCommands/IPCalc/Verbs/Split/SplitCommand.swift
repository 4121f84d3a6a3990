import Addressing
import Arguments
import Presentation

/// `netkit ipcalc split`: a network in equal parts.
struct SplitCommand: RunnableCommand {
  var network = ""
  var length: PrefixLength?
  var count: Int?
  var borrowed: Int?
  var window = SplitWindow()
  var isBrief = false
  var output = OutputOptions()
  var reading = ReadingOptions()

  static let name = "split"
  static let summary = "Cut a network into equal parts"
  static var details: String {
    """
    The parts are told by their length (`/26`), by how many are needed (`--count`), or by how many \
    bits of the host part number them (`--borrow`). k bits make 2^k subnets and leave 2^(h - k) - 2 \
    hosts in each; a /31 has 2 hosts (RFC 3021) and a /32 is one. A count that is no power of two \
    is rounded up, and what is then spare is said.

    The parts are made one at a time: a /0 in /32s begins at once and takes no memory. With \
    `--first`, `--last` or both only the ends are shown.
    """
  }
  static var arguments: [Argument] {
    [
      operand("NETWORK", \.network, "The network, as address/length or any other form"),
      operand("/LENGTH", \.length, "The length of the parts, with its slash: /26"),
      option(
        "n", "count", "N", \.count, "Cut at least this many parts", in: 1...Int.max,
        group: "parts"),
      option(
        nil, "borrow", "BITS", \.borrowed, "Number the parts with this many bits of the host part",
        in: 0...128, group: "parts"),
      option(
        nil, "first", "N", \.window.first, "Show the first so many parts only", in: 0...Int.max),
      option(
        nil, "last", "N", \.window.last, "Show the last so many parts only", in: 0...Int.max),
      option(
        nil, "limit", "N", \.window.limit, "Show at most so many parts, and say what is left out",
        in: 0...Int.max),
      flag("b", "brief", \.isBrief, "Print the parts alone, one a line"),
      shared(at: \.reading),
      heading("Output"),
      shared(at: \.output),
    ]
  }
  static var examples: [Example] {
    [
      Example("netkit ipcalc split 192.168.0.0/24 --borrow 2", "Four subnets of a class C network"),
      Example("netkit ipcalc split 10.0.0.0/8 /16 --first 3", "The first three of 256"),
      Example("netkit ipcalc split 192.168.0.0/24 -n 6 --brief", "Eight, one a line"),
      Example("netkit ipcalc split 2001:db8::/48 /64 --last 1 --json", "The last /64 of a site"),
    ]
  }
  static var sections: [ManualSection] {
    [
      ManualSection(
        "JSON KEYS", "One object for each part.",
        entries: [
          .init("parent", "The network that was cut"),
          .init("index", "The number of the part, from 0, as a decimal string"),
          .init("subnets", "How many parts there are in all, as a decimal string"),
          .init("spare", "How many of them were not asked for; null without `--count`"),
          .init("borrowed_bits", "How many bits number the parts"),
          .init("cidr, network, prefix", "The part, its first address and its length"),
          .init("netmask", "The mask of the part; null in IPv6"),
          .init("first_host, last_host", "The usable addresses"),
          .init("broadcast", "Null in IPv6 and in a /31 or /32"),
          .init("last", "The last address of the part"),
          .init("addresses, hosts", "How many, as decimal strings"),
        ])
    ]
  }

  mutating func validate() throws(UsageError) {
    let ways = [length != nil, count != nil, borrowed != nil].filter { $0 }.count
    guard ways == 1 else {
      throw UsageError(
        ways == 0
          ? "missing the size of the parts"
          : "only one of /LENGTH, --count and --borrow can be given",
        hint: "for example: netkit ipcalc split 192.168.0.0/24 /26")
    }
  }

  func run(in session: Session) -> ExitStatus {
    guard let network = session.network(network, reading) else { return .usage }
    guard let length = partLength(of: network, session) else { return .usage }
    var answers = Answers(session, output)
    switch network {
    case .v4(let prefix): show(prefix, length, &answers, session)
    case .v6(let prefix): show(prefix, length, &answers, session)
    }
    return .yes
  }

  /// The length of the parts; nil, with a complaint, when the network cannot be cut so.
  private func partLength(of network: IPPrefix, _ session: Session) -> Int? {
    if let length { return session.canCut(network, at: length.bits) ? length.bits : nil }
    let bits = borrowed ?? (count.map { Int.bitWidth - ($0 - 1).leadingZeroBitCount } ?? 0)
    guard bits <= network.hostBits else {
      session.complain(
        "\(network) has \(NumberText.count(network.hostBits, "host bit")), not the \(bits) "
          + (borrowed == nil ? "that \(NumberText.count(count ?? 0)) parts take" : "to borrow"))
      return nil
    }
    return network.length + bits
  }

  private func show<Address>(
    _ network: Prefix<Address>, _ length: Int, _ answers: inout Answers, _ session: Session
  ) {
    guard let subnets = network.subnets(length: length) else { return }
    let view = SplitView(subnets, asked: count, isBrief: isBrief)
    let runs = window.runs(upTo: view.lastIndex)
    if !isBrief { answers.explain { view.writeHead(to: &$0) } }
    for (place, run) in runs.enumerated() {
      if place > 0, !isBrief { answers.explain { $0.line("…") } }
      var index = run.lowerBound
      while answers.areWanted {
        answers.give(view.report(at: index)) { view.write(at: index, to: &$0) }
        if index == run.upperBound { break }
        index += 1
      }
    }
    if let left = window.leftOut(of: view.lastIndex), answers.areWanted {
      session.complain(
        "the limit left out \(left.grouped) \(left == AddressCount(1) ? "part" : "parts")")
    }
  }
}
