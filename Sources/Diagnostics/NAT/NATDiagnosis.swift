public import Platform
import Sockets

/// Runs the question about NATs to its end on the calling thread.
public enum NATDiagnosis {
  /// Answers with the report and the signal that cut it short; nil for none. Throws where the system
  /// has no descriptor for the loop.
  public static func run(
    _ question: NATQuestion
  ) throws(SystemError) -> (report: NATReport, signal: Int32?) {
    let loop = try EventLoop()
    let report = loop.run(interruption: .bySignals) { loop in
      await NATInquiry(question).run(on: loop)
    }
    return (report, loop.interruptedBy)
  }
}
