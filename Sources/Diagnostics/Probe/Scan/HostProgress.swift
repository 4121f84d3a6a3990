import Addressing
import Platform
import Sockets

/// What one thread knows of one host while it asks it.
struct HostProgress: Sendable {
  let share: HostShare
  let address: SocketAddress

  /// By number in the share: 0 for not known yet, else one above the place in `verdicts`.
  var states: [UInt8]
  /// What has been said of ports, each once.
  var verdicts: [PortVerdict] = []
  var roundTrip = RoundTrip()

  /// Questions that have been begun at least once.
  var begun = 0
  /// Questions that are open or wait to be asked again at once.
  var pending = 0
  /// Questions with a verdict.
  var settled = 0
  /// Answers from the host itself.
  var answers = 0
  var resets = 0
  /// Answers to second and later tries: packets do get lost.
  var lateAnswers = 0
  /// How often silence is asked, at the moment.
  var allowance: Int
  /// Questions that were silent as often as allowed, while others are still open.
  var parked: [UInt32] = []
  /// When silence was asked again for the first time, and how many answers there were then.
  var retriesSince: Instant?
  var answersAtRetry = 0
  var pacer: Pacer?
  /// Answers to questions that were paced.
  var pacedAnswers = 0
  var wasLimited = false
  /// Whether pacing was tried and did not help.
  var hasTriedPacing = false
  /// Whether the host has been told of; its place waits for another.
  private(set) var isOver = false

  init(share: HostShare, address: SocketAddress, allowance: Int) {
    self.share = share
    self.address = address
    self.allowance = allowance
    states = [UInt8](repeating: 0, count: share.count)
  }

  var isAsked: Bool { begun == share.count }

  /// Whether nothing is open and everything has been begun: time to judge what stayed silent.
  var isAtRest: Bool { isAsked && pending == 0 }

  /// Lets go of what was known of the host.
  mutating func end() {
    isOver = true
    states = []
    verdicts = []
    parked = []
  }

  mutating func settle(_ number: Int, _ verdict: PortVerdict) {
    states[number] = code(of: verdict)
    settled += 1
  }

  private mutating func code(of verdict: PortVerdict) -> UInt8 {
    if let place = verdicts.firstIndex(of: verdict) { return UInt8(place + 1) }
    // A host behind very many complaining routers: the state stays right, the sender is dropped.
    if verdicts.count >= 200 {
      let plain = PortVerdict(verdict.state, verdict.reason)
      if let place = verdicts.firstIndex(of: plain) { return UInt8(place + 1) }
      verdicts.append(plain)
      return UInt8(verdicts.count)
    }
    verdicts.append(verdict)
    return UInt8(verdicts.count)
  }

  /// - Parameter inFlight: questions that were open when the answer came.
  mutating func noteAnswer(_ latency: Duration, attempt: Int, outOf inFlight: Int = 1) {
    roundTrip.add(latency, outOf: inFlight)
    answers += 1
    if attempt > 1 { lateAnswers += 1 }
  }
}
