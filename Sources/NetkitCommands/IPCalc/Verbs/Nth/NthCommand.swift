import Addressing
import Arguments
import Presentation

/// `netkit ipcalc nth`: the address or subnet at an index.
struct NthCommand: RunnableCommand {
  var network = ""
  var index = 0
  var length: PrefixLength?
  var output = OutputOptions()
  var reading = ReadingOptions()

  static let name = "nth"
  static let summary = "Pick the address or subnet at an index, from either end"
  static var details: String {
    """
    Index 0 is the first address of the network, and -1 is the last: what Terraform calls \
    cidrhost. With a length, the subnet of that length at the index: cidrsubnet.

    The exit status is 1 when the network has nothing at that index.
    """
  }
  static var arguments: [Argument] {
    [
      operand("NETWORK", \.network, "The network, as address/length or any other form"),
      operand("INDEX", \.index, "From 0, or from -1 backwards"),
      operand("/LENGTH", \.length, "The length of the subnets to count, with its slash: /26"),
      shared(at: \.reading),
      heading("Output"),
      shared(at: \.output),
    ]
  }
  static var examples: [Example] {
    [
      Example("netkit ipcalc nth 192.168.0.0/24 10", "The address 192.168.0.10"),
      Example("netkit ipcalc nth 192.168.0.0/24 -2", "The last usable address"),
      Example("netkit ipcalc nth 10.0.0.0/8 5 /16", "The subnet 10.5.0.0/16"),
    ]
  }
  static var sections: [ManualSection] {
    [
      ManualSection(
        "JSON KEYS", "One object.",
        entries: [
          .init("network", "The network"),
          .init("index", "The index, as a decimal string"),
          .init("count", "How many addresses or subnets there are, as a decimal string"),
          .init("address", "The address at the index; null with a length"),
          .init("subnet", "The subnet at the index; null without a length"),
        ])
    ]
  }

  private struct Report: Encodable {
    let network: IPPrefix
    let index: DecimalString
    let count: AddressCount
    let address: IPAddress?
    let subnet: IPPrefix?
  }

  func run(in session: Session) -> ExitStatus {
    guard let network = session.network(network, reading) else { return .usage }
    if let length, !session.canCut(network, at: length.bits) { return .usage }
    let bits = (length?.bits ?? network.network.width) - network.length
    let report = Report(
      network: network, index: DecimalString(index), count: AddressCount(powerOfTwo: bits),
      address: length == nil ? network.address(index) : nil,
      subnet: length.flatMap { network.subnet(index, length: $0.bits) })
    var answers = Answers(session, output)
    let text = report.address?.description ?? report.subnet?.description
    answers.give(report) { page in
      if let text { page.line(text) }
    }
    if text == nil {
      let noun = length.map { "/\($0.bits)" } ?? "address"
      let count = NumberText.power(bits, noun, plural: length == nil ? "addresses" : nil)
      session.complain("\(network) has \(count), and none at index \(index)")
      return .no
    }
    return .yes
  }
}
