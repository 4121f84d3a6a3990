import Addressing
import Arguments
import Diagnostics
import Platform
import Sockets

/// `netkit nat`: private or public, how many NATs, of which kind, and what that means.
struct NATCommand: RunnableCommand {
  var servers: [NATServer] = []
  var usesServers = false
  var family: AddressFamily?
  var asksGateway = true
  var asksHops = false
  var asksTCP = false
  var asksFragments = false
  var lifetime: Duration?
  var interface: String?
  var source: IPAddress?
  var isExplained = false
  var output = OutputOptions()

  static let name = "nat"
  static let summary = "Find NATs and firewalls, and say what they mean for you"

  static var details: String {
    """
    Without `--stun` no packet goes to the Internet: the host's own addresses and routes are read, \
    and the default gateway is asked for its outside address by NAT-PMP, PCP and UPnP, in one burst \
    that changes nothing and ends within 300 ms.

    With `--stun` the servers named as operands are asked too (RFC 8489, RFC 5780): which address \
    they see, whether the mapping depends on the destination, whom the filter lets in, and whether \
    the NAT lets packets turn back. Each server has one vote. For both a second address of the \
    server is needed; `netkit serve stun` is such a server.

    A question that losses leave open is reported as open. Silence counts as an answer only where \
    chance explains it less than once in 10,000 times. A server is asked in nine transactions, and \
    the second address that it names gets eight packets at the most.
    """
  }

  static var arguments: [Argument] {
    [
      operands(
        "HOST[:PORT]", \.servers, "STUN servers, port 3478 unless named", required: false,
        completion: .host),
      heading("Who is asked"),
      flag(
        nil, "stun", \.usesServers, "Ask STUN servers: the operands, else the configured",
        details: """
          Without operands the servers of `NETKIT_STUN_SERVERS` are asked, and named before \
          anything is sent. No server is built in.
          """),
      flag(
        nil, "gateway", \.asksGateway, "Ask the default gateway for its outside address",
        negatable: true),
      flag(
        nil, "hops", \.asksHops, "Look at the first hops, with small hop limits",
        details: """
          With `--stun` this is always done. Without it the packets are addressed to 192.0.2.1, \
          which nobody has, and end five hops away.
          """),
      flag("4", "ipv4", \.family, is: .ipv4, "Use IPv4 only", group: "family"),
      flag("6", "ipv6", \.family, is: .ipv6, "Use IPv6 only", group: "family"),
      option(
        "I", "interface", "NAME", \.interface, "Leave by this interface",
        completion: .interface),
      option("s", "source", "ADDR", \.source, "Send from this address"),
      heading("What is measured beside it"),
      flag(nil, "tcp", \.asksTCP, "Find the mapping of TCP connections"),
      flag(nil, "fragments", \.asksFragments, "Find whether fragments get through"),
      option(
        nil, "lifetime", "TIME", \.lifetime, "Find how long a mapping lives, up to this long",
        in: .seconds(1)...Duration.seconds(3600),
        details: """
          Ten waits run side by side, so the measurement takes as long as the longest. The server \
          has to know RESPONSE-PORT.
          """),
      flag(nil, "explain", \.isExplained, "Print what would be sent to whom, and send nothing"),
      heading("Output"),
      shared(at: \.output),
    ]
  }

  static var examples: [Example] {
    [
      Example("netkit nat", "What the host and its router know"),
      Example("netkit nat --stun stun.example.org", "What a server outside sees"),
      Example("netkit nat --stun stun.example.org stun.example.net --json", "Two, compared"),
      Example("netkit nat --stun stun.example.org --explain", "The plan, with nothing sent"),
      Example("netkit nat --stun stun.example.org --lifetime 2m", "When idle mappings end"),
    ]
  }

  static var sections: [ManualSection] {
    [NATVerdicts.section, NATKeys.section, NATKeys.environment, NATKeys.standards]
  }

  mutating func validate() throws(UsageError) {
    if let family, let source { try family.admit(source: source) }
  }
}

/// A STUN server on the command line: `host`, `host:port`, `address`, `[v6]:port`.
struct NATServer: ArgumentValue, Hashable {
  var server: NATQuestion.Server

  init(argument: String) throws(ValueError) {
    let place = try HostAndPort(argument[...], in: argument)
    server = NATQuestion.Server(
      host: String(place.host), port: try place.portNumber() ?? NATQuestion.Server.port)
  }

  var argument: String { server.text }
  static var completion: Completion { .host }
}
