/// How much of what is sent gets lost, told by packets that nothing but loss keeps from an answer.
struct LossEstimate {
  /// Silence this unlikely is an answer.
  static let significance = 1e-4
  /// Fewer answers tell no rate.
  private static let leastAnswers = 3

  var sent = 0
  var answered = 0

  /// Whether losses alone would leave so many requests without an answer less often than
  /// `significance`.
  /// - Parameter packets: those that one request takes, all of which have to arrive.
  func cannotExplain(_ attempts: Int, packets: Int = 1) -> Bool {
    guard answered >= Self.leastAnswers else { return false }
    // Half a loss more than seen: none in a few packets is no proof of a perfect path.
    let rate = (Double(max(0, sent - answered)) + 0.5) / Double(sent + 1)
    var chance = 1.0
    for _ in 0..<attempts { chance *= min(1, rate * Double(packets)) }
    return chance < Self.significance
  }
}
