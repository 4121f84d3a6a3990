import Addressing
import Arguments
import Presentation

/// `netkit ipcalc rand`: addresses of a network, or networks, by chance.
struct RandCommand: RunnableCommand {
  var network: String?
  var length: PrefixLength?
  var count = 1
  var isUnique = false
  var seed: UInt64?
  var output = OutputOptions()
  var reading = ReadingOptions()

  static let name = "rand"
  static let summary = "Pick random hosts of a network, or random private networks"
  static var details: String {
    """
    With a network, one of its usable addresses, each as likely as another. With `--net` a network \
    of that length instead: inside the one given, or else from the private ones of RFC 1918 (/8 to \
    /32), or of a unique local prefix (/48 to /64, RFC 4193).

    With a seed the answers repeat.
    """
  }
  static var arguments: [Argument] {
    [
      operand("NETWORK", \.network, "The network to pick from"),
      option(nil, "net", "/LENGTH", \.length, "Pick networks of this length, not hosts"),
      option("n", "count", "N", \.count, "Pick so many", in: 1...Int.max),
      flag(nil, "unique", \.isUnique, "Pick nothing twice"),
      option(nil, "seed", "N", \.seed, "Repeat the answers that this number gives"),
      shared(at: \.reading),
      heading("Output"),
      shared(at: \.output),
    ]
  }
  static var examples: [Example] {
    [
      Example("netkit ipcalc rand 192.168.0.0/24 -n 3 --unique", "Three different hosts"),
      Example("netkit ipcalc rand --net /24", "A private network, for a lab"),
      Example("netkit ipcalc rand 10.0.0.0/8 --net /16 --seed 7", "The same /16 each time"),
    ]
  }
  static var sections: [ManualSection] {
    [
      ManualSection(
        "JSON KEYS", "One object for each pick.",
        entries: [
          .init("from", "The network picked from; null for the private ones"),
          .init("address", "The address; null with `--net`"),
          .init("network", "The network; null without `--net`"),
          .init("seed", "The seed, as a decimal string; null for the system's randomness"),
        ])
    ]
  }

  mutating func validate() throws(UsageError) {
    if network == nil, length == nil {
      throw UsageError("missing NETWORK", hint: "or --net /24, for a private network")
    }
    guard network == nil, let bits = length?.bits else { return }
    guard (8...32).contains(bits) || (48...64).contains(bits) else {
      throw UsageError(
        "no private network is a /\(bits)", hint: "they go from /8 to /32, in IPv6 from /48 to /64")
    }
  }

  private struct Report: Encodable {
    let from: IPPrefix?
    let address: IPAddress?
    let network: IPPrefix?
    let seed: DecimalString?
  }

  func run(in session: Session) -> ExitStatus {
    var parent: IPPrefix?
    if let network {
      guard let block = session.network(network, reading) else { return .usage }
      if let length, !session.canCut(block, at: length.bits) { return .usage }
      parent = block
    }
    if isUnique, let supply = supply(of: parent), supply < AddressCount(count) {
      session.complain("there are only \(supply) to pick from, not \(count)")
      return .no
    }
    var source = RandomSource(seed: seed)
    var answers = Answers(session, output)
    var seen: Set<IPPrefix> = []
    var made = 0
    while made < count, answers.areWanted {
      let pick = pick(from: parent, &source)
      if isUnique, !seen.insert(pick).inserted { continue }
      let report = Report(
        from: parent, address: length == nil ? pick.network : nil,
        network: length == nil ? nil : pick, seed: seed.map { DecimalString($0) })
      answers.give(report) { page in
        if length == nil { page.put(pick.network) } else { page.put(pick) }
        page.line()
      }
      made += 1
    }
    return .yes
  }

  /// A host counts as a network of one.
  private func pick(from parent: IPPrefix?, _ source: inout RandomSource) -> IPPrefix {
    switch parent {
    case nil:
      // `validate` has seen to it that there is a length, and that one of the two families has it.
      let bits = length?.bits ?? 32
      if let prefix = IPv4Prefix.randomPrivate(length: bits, using: &source) { return .v4(prefix) }
      let site = IPv6Prefix.uniqueLocal(using: &source)
      return .v6(site.randomSubnet(length: bits, using: &source) ?? site)
    case .v4(let block)?:
      let bits = length?.bits ?? 32
      if length != nil, let subnet = block.randomSubnet(length: bits, using: &source) {
        return .v4(subnet)
      }
      return .v4(IPv4Prefix(block.randomHost(using: &source)))
    case .v6(let block)?:
      let bits = length?.bits ?? 128
      if length != nil, let subnet = block.randomSubnet(length: bits, using: &source) {
        return .v6(subnet)
      }
      return .v6(IPv6Prefix(block.randomHost(using: &source)))
    }
  }

  /// How many different picks there are; nil where they never run out.
  private func supply(of parent: IPPrefix?) -> AddressCount? {
    guard let parent else {
      guard let bits = length?.bits, bits <= 32 else { return nil }
      let blocks = IPv4Prefix.privateBlocks.filter { $0.length <= bits }
      return blocks.reduce(.zero) { $0 + AddressCount(powerOfTwo: bits - $1.length) }
    }
    guard let length else { return parent.hosts.count }
    return AddressCount(powerOfTwo: length.bits - parent.length)
  }
}
