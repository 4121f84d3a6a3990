import Platform
import Presentation

/// One line on standard error while a file takes long to read, erased when it is done. Only where
/// standard error is a terminal.
struct ReadingProgress {
  private let session: Session
  private let isShown: Bool
  private var name = ""
  private var size: Int?
  private var next = Instant.now
  private var isOnScreen = false

  /// Shorter waits need no explanation.
  private static let patience = Duration.seconds(1)
  private static let interval = Duration.milliseconds(100)

  init(_ session: Session) {
    self.session = session
    isShown = Terminal.isTerminal(2)
  }

  /// A file begins; `size` is nil where it is not known.
  mutating func begin(_ name: String, size: Int?) {
    self.name = name
    self.size = size
    next = .now + Self.patience
  }

  /// `count` bytes have been read.
  mutating func advance(to count: Int) {
    guard isShown, Instant.now >= next else { return }
    next = .now + Self.interval
    isOnScreen = true
    let share = size.map { "\(count * 100 / max($0, 1)) %" } ?? "\(count / 1_000_000) MB"
    show("\(Progress.erase)reading \(TerminalText.escaped(name, limit: 60)): \(share)")
  }

  mutating func end() {
    guard isOnScreen else { return }
    isOnScreen = false
    show(Progress.erase)
  }

  private func show(_ text: String) {
    session.remarks.append(text)
    // Progress that cannot be shown is no reason to stop.
    try? session.remarks.flush()
  }
}
