package import Platform

/// Decides what a scan asks and what it makes of the answers: targets, order, timeouts, tries and
/// pace. The engine knows none of it. A driver lives on the engine's thread alone.
package protocol ScanDriver: SendableMetatype {
  /// What the driver has to tell those who wait for the scan.
  associatedtype Output: Sendable

  /// The next thing to do; asked whenever the window has room.
  mutating func next(now: Instant) -> ScanSupply

  /// Takes one answer. Appends to `outputs` what is to be told.
  mutating func take(_ result: ProbeResult, outputs: inout [Output])

  /// The window has shrunk, for the system has no more descriptors or memory.
  mutating func windowShrank(to window: Int)

  /// The scan is over, or was stopped with probes still open.
  mutating func finish(wasStopped: Bool, outputs: inout [Output])
}

extension ScanDriver {
  package mutating func windowShrank(to window: Int) {}
  package mutating func finish(wasStopped: Bool, outputs: inout [Output]) {}
}

/// What a driver wants done next.
package enum ScanSupply: Sendable {
  case probe(ConnectProbe)
  /// Nothing before this moment: pacing.
  case notBefore(Instant)
  /// Nothing before another answer has come: a smaller window, or retries that depend on it.
  case afterNextAnswer
  /// Nothing more, ever.
  case exhausted
}

/// One question: does this port take connections?
package struct ConnectProbe: Sendable {
  package var address: SocketAddress
  /// The driver's own mark, given back with the answer.
  package var tag: UInt64
  /// How long silence is waited out; at least 1 ms, to which waits are rounded up.
  package var timeout: Duration

  package init(address: SocketAddress, tag: UInt64, timeout: Duration) {
    self.address = address
    self.tag = tag
    self.timeout = timeout
  }
}

/// One answer.
package struct ProbeResult: Sendable {
  package enum Verdict: Hashable, Sendable {
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

  package var tag: UInt64
  package var verdict: Verdict
  /// From the first packet to the answer.
  package var latency: Duration
  /// Our end of the connection; nil unless open.
  package var source: SocketAddress?
  /// The round trip as the kernel measured it; nil unless open.
  package var kernelRoundTrip: Duration?

  package init(
    tag: UInt64, verdict: Verdict, latency: Duration, source: SocketAddress? = nil,
    kernelRoundTrip: Duration? = nil
  ) {
    self.tag = tag
    self.verdict = verdict
    self.latency = latency
    self.source = source
    self.kernelRoundTrip = kernelRoundTrip
  }
}
