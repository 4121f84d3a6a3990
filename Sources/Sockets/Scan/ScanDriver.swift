public import Platform

/// Decides what a scan asks and what it makes of the answers: targets, order, timeouts, tries and
/// pace. The engine knows none of it. A driver lives on the engine's thread alone.
public protocol ScanDriver: SendableMetatype {
  /// What the driver has to tell those who wait for the scan.
  associatedtype Output: Sendable

  /// The next thing to do; asked whenever the window has room.
  mutating func next(now: Instant) -> ScanSupply

  /// Takes one answer. Appends to `outputs` what is to be told.
  mutating func take(_ result: ProbeResult, outputs: inout [Output])

  /// How much longer a probe's answer is waited for, whose own timeout has passed `waited` after
  /// its first packet; zero where silence is the answer.
  mutating func patience(_ tag: UInt64, after waited: Duration) -> Duration

  /// The window has shrunk, for the system has no more descriptors or memory.
  mutating func windowShrank(to window: Int)

  /// The scan is over, or was stopped with probes still open.
  mutating func finish(wasStopped: Bool, outputs: inout [Output])
}

extension ScanDriver {
  public mutating func patience(_ tag: UInt64, after waited: Duration) -> Duration { .zero }
  public mutating func windowShrank(to window: Int) {}
  public mutating func finish(wasStopped: Bool, outputs: inout [Output]) {}
}

/// What a driver wants done next.
public enum ScanSupply: Sendable {
  case probe(ConnectProbe)
  /// Nothing before this moment: pacing.
  case notBefore(Instant)
  /// Nothing before another answer has come: a smaller window, or retries that depend on it.
  case afterNextAnswer
  /// Nothing more, ever.
  case exhausted
}

/// One question: does this port take connections?
public struct ConnectProbe: Sendable {
  public var address: SocketAddress
  /// The driver's own mark, given back with the answer.
  public var tag: UInt64
  /// How long silence is waited out before the driver is asked for its patience; at least 1 ms, to
  /// which waits are rounded up.
  public var timeout: Duration

  public init(address: SocketAddress, tag: UInt64, timeout: Duration) {
    self.address = address
    self.tag = tag
    self.timeout = timeout
  }
}

/// One answer.
public struct ProbeResult: Sendable {
  public enum Verdict: Hashable, Sendable {
    /// The handshake was completed, with somebody other than ourselves.
    case open
    /// A reset.
    case closed
    /// An ICMP message, and who sent it.
    indirect case rejected(ICMPReport)
    /// Nothing within the timeout.
    case silent
    /// The kernel said so without an answer from outside: ENETUNREACH, EHOSTUNREACH, EACCES, EPERM,
    /// EADDRNOTAVAIL and their kin.
    case failed(Int32)
  }

  public var tag: UInt64
  public var verdict: Verdict
  /// From the first packet to the answer.
  public var latency: Duration
  /// When the answer was there.
  public var moment: Instant
  /// Our end of the connection; nil unless open.
  public var source: SocketAddress?
  /// The round trip as the kernel measured it; nil unless open.
  public var kernelRoundTrip: Duration?

  public init(
    tag: UInt64, verdict: Verdict, latency: Duration, moment: Instant,
    source: SocketAddress? = nil, kernelRoundTrip: Duration? = nil
  ) {
    self.tag = tag
    self.verdict = verdict
    self.latency = latency
    self.moment = moment
    self.source = source
    self.kernelRoundTrip = kernelRoundTrip
  }
}
