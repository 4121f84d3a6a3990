import Addressing
package import Arguments

/// `netkit ipcalc`: what an address or network means.
package struct IPCalcCommand: RunnableCommand {
  package var operands: [String] = []
  package var output = OutputOptions()

  package init() {}

  package static let name = "ipcalc"
  package static let summary = "Calculate addresses, masks and subnets, IPv4 and IPv6"
  package static var details: String {
    """
    Without a verb, each operand is explained.
    """
  }
  package static var verbs: [any Command.Type] { [] }
  package static var arguments: [Argument] {
    [
      operands("NETWORK", \.operands, "Address, network, range, MAC, name under arpa"),
      shared(at: \.output),
    ]
  }

  static var credits: String { "" }

  package func run(in session: Session) -> ExitStatus {
    .yes
  }
}
