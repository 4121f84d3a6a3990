import Addressing
import Arguments
import Presentation

/// `netkit ipcalc ula`: a unique local prefix of one's own.
struct ULACommand: RunnableCommand {
  var subnet: UInt16?
  var count = 1
  var seed: UInt64?
  var output = OutputOptions()

  static let name = "ula"
  static let summary = "Make a unique local IPv6 prefix (RFC 4193)"
  static var details: String {
    """
    The prefix is fd and 40 random bits, a /48 with 65,536 subnets. Make one for a site and keep \
    it; two sites that are joined one day will then not collide. With a seed the answer repeats: \
    good for examples and tests, and no good for a network.
    """
  }
  static var arguments: [Argument] {
    [
      option(nil, "subnet", "N", \.subnet, "Show the /64 of this number in it, 0 to 65535"),
      option("n", "count", "N", \.count, "Make so many", in: 1...Int.max),
      option(nil, "seed", "N", \.seed, "Repeat the answer that this number gives"),
      shared(at: \.output),
    ]
  }
  static var examples: [Example] {
    [
      Example("netkit ipcalc ula", "A /48 for a site"),
      Example("netkit ipcalc ula --subnet 1", "Its /64 number 1"),
      Example("netkit ipcalc ula --seed 7 --json", "One that repeats"),
    ]
  }
  static var sections: [ManualSection] {
    [
      ManualSection(
        "JSON KEYS", "One object for each prefix.",
        entries: [
          .init("prefix", "The /48"),
          .init("global_id", "Its 40 random bits, in hexadecimal"),
          .init("subnet", "The /64 that was asked for; else null"),
          .init("seed", "The seed, as a decimal string; null for the system's randomness"),
        ])
    ]
  }

  private struct Report: Encodable {
    let prefix: IPv6Prefix
    let globalID: String
    let subnet: IPv6Prefix?
    let seed: DecimalString?
  }

  func run(in session: Session) -> ExitStatus {
    var source = RandomSource(seed: seed)
    var answers = Answers(session, output)
    var made = 0
    while made < count, answers.areWanted {
      let prefix = IPv6Prefix.uniqueLocal(using: &source)
      let digits = String(prefix.network.high >> 16 & 0xff_ffff_ffff, radix: 16)
      let report = Report(
        prefix: prefix, globalID: String(repeating: "0", count: 10 - digits.count) + digits,
        subnet: subnet.flatMap { prefix.subnet(Int($0), length: 64) },
        seed: seed.map { DecimalString($0) })
      answers.give(report) { page in
        page.put(report.subnet ?? prefix)
        page.line()
      }
      made += 1
    }
    return .yes
  }
}
