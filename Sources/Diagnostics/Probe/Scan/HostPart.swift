/// What one thread knows of a host in the end.
struct HostPart: Sendable {
  var share: HostShare
  var states: [UInt8]
  var verdicts: [PortVerdict]
  var roundTrip: RoundTrip
  var isLossy: Bool
  var wasLimited: Bool
  var isComplete: Bool

  init(_ host: HostProgress) {
    share = host.share
    states = host.states
    verdicts = host.verdicts
    roundTrip = host.roundTrip
    isLossy = host.lateAnswers > 0 && !host.wasLimited
    wasLimited = host.wasLimited
    isComplete = host.settled == host.share.count
  }
}
