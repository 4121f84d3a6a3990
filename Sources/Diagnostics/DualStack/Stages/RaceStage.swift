import Platform
import Sockets

/// Runs the race of happy eyeballs (RFC 8305) and keeps its result, not its connection.
struct RaceStage: Sendable {
  var loop: EventLoop
  /// In the order in which the system gives them.
  var addresses: [SocketAddress]
  var delay: Duration
  var deadline: Deadline

  func run() async -> RaceFacts {
    let start = Instant.now
    let race = await ConnectRace.run(
      on: loop, to: ConnectRace.order(addresses), stagger: delay, by: deadline)
    let time = Instant.now - start
    switch race.result {
    case .success(let stream):
      let winner = stream.remoteAddress
      stream.close()
      return RaceFacts(
        winner: Family(winner.family), address: winner.address, ms: time, delayMS: delay)
    case .failure:
      return RaceFacts(winner: nil, ms: time, delayMS: delay)
    }
  }
}
