import Platform

/// When a loop asks its poller again and again for a moment, before it lets the kernel put it to
/// sleep.
///
/// A thread that sleeps is woken late: on a processor that has gone idle, 20 to 60 µs after its event.
/// A peer on the same host or in the same rack has answered by then, so to ask for that long costs no
/// more processor time than to sleep and to be woken, and the answer is read at once. A peer who takes
/// longer is not waited for in this way: after each time that brought nothing, twice as many waits
/// sleep before the next attempt. Nor is one who sends much, of whom a loop that sleeps misses nothing
/// but many small reads.
struct BusyWait {
  /// How long one attempt asks: about as long as waking takes, so that a wrong guess costs at most as
  /// much again.
  static let patience: Duration = .microseconds(50)
  /// Waits that sleep between two attempts, at most: where no attempt pays, one in 257 is made.
  static let longestPause = 256
  /// A read of as many bytes is a piece of a stream, not a word in a dialogue.
  static let bulk = 16 * 1024

  /// Waits that will sleep after the next attempt that brings nothing.
  private var pause = 1
  private var waitsToSleep = 0
  private var hasBulk = false

  /// So many bytes were read since the last wait, by one read.
  mutating func note(read count: Int) {
    if count >= Self.bulk { hasBulk = true }
  }

  /// Whether the next wait asks first; to be called once for each.
  mutating func attempts() -> Bool {
    defer { hasBulk = false }
    if hasBulk { return false }
    if waitsToSleep == 0 { return true }
    waitsToSleep -= 1
    return false
  }

  /// An attempt has ended, with events or without.
  mutating func ended(withEvents: Bool) {
    if withEvents {
      pause = max(1, pause / 2)
    } else {
      waitsToSleep = pause
      pause = min(pause * 2, Self.longestPause)
    }
  }
}
