public import Platform

/// Connecting to a host of several addresses (RFC 8305, "Happy Eyeballs"): each attempt gets a head
/// start over the next, and the first connection wins.
public struct ConnectRace: Sendable {
  /// One address and what came of it.
  public struct Attempt: Sendable {
    public enum Outcome: Sendable {
      /// It won.
      case connected(after: Duration)
      case failed(SocketError, after: Duration)
      /// Another won, or the time was up, before it had an answer.
      case abandoned(after: Duration)
    }

    public var address: SocketAddress
    /// When it began, from the start of the race.
    public var startedAfter: Duration
    /// How it ended; times run from its own start.
    public var outcome: Outcome
  }

  /// 250 ms: the connection attempt delay that RFC 8305 §5 recommends.
  public static let attemptDelay = Duration.milliseconds(250)

  /// The connection, or the error of the attempt that got furthest: the first address's, unless the
  /// deadline or a cancellation ended the race.
  public let result: Result<TCPStream, SocketError>
  /// The attempts in the order in which they began; addresses never tried are missing.
  public let attempts: [Attempt]

  /// The addresses by turns of family, beginning with the first one's (RFC 8305 §4); within each
  /// family their order, which is RFC 6724's, stays.
  public static func order(_ addresses: [SocketAddress]) -> [SocketAddress] {
    guard let first = addresses.first else { return [] }
    let preferred = addresses.filter { $0.family == first.family }
    let others = addresses.filter { $0.family != first.family }
    var ordered: [SocketAddress] = []
    for index in 0..<max(preferred.count, others.count) {
      if index < preferred.count { ordered.append(preferred[index]) }
      if index < others.count { ordered.append(others[index]) }
    }
    return ordered
  }

  private enum Turn: Sendable {
    case ended(Int, Result<TCPStream, SocketError>, Instant)
    /// The head start of an attempt is over.
    case timeForNext(after: Int)
  }

  /// Connects to the addresses in the given order; see `order`.
  public static func run(
    on loop: EventLoop, to addresses: [SocketAddress],
    options: @escaping @Sendable (SocketAddress) -> SocketOptions = { _ in SocketOptions() },
    stagger: Duration = ConnectRace.attemptDelay, by deadline: Deadline
  ) async -> ConnectRace {
    precondition(!addresses.isEmpty, "nowhere to connect to")
    return await withTaskGroup(of: Turn.self) { group in
      var state = State(addresses)

      func startNext() {
        guard let (index, address) = state.begin() else { return }
        group.addTask {
          do throws(SocketError) {
            let stream = try await TCPStream.connect(
              on: loop, to: address, options: options(address), by: deadline)
            return .ended(index, .success(stream), .now)
          } catch {
            return .ended(index, .failure(error), .now)
          }
        }
        if state.hasMore {
          group.addTask {
            try? await loop.sleep(until: .after(stagger))
            return .timeForNext(after: index)
          }
        }
      }

      startNext()
      while let turn = await group.next() {
        switch turn {
        case .ended(let index, let result, let moment):
          state.end(index, result, at: moment)
          // A failure does not wait for the head start to pass (RFC 8305 §5).
          if !state.isOver { startNext() }
          if state.isOver { group.cancelAll() }
        case .timeForNext(let index):
          if state.isLatest(index) { startNext() }
        }
      }
      return state.race
    }
  }

  /// The race as it stands.
  private struct State {
    private let start = Instant.now
    private var rest: ArraySlice<SocketAddress>
    private var attempts: [Attempt] = []
    private(set) var pending = 0
    private(set) var winner: TCPStream?
    private var final: SocketError?

    init(_ addresses: [SocketAddress]) { rest = addresses[...] }

    var hasMore: Bool { !rest.isEmpty }

    /// Whether there is a winner, or nothing left to hope for.
    var isOver: Bool {
      winner != nil || final != nil || (pending == 0 && rest.isEmpty)
    }

    func isLatest(_ index: Int) -> Bool { index == attempts.count - 1 }

    mutating func begin() -> (Int, SocketAddress)? {
      guard !isOver, let address = rest.popFirst() else { return nil }
      pending += 1
      let begun = Instant.now - start
      attempts.append(
        Attempt(address: address, startedAfter: begun, outcome: .abandoned(after: .zero)))
      return (attempts.count - 1, address)
    }

    mutating func end(_ index: Int, _ result: Result<TCPStream, SocketError>, at moment: Instant) {
      pending -= 1
      let after = moment - (start + attempts[index].startedAfter)
      switch result {
      case .success(let stream):
        if winner == nil {
          winner = stream
          attempts[index].outcome = .connected(after: after)
        } else {
          // Second by a hair.
          stream.close()
          attempts[index].outcome = .abandoned(after: after)
        }
      case .failure(let error):
        switch error {
        case .cancelled, .timedOut:
          attempts[index].outcome = .abandoned(after: after)
          // Neither fits one address alone: the whole race has run out of time, or was called off.
          if winner == nil, final == nil { final = error }
        case .closed, .system, .rejected:
          attempts[index].outcome = .failed(error, after: after)
        }
      }
    }

    var race: ConnectRace {
      if let winner { return ConnectRace(result: .success(winner), attempts: attempts) }
      var error = final ?? .timedOut
      if final == nil, let first = attempts.first, case .failed(let failure, _) = first.outcome {
        error = failure
      }
      return ConnectRace(result: .failure(error), attempts: attempts)
    }
  }
}
