/// Round trips, and their statistics.
public struct RoundTrips: Sendable {
  /// How many messages were sent.
  public private(set) var sent = 0
  /// The times of those that were answered, in order.
  public private(set) var times: [Duration] = []

  public init() {}

  /// - Parameter time: nil where no answer came.
  public mutating func add(_ time: Duration?) {
    sent += 1
    if let time { times.append(time) }
  }

  public var received: Int { times.count }
  public var lost: Int { sent - received }
  public var shortest: Duration? { times.min() }
  public var longest: Duration? { times.max() }

  public var mean: Duration? {
    times.isEmpty ? nil : times.reduce(.zero, +) / times.count
  }

  /// The time that a share of the round trips, 0 to 1, did not exceed.
  public func quantile(_ share: Double) -> Duration? {
    guard !times.isEmpty else { return nil }
    let place = Int((Double(times.count) * share).rounded(.up)) - 1
    return times.sorted()[min(max(place, 0), times.count - 1)]
  }

  /// The standard deviation over all of them, as ping shows it.
  public var deviation: Duration? {
    guard let mean else { return nil }
    let squares = times.map { time in
      let distance = Double((time - mean).attoseconds) / 1e9
      return distance * distance
    }
    let nanoseconds = (squares.reduce(0, +) / Double(times.count)).squareRoot()
    return .nanoseconds(Int64(nanoseconds))
  }
}
