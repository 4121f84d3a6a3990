package import Platform
import Sockets

/// Runs questions about names to their end on the calling thread.
package enum Resolution {
  /// Looks names up, some at once, and hands each report over in the order of the questions.
  ///
  /// Answers with the signal that ended it before its time, after what was known by then was handed
  /// over; nil for none. Throws where the system has no descriptor for the loop.
  ///
  /// - Parameter jobs: how many questions are open at once, at least one.
  package static func run(
    _ questions: [ResolveQuestion], system: NameSystem, jobs: Int,
    report: (ResolveReport) -> Void
  ) throws(SystemError) -> Int32? {
    let loop = try EventLoop()
    return withoutActuallyEscaping(report) { report in
      let report = Confined(report)
      loop.run(interruption: .bySignals) { loop in
        await inquire(questions, system, jobs, on: loop) { report.value($0) }
      }
      return loop.interruptedBy
    }
  }

  private static func inquire(
    _ questions: [ResolveQuestion], _ system: NameSystem, _ jobs: Int, on loop: EventLoop,
    _ hand: @Sendable (ResolveReport) -> Void
  ) async {
    await withTaskGroup(of: (Int, ResolveReport).self) { group in
      var next = 0
      func start() {
        guard next < questions.count, !Task.isCancelled else { return }
        let (place, question) = (next, questions[next])
        next += 1
        group.addTask { (place, await NameInquiry(question, system: system).run(on: loop)) }
      }
      for _ in 0..<max(jobs, 1) { start() }
      var waiting: [Int: ResolveReport] = [:]
      var due = 0
      for await (place, report) in group {
        waiting[place] = report
        while let report = waiting.removeValue(forKey: due) {
          hand(report)
          due += 1
        }
        start()
      }
    }
  }
}
