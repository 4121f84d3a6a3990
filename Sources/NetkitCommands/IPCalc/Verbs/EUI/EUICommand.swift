import Addressing
import Arguments
import Presentation

/// `netkit ipcalc eui`: MAC addresses, what is made of them, and back.
struct EUICommand: RunnableCommand {
  var operands: [String] = []
  var prefix: String?
  var output = OutputOptions()
  var reading = ReadingOptions()

  static let name = "eui"
  static let summary = "Turn MAC addresses into EUI-64 and IPv6 addresses, and back"
  static var details: String {
    """
    A MAC address may be spelled 00:11:22:aa:bb:cc, 00-11-22-AA-BB-CC, 0011.22aa.bbcc, \
    001122-aabbcc or 001122aabbcc. Shown are its EUI-64, the interface identifier and the \
    addresses that SLAAC makes of it (RFC 4291 appendix A), its bits, and its maker where the \
    system has a list of them (`ieee-data`, or those of nmap or Wireshark).

    An EUI-64 or IPv6 address that was made of a MAC address gives that back, and a multicast \
    address of either family gives the group address that its frames carry. Any other address \
    has no MAC address in it: exit status 1. Eight pairs of digits with colons between are read \
    as an EUI-64, not as an IPv6 address.
    """
  }
  static var arguments: [Argument] {
    [
      operands("X", \.operands, "MAC, EUI-64 or IP address; `@file` or `-` for many"),
      option(
        nil, "prefix", "NETWORK", \.prefix, "Show the address that SLAAC makes in this /64, too"),
      shared(at: \.reading),
      heading("Output"),
      shared(at: \.output),
    ]
  }
  static var examples: [Example] {
    [
      Example("netkit ipcalc eui 00:11:22:aa:bb:cc", "EUI-64 and link-local address"),
      Example("netkit ipcalc eui 0011.22aa.bbcc --prefix 2001:db8::/64", "And the one in a /64"),
      Example("netkit ipcalc eui fe80::211:22ff:feaa:bbcc", "The MAC address inside"),
      Example("netkit ipcalc eui 00-11-22-ff-fe-aa-bb-cc", "And in an EUI-64"),
      Example("netkit ipcalc eui ff02::fb", "The group address of mDNS"),
    ]
  }
  static var sections: [ManualSection] {
    [
      ManualSection(
        "JSON KEYS", "One object for each operand.",
        entries: [
          .init("input", "The operand"),
          .init("mac", "The MAC address; null when there is none in the operand"),
          .init("eui64", "The EUI-64; null for a group address, as are the next four"),
          .init("interface_identifier", "The EUI-64 with the U/L bit inverted"),
          .init("link_local", "The link-local address that SLAAC makes"),
          .init("slaac", "The address in `--prefix`; null without it"),
          .init("solicited_node", "The group that neighbours ask for it in"),
          .init("is_local", "Whether the MAC address was given out locally (U/L)"),
          .init("is_group", "Whether it is a group address (I/G)"),
          .init("maker_number, maker", "The first 24 bits, and whose they are; null if not known"),
          .init("forms", "The spellings: colon, dash, dot, bare, halves"),
        ])
    ]
  }

  func run(in session: Session) -> ExitStatus {
    var network: IPv6Prefix?
    if let prefix {
      guard case .v6(let block)? = session.network(prefix, reading), block.length == 64 else {
        session.complain("invalid value '\(prefix)' for --prefix: expected an IPv6 /64")
        return .usage
      }
      network = block
    }
    var answers = Answers(session, output)
    var makers = MakerList()
    var status = ExitStatus.yes
    for word in operands {
      // Twelve decimal digits are refused elsewhere, as some read a number; here they are a MAC.
      if let mac = (try? MACAddress(word)) ?? MACAddress(eui64: word) {
        answer(word, mac, network, &makers, &answers)
        continue
      }
      let source = OperandSource(session: session, rules: reading.rules)
      let outcome = source.forEach([word]) { operand, _ in
        guard let mac = Self.mac(in: operand) else {
          session.complain("'\(operand.text)' has no MAC address in it")
          answers.give(NoMAC(input: operand.text)) { _ in }
          return .no
        }
        answer(operand.text, mac, network, &makers, &answers)
        return .yes
      }
      status = .worst(status, outcome)
    }
    return status
  }

  /// A negative answer.
  private struct NoMAC: Encodable {
    let input: String
    let mac: MACAddress? = nil

    private enum CodingKeys: CodingKey {
      case input, mac
    }
  }

  private static func mac(in operand: NetworkOperand) -> MACAddress? {
    if case .mac(let mac) = operand.value { return mac }
    guard let address = operand.address?.address else { return nil }
    if let group = MACAddress(group: address) { return group }
    guard case .v6(let address) = address, case .eui64(let mac)? = address.interfaceIdentifier
    else { return nil }
    return mac
  }

  private func answer(
    _ input: String, _ mac: MACAddress, _ network: IPv6Prefix?, _ makers: inout MakerList,
    _ answers: inout Answers
  ) {
    guard answers.areWanted else { return }
    let report = EUIReport(
      input: input, mac: mac, network: network,
      maker: mac.makerNumber.flatMap { makers.name(of: $0) })
    answers.give(report, isSheet: true) { report.write(to: &$0) }
  }
}
