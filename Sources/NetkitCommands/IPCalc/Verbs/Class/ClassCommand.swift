import Addressing
import Arguments

/// `netkit ipcalc class`: the classes A to E, or the class of an address.
struct ClassCommand: RunnableCommand {
  var operands: [String] = []
  var output = OutputOptions()
  var reading = ReadingOptions()

  static let name = "class"
  static let summary = "Show the classes A to E, or the class of an address"
  static var details: String {
    """
    Without an operand, the table of all classes. An operand is an address or a network, or the \
    letter of a class. Classes went out of use with CIDR (RFC 4632), but they are still taught, and \
    still what old software takes for a mask when none is given.

    Class A has 2^7 networks, not 2^8: the first bit of its first octet is fixed. Each holds 2^24 \
    addresses, not 2^32, which is all of IPv4: the first octet numbers the network and only 24 bits \
    are left for hosts. Of the 128 networks 126 are usable, since 0 is "this network" and 127 is \
    loopback. In every network the first address names the network and the last is the broadcast \
    address, hence the "- 2".

    Older texts also take two networks off classes B and C and two subnets off each division \
    ("2^k - 2"). RFC 1878 ended that: all of them are usable.
    """
  }
  static var arguments: [Argument] {
    [
      operands(
        "X", \.operands, "Address, network or letter; `@file` or `-` for many", required: false),
      shared(at: \.reading),
      heading("Output"),
      shared(at: \.output),
    ]
  }
  static var examples: [Example] {
    [
      Example("netkit ipcalc class", "The table"),
      Example("netkit ipcalc class 192.168.0.10/26", "Class C with 2 bits borrowed"),
      Example("netkit ipcalc class B --json", "The numbers of class B"),
    ]
  }
  static var sections: [ManualSection] {
    [
      ManualSection(
        "JSON KEYS", "One object for each class, or for each operand.",
        entries: [
          .init("input", "The operand; null in the table"),
          .init("class", "A, B, C, D or E"),
          .init("use", "unicast, multicast or reserved"),
          .init("leading_bits", "The bits that every address of the class begins with"),
          .init("block", "Every address of the class"),
          .init("first_octet, last_octet", "The values that the first octet takes"),
          .init("network_bits, host_bits", "Bits that number networks and hosts"),
          .init("networks, usable_networks", "How many there are; null in D and E"),
          .init("hosts_per_network", "Usable hosts in each; null in D and E"),
          .init("default_prefix, default_mask", "The mask that the class implies"),
          .init("network", "The network of the operand by its class"),
          .init("borrowed_bits", "Bits that the operand's prefix takes from the host part"),
          .init("subnets, subnet_hosts", "How many subnets those make, and the hosts in each"),
          .init("subnet_index", "Which of them the operand is in, from 0"),
        ])
    ]
  }

  func run(in session: Session) -> ExitStatus {
    var answers = Answers(session, output)
    guard !operands.isEmpty else {
      answers.explain { ClassTable().write(to: &$0) }
      if !answers.areText {
        for addressClass in AddressClass.allCases {
          answers.give(ClassReport(addressClass)) { _ in }
        }
      }
      return .yes
    }
    var status = ExitStatus.yes
    for word in operands {
      if let addressClass = AddressClass(rawValue: word.uppercased()) {
        let report = ClassReport(addressClass, input: word)
        answers.give(report, isSheet: true) { report.write(to: &$0) }
        continue
      }
      let outcome = OperandSource(session: session, rules: reading.rules).forEach([word]) {
        operand, text in
        answer(operand, to: &answers, in: session)
      }
      status = .worst(status, outcome)
    }
    return status
  }

  private func answer(
    _ operand: NetworkOperand, to answers: inout Answers, in session: Session
  ) -> ExitStatus {
    guard case .v4(let range)? = operand.range else {
      session.complain(
        operand.range == nil
          ? "a MAC address has no class" : "'\(operand.text)' is IPv6, which has no classes")
      return .usage
    }
    let first = AddressClass(of: range.first)
    guard first == AddressClass(of: range.last) else {
      session.complain(
        "'\(operand.text)' reaches from class \(first.rawValue) to "
          + "\(AddressClass(of: range.last).rawValue)")
      return .usage
    }
    let report = ClassReport(first, input: operand.text, range: range)
    answers.give(report, isSheet: true) { report.write(to: &$0) }
    return .yes
  }
}
