public import Platform
import Sockets

/// Runs scans to their end on the calling thread.
public enum Probing {
  /// Asks every port of the request and hands over what becomes known, in the order in which it
  /// does; a host's summary comes after its findings.
  ///
  /// Answers with the summary and the signal that ended the scan before its time, after everything
  /// known by then was handed over. Throws where the system has no descriptor for the loop.
  public static func run(
    _ request: ProbeRequest, event: (ProbeEvent) -> Void
  ) throws(SystemError) -> (summary: ProbeSummary, signal: Int32?) {
    let loop = try EventLoop()
    return withoutActuallyEscaping(event) { event in
      let events = Confined(event)
      let summary = loop.run(interruption: .bySignals) { loop in
        var scan = ProbeScan(request, on: loop, events.value)
        return await scan.run()
      }
      return (summary, loop.interruptedBy)
    }
  }

  /// Waits between two scans; answers with the signal that ended the wait.
  public static func pause(_ interval: Duration) throws(SystemError) -> Int32? {
    let loop = try EventLoop()
    loop.run(interruption: .bySignals) { loop in
      _ = try? await loop.sleep(until: .after(interval))
    }
    return loop.interruptedBy
  }
}
