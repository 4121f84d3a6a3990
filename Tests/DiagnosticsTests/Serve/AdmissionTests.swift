import Addressing
import Platform
import Sockets
import Testing

@testable import Diagnostics

@Suite("who may come")
struct AdmissionTests {
  private func address(_ text: String) throws -> IPAddress { try IPAddress(text) }

  @Test("clients are counted, in all and for each address")
  func limits() throws {
    var admission = Admission(allowed: [], limit: 3, limitPerAddress: 2)
    let (a, b, c) = (try address("192.0.2.1"), try address("192.0.2.2"), try address("::1"))
    #expect(admission.enter(a) == nil)
    #expect(admission.enter(a) == nil)
    #expect(admission.enter(a) == .maxPerAddress)
    #expect(admission.enter(b) == nil)
    #expect(admission.enter(c) == .maxClients)
    admission.leave(a)
    #expect(admission.enter(c) == nil)
    #expect(admission.enter(a) == .maxClients)
    #expect(admission.count == 3)
  }

  @Test("only allowed networks come in")
  func networks() throws {
    var admission = Admission(
      allowed: [try IPPrefix("192.0.2.0/24"), try IPPrefix("2001:db8::/32")], limit: 9,
      limitPerAddress: 9)
    #expect(admission.enter(try address("192.0.2.77")) == nil)
    #expect(admission.enter(try address("2001:db8::7")) == nil)
    #expect(admission.enter(try address("198.51.100.1")) == .notAllowed)
    #expect(admission.enter(try address("::1")) == .notAllowed)
    #expect(admission.count == 2)
  }
}

@Suite("who is answered over UDP")
struct DatagramPolicyTests {
  @Test(
    "a source is refused for its port or its address",
    arguments: [
      ("192.0.2.1", 50000, nil),  // a client
      ("192.0.2.1", 53, .lowPort),  // a service
      ("192.0.2.1", 1023, .lowPort),
      ("192.0.2.1", 1024, nil),
      ("192.0.2.1", 7, .loopPort),  // echo
      ("192.0.2.1", 19, .loopPort),  // chargen
      ("192.0.2.1", 6001, .ownPort),  // another server like this one
      ("192.0.2.1", 0, .badSource),  // nobody can be answered there
      ("255.255.255.255", 50000, .badSource),
      ("192.0.2.255", 50000, .badSource),  // a broadcast address of ours
      ("224.0.0.1", 50000, .badSource),
      ("0.0.0.0", 50000, .badSource),
      ("ff02::1", 50000, .badSource),
      ("::", 50000, .badSource),
      ("::1", 50000, nil),
    ] as [(String, UInt16, DropReason?)])
  func sources(_ text: String, _ port: UInt16, _ expected: DropReason?) throws {
    let policy = DatagramPolicy(
      ownPorts: [6001], answersLowPorts: false, broadcasts: [try IPAddress("192.0.2.255")])
    #expect(policy.refusal(of: SocketAddress(try IPAddress(text), port: port)) == expected)
  }

  @Test("low ports may be allowed, loop-prone ones never")
  func lowPorts() throws {
    let policy = DatagramPolicy(ownPorts: [], answersLowPorts: true, broadcasts: [])
    let host = try IPAddress("192.0.2.1")
    #expect(policy.refusal(of: SocketAddress(host, port: 53)) == nil)
    for port: UInt16 in [7, 9, 13, 17, 19, 37] {
      #expect(policy.refusal(of: SocketAddress(host, port: port)) == .loopPort)
    }
  }
}

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
