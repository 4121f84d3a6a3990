import Addressing
import Arguments
import Presentation

/// `netkit ipcalc masks`: what each prefix length of IPv4 means.
struct MasksCommand: RunnableCommand {
  var output = OutputOptions()

  static let name = "masks"
  static let summary = "List the masks from /0 to /32"
  static var details: String {
    """
    For each length its mask, the wildcard that access lists use, how many addresses and usable \
    hosts it has, and how many networks of a class that is.
    """
  }
  static var arguments: [Argument] { [shared(at: \.output)] }
  static var examples: [Example] {
    [
      Example("netkit ipcalc masks", "The table"),
      Example("netkit ipcalc masks --json", "A line for each length"),
    ]
  }
  static var sections: [ManualSection] {
    [
      ManualSection(
        "JSON KEYS", "One object for each length.",
        entries: [
          .init("prefix", "The length, 0 to 32"),
          .init("netmask, wildcard", "As dotted quads"),
          .init("hex", "The netmask as a hexadecimal number"),
          .init("addresses, hosts", "How many, as decimal strings"),
          .init(
            "class, networks",
            "The largest class whose networks it holds, and how many; or "
              + "C and a fraction"),
        ])
    ]
  }

  func run(in session: Session) -> ExitStatus {
    var answers = Answers(session, output)
    answers.explain { page in
      page.write("LENGTH  NETMASK          WILDCARD             ADDRESSES          HOSTS", .bold)
      page.write("  CLASSES", .bold)
      page.line()
    }
    for length in 0...IPv4Address.width where answers.areWanted {
      let report = MaskReport(length)
      answers.give(report) { report.write(to: &$0) }
    }
    return .yes
  }
}

/// One length.
struct MaskReport: Encodable {
  let prefix: Int
  let netmask: IPv4Address
  let wildcard: IPv4Address
  let hex: String
  let addresses: AddressCount
  let hosts: AddressCount
  let addressClass: AddressClass
  /// `256`, or `1/4` of a class C network.
  let networks: String

  private enum CodingKeys: String, CodingKey {
    case prefix, netmask, wildcard, hex, addresses, hosts
    case addressClass = "class"
    case networks
  }

  init(_ length: Int) {
    let block = IPv4Prefix(containing: .lowest, length: length)
    prefix = length
    netmask = block.mask
    wildcard = block.wildcard
    hex = IPAddress.v4(block.mask).hexadecimalText
    addresses = block.count
    hosts = block.hosts.count
    let (name, size): (AddressClass, Int) =
      length <= 8 ? (.a, 8) : length <= 16 ? (.b, 16) : (.c, 24)
    addressClass = name
    networks = length <= size ? "\(1 << (size - length))" : "1/\(1 << (length - size))"
  }

  func write(to page: inout TextBuffer) {
    page.line(
      padded("/\(prefix)", to: 8) + padded("\(netmask)", to: 17) + padded("\(wildcard)", to: 15)
        + Self.right(addresses, 15) + Self.right(hosts, 15) + "  \(networks) "
        + addressClass.rawValue)
  }

  private static func right(_ count: AddressCount, _ width: Int) -> String {
    let text = NumberText.count(count.exact ?? 0)
    return String(repeating: " ", count: width - text.utf8.count) + text
  }
}
