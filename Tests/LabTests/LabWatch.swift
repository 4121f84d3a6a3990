import Foundation

/// Says what a test run was at when a signal ends it: a time limit outside, or a cancelled job,
/// leaves no word of its own.
enum LabWatch {
  private nonisolated(unsafe) static var doing: UnsafeMutablePointer<CChar>?
  private static let lock = NSLock()

  private static let isOn: Bool = {
    for number in [SIGTERM, SIGINT, SIGHUP] {
      signal(number) { number in
        // Nothing but write(2) is allowed here.
        LabWatch.write("\nlab: the run was ended from outside by signal ")
        LabWatch.write(number == SIGTERM ? "TERM" : number == SIGINT ? "INT" : "HUP")
        LabWatch.write(", while ")
        if let doing = LabWatch.doing { Foundation.write(2, doing, strlen(doing)) }
        LabWatch.write("\n")
        signal(number, SIG_DFL)
        raise(number)
      }
    }
    return true
  }()

  /// Remembers what is being done.
  static func note(_ text: String) {
    lock.withLock {
      guard isOn else { return }
      let old = doing
      doing = strdup(text)
      free(old)
    }
  }

  private static func write(_ text: StaticString) {
    Foundation.write(2, text.utf8Start, text.utf8CodeUnitCount)
  }
}
