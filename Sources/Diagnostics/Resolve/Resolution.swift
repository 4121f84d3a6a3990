public import Platform
import Sockets

/// Runs questions about names to their end on the calling thread.
public enum Resolution {
  /// Looks names up, some at once, and hands each report over in the order of the questions.
  ///
  /// Answers with the signal that ended it before its time, after what was known by then was handed
  /// over; nil for none. Throws where the system has no descriptor for the loop.
  ///
  /// - Parameter jobs: how many questions are open at once, at least one.
  public static func run(
    _ questions: [ResolveQuestion], system: NameSystem, jobs: Int,
    report: (ResolveReport) -> Void
  ) throws(SystemError) -> Int32? {
    try onLoop(report) { loop, hand in
      await inOrder(questions, jobs, hand) { question in
        await NameInquiry(question, system: system).run(on: loop)
      }
    }
  }

  /// Looks the names of addresses up, likewise.
  public static func run(
    _ inquiries: [ReverseInquiry], jobs: Int, report: (ReverseReport) -> Void
  ) throws(SystemError) -> Int32? {
    try onLoop(report) { loop, hand in
      await inOrder(inquiries, jobs, hand) { inquiry in await inquiry.run(on: loop) }
    }
  }

  /// Looks names up again and again until a signal ends it. `round` is handed the reports of each
  /// round and the time since the first began.
  ///
  /// - Parameter system: read anew for each round.
  public static func watch(
    _ questions: [ResolveQuestion], every interval: Duration, jobs: Int,
    system: () -> NameSystem, round: ([ResolveReport], Duration) -> Void
  ) throws(SystemError) -> Int32? {
    try withoutActuallyEscaping(system) { system throws(SystemError) in
      let system = Confined(system)
      return try onLoop({ (pair: ([ResolveReport], Duration)) in round(pair.0, pair.1) }) {
        loop, hand in
        let start = Instant.now
        var next = start
        while !Task.isCancelled {
          let read = system.value()
          let reports = Locked<[ResolveReport]>([])
          await inOrder(
            questions, jobs, { report in reports.withLock { $0.append(report) } }
          ) { question in await NameInquiry(question, system: read).run(on: loop) }
          if Task.isCancelled { return }
          hand((reports.withLock { $0 }, .now - start))
          next = max(next + interval, .now)
          try? await loop.sleep(until: Deadline(at: next))
        }
      }
    }
  }

  /// Runs `body` on a loop of its own; what it hands over comes out on the calling thread.
  private static func onLoop<Report>(
    _ report: (Report) -> Void,
    _ body: @escaping @Sendable (EventLoop, @escaping @Sendable (Report) -> Void) async -> Void
  ) throws(SystemError) -> Int32? {
    let loop = try EventLoop()
    return withoutActuallyEscaping(report) { report in
      let report = Confined(report)
      loop.run(interruption: .bySignals) { loop in
        await body(loop) { report.value($0) }
      }
      return loop.interruptedBy
    }
  }

  private static func inOrder<Question: Sendable, Report: Sendable>(
    _ questions: [Question], _ jobs: Int, _ hand: @Sendable (Report) -> Void,
    _ ask: @escaping @Sendable (Question) async -> Report
  ) async {
    await withTaskGroup(of: (Int, Report).self) { group in
      var next = 0
      func start() {
        guard next < questions.count, !Task.isCancelled else { return }
        let (place, question) = (next, questions[next])
        next += 1
        group.addTask { (place, await ask(question)) }
      }
      for _ in 0..<max(jobs, 1) { start() }
      var waiting: [Int: Report] = [:]
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
