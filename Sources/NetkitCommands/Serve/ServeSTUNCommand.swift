import Addressing
public import Arguments
import Diagnostics
import Platform
import Presentation

/// `netkit serve stun`: the server that `netkit nat --stun` and other STUN clients ask.
public struct ServeSTUNCommand: RunnableCommand {
  public var addresses: [String] = []
  public var port = UInt16(3478)
  public var otherPort = UInt16(3479)
  public var rate = 100
  public var output = OutputOptions()

  public init() {}

  public static let name = "stun"
  public static let summary = "Tell clients their outside address and their NAT's behaviour"

  public static var details: String {
    """
    A STUN server of RFC 8489 and RFC 5780 over UDP and TCP. With two addresses of one family it \
    answers CHANGE-REQUEST and names the second in OTHER-ADDRESS, which clients need to measure \
    mapping and filtering. With one address it refuses CHANGE-REQUEST with 420 and names no other.

    It is no reflector: answers go only to the address that asked, and each source gets no more \
    than `--rate` answers a second.
    """
  }

  public static var arguments: [Argument] {
    [
      operands(
        "ADDRESS", \.addresses, "Own addresses to serve, up to two of each family",
        required: false),
      option(
        "p", "port", "PORT", \.port, "Serve on this first port; 0 lets the system choose both"),
      option(nil, "other-port", "PORT", \.otherPort, "Serve on this second port"),
      option(
        nil, "rate", "N", \.rate, "Answer one source so often a second", in: 1...1_000_000,
        details: "Five times as many are given at once: a client asks many questions together."),
      heading("Output"),
      shared(at: \.output),
    ]
  }

  public static var examples: [Example] {
    [
      Example(
        "netkit serve stun 198.51.100.1 198.51.100.2", "Two addresses: all that RFC 5780 asks"),
      Example("netkit serve stun --port 3480 --other-port 3481", "Own addresses, other ports"),
    ]
  }

  public mutating func validate() throws(UsageError) {
    for address in addresses where (try? IPAddress(address)) == nil {
      throw UsageError("'\(address)' is no address")
    }
    if port != 0, port == otherPort { throw UsageError("--port and --other-port are the same") }
  }

  public func run(in session: Session) -> ExitStatus {
    let named = addresses.compactMap { try? IPAddress($0) }
    let plan = STUNServer.Plan(
      addresses: named.isEmpty ? STUNServer.ownAddresses() : named, port: port,
      otherPort: otherPort, rate: rate)
    guard !plan.addresses.isEmpty else {
      session.complain("this host has no address to serve", hint: "netkit serve stun 127.0.0.1")
      return .unknown
    }
    do throws(STUNServer.Failure) {
      let (summary, signal) = try STUNServer.run(plan) { announce($0, in: session) }
      if output.isJSON, !output.isQuiet { session.show(json: summary) }
      return signal.map { .interrupted(signal: $0) } ?? .yes
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
