import Addressing
import Arguments
import Diagnostics
import Platform
import Sockets

/// `netkit serve stun`: the server that `netkit nat --stun` and other STUN clients ask.
struct ServeSTUNCommand: RunnableCommand {
  var addresses: [IPAddress] = []
  var port = UInt16(3478)
  var otherPort = UInt16(3479)
  var rate = 100
  var notice = ServeNoticeOptions()
  var output = OutputOptions()

  static let name = "stun"
  static let summary = "Tell clients their outside address and their NAT's behaviour"

  static var details: String {
    """
    A STUN server of RFC 8489 and RFC 5780 over UDP and TCP. With two addresses of one family it \
    answers CHANGE-REQUEST and names the second in OTHER-ADDRESS, which clients need to measure \
    mapping and filtering. With one address it refuses CHANGE-REQUEST with 420 and names no other.

    It is no reflector: answers go only to the address that asked, and each source gets no more \
    than `--rate` answers a second.
    """
  }

  static var arguments: [Argument] {
    [
      operands(
        "ADDRESS", \.addresses, "Own addresses to serve, up to two of each family",
        required: false),
      option(
        "p", "port", "PORT", \.port, "Serve on this first port; 0 lets the system choose both"),
      option(nil, "other-port", "PORT", \.otherPort, "Serve on this second port"),
      shared(at: \.notice),
      option(
        nil, "rate", "N", \.rate, "Answer one source so often a second", in: 1...1_000_000,
        details: "Five times as many are given at once: a client asks many questions together."),
      heading("Output"),
      shared(at: \.output),
    ]
  }

  static var examples: [Example] {
    [
      Example(
        "netkit serve stun 198.51.100.1 198.51.100.2", "Two addresses: all that RFC 5780 asks"),
      Example("netkit serve stun --port 3480 --other-port 3481", "Own addresses, other ports"),
    ]
  }

  mutating func validate() throws(UsageError) {
    if port != 0, port == otherPort { throw UsageError("--port and --other-port are the same") }
    for (index, address) in addresses.enumerated() {
      let others = addresses[..<index]
      if SocketAddress(address, port: 0).isAny {
        throw UsageError(
          "\(quoted("\(address)")) is every address: clients have to be told which they reach",
          hint: "name addresses of this host, as in: netkit serve stun 127.0.0.1")
      }
      if others.contains(address) { throw UsageError("\(quoted("\(address)")) is given twice") }
      guard others.count(where: { $0.family == address.family }) < 2 else {
        throw UsageError(
          "\(quoted("\(address)")) is a third address of its family: STUN knows two")
      }
    }
  }

  func run(in session: Session) -> ExitStatus {
    guard let notice = ServeNotice(self.notice, in: session) else { return .unknown }
    let plan = STUNServer.Plan(
      addresses: addresses.isEmpty ? STUNServer.ownAddresses() : addresses, port: port,
      otherPort: otherPort, rate: rate)
    guard !plan.addresses.isEmpty else {
      session.complain("this host has no address to serve", hint: "netkit serve stun 127.0.0.1")
      return .unknown
    }
    do throws(STUNServer.Failure) {
      let summary = try STUNServer.run(plan) { all in
        announce(all, in: session)
        notice.tell(all.flatMap { [$0.port, $0.otherPort] })
      }
      if output.isJSON, !output.isQuiet { session.show(json: summary) }
      return notice.hasFailed ? .unknown : .yes
    } catch {
      session.complain(
        "cannot listen: \(error.reason)",
        hint: "the addresses must be this host's own and the ports free")
      return .unknown
    }
  }

  /// One line for each place, at once, so that whoever started the server can go on.
  private func announce(_ all: [STUNServerPlaces], in session: Session) {
    guard !output.isQuiet else { return }
    for places in all {
      for place in places.all {
        session.remarks.append("listening on \(places.text(place)), UDP and TCP\n")
      }
      if !places.canChange {
        session.remarks.append(
          "only one address: clients cannot measure mapping and filtering with this server\n")
      }
    }
    _ = try? session.remarks.flush()
  }
}
