import Addressing
import Arguments
import Presentation

/// `netkit ipcalc plan`: subnets of different sizes in one network.
struct PlanCommand: RunnableCommand {
  var network = ""
  var requests: [PlanRequest] = []
  var order = PlanOrder.size
  var cloud: Cloud?
  var output = OutputOptions()
  var reading = ReadingOptions()

  static let name = "plan"
  static let summary = "Cut subnets of different sizes by their hosts (VLSM)"
  static var details: String {
    """
    Each subnet is as small as its hosts allow. In order of size nothing is lost to alignment: if \
    the subnets fit at all, they fit so. In the given order a larger subnet after a smaller one may \
    leave a gap, which the free list shows. One or two hosts get a /30; a /31 or /32 is not planned.

    A cloud keeps more addresses than the first and the last of each subnet: AWS and Azure the \
    first four and the last, Google Cloud the first two and the last two, Oracle Cloud the first \
    two and the last. With `--cloud` room is left for them, and subnets that the cloud would refuse \
    as too small or too large are not planned.

    When the subnets do not fit, nothing is printed but what is missing, and the exit status is 1.
    """
  }
  static var arguments: [Argument] {
    [
      operand("NETWORK", \.network, "The network, as address/length or any other form"),
      operands("NAME=HOSTS", \.requests, "A subnet and how many hosts it is for"),
      option(nil, "order", "ORDER", \.order, "Place the subnets in this order"),
      option(nil, "cloud", "CLOUD", \.cloud, "Leave out the addresses that a cloud keeps"),
      shared(at: \.reading),
      heading("Output"),
      shared(at: \.output),
    ]
  }
  static var examples: [Example] {
    [
      Example("netkit ipcalc plan 192.168.0.0/24 a=50 b=20 c=10 d=5", "A /26, /27, /28 and /29"),
      Example("netkit ipcalc plan 10.0.0.0/16 web=500 db=100 --cloud aws", "With AWS's addresses"),
      Example("netkit ipcalc plan 10.0.0.0/24 dmz=5 lan=100 --order given", "The DMZ first"),
    ]
  }
  static var sections: [ManualSection] {
    [
      ManualSection(
        "JSON KEYS", "One object for the plan.",
        entries: [
          .init("network", "The network that is divided"),
          .init("order", "size or given"),
          .init("cloud", "The cloud whose addresses are left out; null for none"),
          .init("addresses, allocated, free_addresses", "How many addresses, in all and of each"),
          .init("requested_hosts", "How many hosts were asked for in all"),
          .init("utilisation", "Hosts asked for in each address of the network, 0 to 1"),
          .init(
            "subnets",
            "The subnets in order of their addresses: name, hosts (asked for), "
              + "room (how many fit), cidr, netmask, first_host, last_host, broadcast"),
          .init("free", "What is left, as the fewest networks"),
          .init(
            "problem, missing",
            "Instead of all but the first three keys, when no plan is "
              + "possible: why, and how many addresses are missing"),
        ])
    ]
  }

  func run(in session: Session) -> ExitStatus {
    guard let network = session.network(network, reading) else { return .usage }
    guard case .v4(let block) = network else {
      session.complain(
        "a plan is by hosts, and so for IPv4; an IPv6 subnet is a /64",
        hint: "\(Netkit.name) ipcalc split \(network) /64 --limit 10")
      return .usage
    }
    var answers = Answers(session, output)
    do throws(PlanError) {
      let plan = try SubnetPlan(
        block, for: named, order: order.planned, reserving: cloud?.reservation ?? .standard)
      let report = PlanReport(plan, order: order, cloud: cloud)
      answers.give(report) { PlanView(report: report).write(to: &$0) }
      return .yes
    } catch {
      session.complain("\(block) cannot be divided so: \(error)")
      let refusal = PlanRefusal(
        network: block, order: order, cloud: cloud, problem: "\(error)", missing: error.missing)
      answers.give(refusal) { _ in }
      return .no
    }
  }

  /// Requests without a name are numbered.
  private var named: [SubnetPlan.Request] {
    requests.enumerated().map { place, request in
      SubnetPlan.Request(name: request.name ?? "subnet \(place + 1)", hosts: request.hosts)
    }
  }
}

/// `web=50`, or `50` alone.
struct PlanRequest: ArgumentValue {
  let name: String?
  let hosts: UInt64

  init(argument: String) throws(ValueError) {
    let mark = argument.lastIndex(of: "=")
    let digits = mark.map { argument[argument.index(after: $0)...] } ?? argument[...]
    let start = argument.distance(from: argument.startIndex, to: digits.startIndex)
    guard !digits.isEmpty, digits.utf8.allSatisfy({ (48...57).contains($0) }) else {
      throw ValueError("expected NAME=HOSTS, as in web=50", column: start + 1)
    }
    guard let hosts = UInt64(digits), hosts > 0, hosts <= 1 << 32 else {
      throw ValueError("expected from 1 to 4294967296 hosts", column: start + 1)
    }
    name = mark.map { String(argument[..<$0]) }
    self.hosts = hosts
    if let name {
      guard !name.isEmpty else { throw ValueError("the name is empty", column: 1) }
      guard TerminalText.escaped(name) == name, name.utf8.count <= 64 else {
        throw ValueError("expected a name of up to 64 printable characters", column: 1)
      }
    }
  }

  var argument: String { name.map { "\($0)=\(hosts)" } ?? "\(hosts)" }
}

/// Where the subnets of a plan stand.
enum PlanOrder: String, ChoiceValue, Encodable {
  case size, given

  var summary: String {
    switch self {
    case .size: "The largest first"
    case .given: "As they were given"
    }
  }

  var planned: SubnetPlan.Order {
    switch self {
    case .size: .size
    case .given: .given
    }
  }
}

/// Whose addresses are left out of a plan.
enum Cloud: String, ChoiceValue, Encodable {
  case aws, azure, gcp, oci

  var summary: String {
    switch self {
    case .aws: "Amazon: the first four and the last; /16 to /28"
    case .azure: "Microsoft: the first four and the last; to /29"
    case .gcp: "Google: the first two and the last two; to /29"
    case .oci: "Oracle: the first two and the last; /16 to /30"
    }
  }

  var reservation: Reservation {
    switch self {
    case .aws: .aws
    case .azure: .azure
    case .gcp: .gcp
    case .oci: .oci
    }
  }
}
