public import Addressing
public import Sockets
import Wire

/// What a scan is to find out.
public struct ProbeRequest: Sendable {
  /// Which results are told one by one.
  public enum Listing: String, CaseIterable, Sendable {
    /// All where they are few, else what is open or failed here.
    case usual = "auto"
    /// What is open or failed here.
    case open
    case all
  }

  public var targets: [ProbeTarget]
  /// Brings what comes after `targets`, a batch with each call, nil at the end; nil where `targets` is
  /// all. So a list of millions takes no more memory than one of thousands. Only a scan reads it, on
  /// a thread of its own that may wait for more.
  public var moreTargets: (@Sendable () -> TargetBatch?)?
  /// For targets without ports of their own; nil: the 1,000 first of TCP, 100 of UDP.
  public var ports: PortSelection?
  public var transport = ProbeTransport.tcp
  /// One family alone; nil for both.
  public var family: AddressFamily?
  /// Every address of a name, not only the one that applications would use.
  public var usesAllAddresses = false
  public var excluded: [ProbeTarget] = []
  /// Ports ascending, rather than known ones first and the rest shuffled.
  public var isOrdered = false
  /// What the shuffling starts from.
  public var seed: UInt64 = 0
  /// This machine's share, `(0, 1)` for all.
  public var shard = (index: 0, count: 1)
  public var tuning = ProbeTuning()
  public var listing = Listing.usual
  public var source: ScopedAddress?
  public var sourcePort: UInt16 = 0
  public var interface: String?
  public var hops: Int?
  public var payload: UDPPayloadChoice = .known
  public var inspection: Inspection?
  /// Ports that have been asked already: `--resume`.
  public var done: [ProbeTransport: [ScopedAddress: PortSet]] = [:]

  /// So many ports are asked again and again, all of them at once.
  public static let mostRepeated = 4096

  public init(targets: [ProbeTarget]) { self.targets = targets }

  /// How many ports the targets have together, a name counted as one host and what is left out as
  /// if it were not.
  public var portCount: UInt64 {
    let usual = usualPorts
    return targets.reduce(0) { $0 + $1.hostCount * UInt64(($1.ports ?? usual).count) }
  }

  /// The ports of targets that name none.
  var usualPorts: PortSelection { ports ?? PortSelection.mostUseful(transport) }
}

/// Some of a long list's targets.
public struct TargetBatch: Sendable {
  public var targets: [ProbeTarget]
  /// What could not be read of the list between them, as users are told.
  public var faults: [TargetFault]

  public init(_ targets: [ProbeTarget] = [], faults: [TargetFault] = []) {
    self.targets = targets
    self.faults = faults
  }
}

/// What is wrong with a list of targets.
public enum TargetFault: Sendable {
  /// A line that is no target: where it stands, and why.
  case line(String)
  /// The list cannot be read on.
  case list(String)

  public var words: String {
    switch self {
    case .line(let words), .list(let words): words
    }
  }
}

/// What is sent to UDP ports.
public enum UDPPayloadChoice: Sendable {
  /// The request of the service that usually has the port, else an empty datagram.
  case known
  /// The request of one service, by its name.
  case service(String)
  case bytes([UInt8])
}

/// What a scan tells as it goes.
public enum ProbeEvent: Sendable {
  case finding(ProbeFinding)
  case host(HostSummary)
  /// A target that cannot be asked: its name has no address.
  case failure(target: String, message: String)
  /// Something is wrong with the list of targets.
  case fault(TargetFault)
  /// A host limits its answers: asked for at `rate` a second, `left` ports take `left / rate`.
  case limited(host: String, transport: ProbeTransport, rate: Double, left: Int)
  case progress(ProbeProgress)
  /// Nothing more is known at the moment: what was told may be shown.
  case pause
}

/// How far a scan has come.
public struct ProbeProgress: Sendable {
  public var done: UInt64
  /// nil while more targets may come.
  public var total: UInt64?
  public var open: UInt64
  public var filtered: UInt64
  /// Probes that may be open at once.
  public var window: Int
  /// How long silence is waited out of the host that was heard of last; nil before the first.
  public var timeout: Duration?
  public var elapsed: Duration
}

extension UDPPayloadChoice {
  /// The services that `--payload` knows.
  public static var names: [String] { UDPService.all.map(\.name) }
}
