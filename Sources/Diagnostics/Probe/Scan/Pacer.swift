import Platform

/// Asks a host that limits its answers as fast as it answers, and finds out whether it does.
struct Pacer: Sendable {
  /// So many questions at the measured pace tell a limit from a firewall.
  static let trialSize = 16

  private(set) var interval: Duration
  /// Whether the pace stays what it is: for a trial of fixed length.
  private let isSteady: Bool
  var next: Instant
  var isConfirmed = false
  private(set) var answered = 0
  private(set) var silent = 0
  private(set) var asked = 0
  private var slotStart: Instant
  private var slotAnswered = 0
  private var slotSilent = 0

  /// - Parameter rate: answers a second, as measured.
  init(rate: Double, isSteady: Bool = false, now: Instant) {
    self.isSteady = isSteady
    interval = .seconds(1 / max(rate, 0.5))
    next = now
    slotStart = now
  }

  var rate: Double { 1e9 / Double(interval.wholeNanoseconds) }

  var mayAsk: Bool { isConfirmed || asked < Self.trialSize }

  mutating func ask(_ now: Instant) {
    asked += 1
    // Time that the engine overslept is not made up for by more than a few questions at once.
    next = max(next + interval, now + (.zero - interval * 4))
  }

  mutating func take(isAnswer: Bool, _ now: Instant) {
    if isAnswer {
      answered += 1
      slotAnswered += 1
    } else {
      silent += 1
      slotSilent += 1
    }
    let length = now - slotStart
    guard !isSteady, length >= max(.milliseconds(250), interval * 8) else { return }
    let total = slotAnswered + slotSilent
    if slotSilent * 10 > total * 3 {
      let seconds = length.inSeconds
      interval = .seconds(min(2, seconds / (Double(slotAnswered) * 1.1 + 0.1)))
    } else if slotSilent * 10 < total {
      interval = interval * 0.85
    }
    (slotStart, slotAnswered, slotSilent) = (now, 0, 0)
  }
}
