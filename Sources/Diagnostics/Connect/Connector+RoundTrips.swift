import Platform
import Sockets
import TLS

extension Connector {
  /// What came of one message of many.
  struct RoundTrip {
    /// Bytes.
    var received: Int
    var isAnswered: Bool
    /// Whether another may follow.
    var mayGoOn: Bool
  }

  /// Has `trip` send the message and wait for its answer, again and again, and keeps the times.
  func measure(
    _ repetition: ConnectPlan.Repetition,
    _ trip: ([UInt8]) async throws(TLSError) -> RoundTrip
  ) async {
    guard case .messages(let messages) = plan.speech, let message = messages.first else { return }
    var trips = RoundTrips()
    summary.ending = .satisfied
    var next = Instant.now
    for number in 1...max(1, repetition.count) {
      do throws(TLSError) {
        let start = Instant.now
        let result = try await trip(message)
        let time = result.isAnswered ? Instant.now - start : nil
        trips.add(time)
        report(
          .roundTrip(number: number, sent: message.count, received: result.received, time))
        guard result.mayGoOn else { break }
      } catch {
        if error != .transport(.cancelled) { summary.ending = .lost(error) }
        break
      }
      guard number < repetition.count else { break }
      next = next + repetition.interval
      do throws(SocketError) {
        try await loop.sleep(until: Deadline(at: next))
      } catch {
        break
      }
    }
    summary.roundTrips = trips
  }
}
