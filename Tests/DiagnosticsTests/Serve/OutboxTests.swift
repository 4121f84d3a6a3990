import TestSupport
import Testing

@testable import Diagnostics

@Suite("what a client has not taken yet")
struct OutboxTests {
  /// Lends up to `limit` bytes of what waits, and gives what went.
  private func take(_ outbox: inout Outbox, _ limit: Int) -> [UInt8] {
    var went: [UInt8] = []
    outbox.drain { bytes in
      let count = min(limit, bytes.byteCount)
      unsafe bytes.withUnsafeBytes { went = unsafe Array($0.prefix(count)) }
      return count
    }
    return went
  }

  @Test("bytes leave in the order in which they came, however they are cut")
  func order() {
    var random = SeededRandom.forTest("outbox")
    for _ in 0..<SeededRandom.inputs / 100 {
      var outbox = Outbox()
      var (added, taken): ([UInt8], [UInt8]) = ([], [])
      for _ in 0..<40 {
        let piece = random.noise(upTo: 50)
        outbox.append(piece.span.bytes)
        added += piece
        if outbox.count > 0 { taken += take(&outbox, random.below(61)) }
        #expect(outbox.count == added.count - taken.count)
      }
      while outbox.count > 0 { taken += take(&outbox, 7) }
      #expect(taken == added)
    }
  }

  @Test("a failed send leaves everything where it was")
  func failure() {
    struct Broken: Error {}
    var outbox = Outbox()
    let bytes: [UInt8] = [1, 2, 3]
    outbox.append(bytes.span.bytes)
    #expect(throws: Broken.self) { try outbox.drain { _ in throw Broken() } }
    #expect(outbox.count == 3)
    #expect(take(&outbox, 9) == [1, 2, 3])
    #expect(outbox.count == 0)
  }
}
