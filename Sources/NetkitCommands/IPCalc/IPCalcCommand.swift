import Addressing
import Arguments
import Presentation

/// `netkit ipcalc`: what an address or network means.
struct IPCalcCommand: RunnableCommand {
  var operands: [String] = []
  var isBrief = false
  var isClassful = false
  var refusesHostBits = false
  var reading = ReadingOptions()
  var output = OutputOptions()

  static let name = "ipcalc"
  static let summary = "Calculate addresses, masks and subnets, IPv4 and IPv6"
  static let details = """
    Without a verb, each operand is explained: masks with their bits aligned, class and borrowed \
    bits, the purpose that IANA gave the block, neighbours, reverse names and number forms; for \
    IPv6 also what the interface identifier and the prefix give away.

    An operand is an address, `address/length`, `address/netmask`, `address/wildcard`, a range \
    `first-last`, a count `first+N`, a MAC address, or a name under in-addr.arpa or ip6.arpa. \
    `@FILE` reads operands from a file and `-` from standard input, one or many to a line, with \
    `#` and `;` comments; a bad one is reported with its line and column and the others go on. \
    Names are never looked up.

    Addresses are read strictly: octets with leading zeros, missing octets and other digits than \
    ASCII are refused, since programs disagree on what they mean. A bare IPv4 address is a /32.
    """
  static let examples = [
    Example("netkit ipcalc 192.168.0.10/26", "What this address and mask mean"),
    Example("netkit ipcalc 10.0.0.0/255.255.240.0", "The mask as a quad"),
    Example("netkit ipcalc 2001:db8::1/64 --json", "IPv6, for a program"),
    Example("netkit ipcalc 10.0.0.5-10.0.0.20", "Which networks make this range"),
  ]
  static var verbs: [any Command.Type] {
    IPCalcVerbs.planning + SetCommands.all
  }
  static var arguments: [Argument] {
    [
      operands("NETWORK", \.operands, "Address, network, range, MAC, arpa name, @FILE or -"),
      flag("b", "brief", \.isBrief, "Print the masks and the range only"),
      flag(
        nil, "classful", \.isClassful, "Give a bare IPv4 address the mask of its class"
      ).rare,
      flag(nil, "strict", \.refusesHostBits, "Refuse a network with host bits set").rare,
      shared(at: \.reading),
      heading("Output"),
      shared(at: \.output),
    ]
  }
  static var sections: [ManualSection] { [IPCalcKeys.section, IPCalcKeys.standards] }

  /// What `--version` says of the data inside.
  static var credits: String {
    "IANA special-purpose address registries of \(SpecialPurpose.registryDate)"
  }

  func run(in session: Session) -> ExitStatus {
    var page = session.page(output)
    var isFirst = true
    let rules = refusesHostBits ? reading.rules.union(.refuseHostBits) : reading.rules
    let status = OperandSource(session: session, rules: rules).forEach(operands) { operand, text in
      if output.isQuiet { return .yes }
      if output.isJSON {
        let input = String(repairing: text)
        session.show(
          json: InfoReport(operand, input: input, isClassful: isClassful), absent: .null)
        return .yes
      }
      if !isFirst { page.line() }
      isFirst = false
      InfoReport(operand, input: "", isClassful: isClassful).write(to: &page, isBrief: isBrief)
      if page.bytes.count > 32768 { session.show(&page) }
      return .yes
    }
    session.show(&page)
    return status
  }
}

extension String {
  /// The bytes as text, invalid UTF-8 repaired.
  init(repairing bytes: Span<UInt8>) {
    var copy: [UInt8] = []
    copy.reserveCapacity(bytes.count)
    for index in bytes.indices { copy.append(bytes[index]) }
    self.init(decoding: copy, as: UTF8.self)
  }
}
