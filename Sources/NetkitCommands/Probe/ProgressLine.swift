import Diagnostics
import Platform
import Presentation

/// How far a long scan has come, on a terminal's standard error.
final class ProgressLine {
  private let session: Session
  private let columns: Int?
  private var throttle = ProgressThrottle()
  private var isShown = false

  init(_ session: Session, isOn: Bool) {
    self.session = session
    columns =
      isOn && Terminal.isTerminal(2)
      ? Terminal.width(2, columns: session.variable("COLUMNS")) ?? 80 : nil
  }

  func show(_ progress: ProbeProgress) {
    // What is done is about to be told.
    guard let columns, progress.done != progress.total, throttle.isDue(at: progress.elapsed)
    else { return }
    var fields = [
      "open \(NumberText.count(progress.open))",
      "filtered \(NumberText.count(progress.filtered))",
      "window \(NumberText.count(progress.window))",
    ]
    if let timeout = progress.timeout { fields.append("timeout \(NumberText.duration(timeout))") }
    let line = Progress(
      done: progress.done, total: progress.total, elapsed: progress.elapsed, fields: fields)
    session.remarks.append(line.line(columns: columns))
    // A line without an end stays in a terminal's buffer.
    _ = try? session.remarks.flush()
    isShown = true
  }

  func erase() {
    guard isShown else { return }
    isShown = false
    session.remarks.append(Progress.erase)
    _ = try? session.remarks.flush()
  }
}
