import Platform
import Sockets

/// The simplest driver: every address and port once, each silence asked again up to `tries` times.
struct PortSweep: ScanDriver {
  struct Output: Sendable {
    var address: SocketAddress
    var verdict: ProbeResult.Verdict
    var source: SocketAddress?
  }

  var addresses: [SocketAddress]
  var timeout = Duration.seconds(10)
  var tries = 1
  /// Pauses between probes; nil for none.
  var interval: Duration?

  private var begun = 0
  private var retries: [(index: Int, tries: Int)] = []
  private var open = 0
  private var triesOf: [Int: Int] = [:]
  private var nextStart = Instant(nanoseconds: 0)
  private(set) var windows: [Int] = []

  init(
    _ addresses: [SocketAddress], timeout: Duration = .seconds(10), tries: Int = 1,
    interval: Duration? = nil
  ) {
    self.addresses = addresses
    self.timeout = timeout
    self.tries = tries
    self.interval = interval
  }

  mutating func next(now: Instant) -> ScanSupply {
    if let interval {
      if now < nextStart { return .notBefore(nextStart) }
      nextStart = now + interval
    }
    if let retry = retries.popLast() {
      triesOf[retry.index] = retry.tries
      return probe(retry.index)
    }
    guard begun < addresses.count else { return open > 0 ? .afterNextAnswer : .exhausted }
    begun += 1
    return probe(begun - 1)
  }

  private mutating func probe(_ index: Int) -> ScanSupply {
    open += 1
    return .probe(
      ConnectProbe(address: addresses[index], tag: UInt64(index), timeout: timeout))
  }

  mutating func take(_ result: ProbeResult, outputs: inout [Output]) {
    open -= 1
    let index = Int(result.tag)
    let used = triesOf[index] ?? 1
    if result.verdict == .silent, used < tries {
      retries.append((index, used + 1))
      return
    }
    outputs.append(
      Output(address: addresses[index], verdict: result.verdict, source: result.source))
  }

  mutating func windowShrank(to window: Int) { windows.append(window) }
}
