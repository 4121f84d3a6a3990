import Addressing
import Platform
import Testing

@testable import Diagnostics

@Suite("how often a source is answered")
struct RateLimiterTests {
  private let start = Instant(nanoseconds: 1_000_000_000_000)
  private let host = IPAddress.v4(IPv4Address(bits: 0xC000_0201))

  @Test("a quarter of the rate at once, then the rate")
  func rate() {
    var limiter = RateLimiter(rate: 100)
    let burst = (0..<1000).count { _ in limiter.allows(host, at: start) }
    #expect(burst == 25)
    var later = 0
    for millisecond in 1...1000 {
      while limiter.allows(host, at: start + .milliseconds(millisecond)) { later += 1 }
    }
    #expect(later == 100)
  }

  @Test("a burst of its own size, then the rate")
  func burst() {
    var limiter = RateLimiter(rate: 10, burst: 50)
    let burst = (0..<60).count { _ in limiter.allows(host, at: start) }
    #expect(burst == 50)
    let later = (0..<60).count { _ in limiter.allows(host, at: start + .seconds(1)) }
    #expect(later == 10)
  }

  @Test("a flood of forged sources gives nobody a second burst")
  func flood() {
    var limiter = RateLimiter(rate: 10, burst: 50)
    let before = (0..<60).count { _ in limiter.allows(host, at: start) }
    for number in 0..<20_000 as Range<UInt32> {
      _ = limiter.allows(.v4(IPv4Address(bits: number)), at: start)
    }
    let after = (0..<60).count { _ in limiter.allows(host, at: start) }
    #expect((before, after) == (50, 0))
  }

  @Test("sources do not share; the addresses of one IPv6 network do")
  func keys() throws {
    var limiter = RateLimiter(rate: 4)
    let sources = ["2001:db8::1", "2001:db8::2", "2001:db8:0:1::1", "192.0.2.1", "192.0.2.2"]
    let answered = try sources.map { limiter.allows(try IPAddress($0), at: start) }
    #expect(answered == [true, false, true, true, true])
  }

  @Test("forged sources cannot fill the memory, and who is quiet is forgotten")
  func bounded() {
    var limiter = RateLimiter(rate: 10, capacity: 8)
    let answered = (0..<100).count { number in
      limiter.allows(.v4(IPv4Address(bits: UInt32(number))), at: start)
    }
    #expect(answered == 8)
    let isLater = limiter.allows(host, at: start + .seconds(1))
    #expect(isLater)
  }
}
