package import Addressing
import Wire

/// What a scan is to find out.
package struct ProbeRequest: Sendable {
  package enum Family: Sendable {
    case any, ipv4, ipv6
  }

  /// Which results are told one by one.
  package enum Listing: Sendable {
    /// All where they are few, else what is open or failed here.
    case usual
    case all
    case open
  }

  package var targets: [ProbeTarget]
  /// For targets without ports of their own; nil: the 1,000 first of TCP, 100 of UDP.
  package var ports: PortSelection?
  package var transport = ProbeTransport.tcp
  package var family = Family.any
  /// Every address of a name, not only the one that applications would use.
  package var usesAllAddresses = false
  package var excluded: [ProbeTarget] = []
  /// Ports ascending, rather than known ones first and the rest shuffled.
  package var isOrdered = false
  /// What the shuffling starts from.
  package var seed: UInt64 = 0
  /// This machine's share, `(0, 1)` for all.
  package var shard = (index: 0, count: 1)
  package var tuning = ProbeTuning()
  package var listing = Listing.usual
  package var source: ScopedAddress?
  package var sourcePort: UInt16 = 0
  package var interface: String?
  package var hops: Int?
  package var payload: UDPPayloadChoice = .known
  package var inspection: Inspection?
  /// Addresses that are done already: `--resume`.
  package var finished: Set<IPAddress> = []

  package init(targets: [ProbeTarget]) { self.targets = targets }
}

/// What is sent to UDP ports.
package enum UDPPayloadChoice: Sendable {
  /// The request of the service that usually has the port, else an empty datagram.
  case known
  /// The request of one service, by its name.
  case service(String)
  case bytes([UInt8])
}

/// What a scan tells as it goes.
package enum ProbeEvent: Sendable {
  case finding(ProbeFinding)
  case host(HostSummary)
  /// A target that cannot be asked: its name has no address. `isTemporary` where trying again helps.
  case failure(target: String, message: String)
  /// A host limits its answers: asked for at `rate` a second, `left` ports take `left / rate`.
  case limited(host: String, transport: ProbeTransport, rate: Double, left: Int)
  case progress(ProbeProgress)
}

/// How far a scan has come.
package struct ProbeProgress: Sendable {
  package var done: UInt64
  package var total: UInt64
  package var open: UInt64
  package var filtered: UInt64
  package var window: Int
  package var elapsed: Duration
}

extension UDPPayloadChoice {
  /// The services that `--payload` knows.
  package static var names: [String] { UDPService.all.map(\.name) }
}
