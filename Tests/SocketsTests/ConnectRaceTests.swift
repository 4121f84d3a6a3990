import Addressing
import Foundation
import Platform
import Sockets
import TestSupport
import Testing

@Suite("Connect race")
struct ConnectRaceTests {
  func text(_ address: String, _ port: UInt16) throws -> SocketAddress {
    SocketAddress(try IPAddress(address), port: port)
  }

  @Test("families take turns, and each keeps its order")
  func order() throws {
    let addresses = try [
      text("2001:db8::1", 1), text("2001:db8::2", 1), text("2001:db8::3", 1),
      text("192.0.2.1", 1), text("192.0.2.2", 1),
    ]
    let expected = try [
      text("2001:db8::1", 1), text("192.0.2.1", 1), text("2001:db8::2", 1),
      text("192.0.2.2", 1), text("2001:db8::3", 1),
    ]
    #expect(ConnectRace.order(addresses) == expected)
    #expect(ConnectRace.order([]) == [])
    #expect(ConnectRace.order(Array(addresses[..<2])) == Array(addresses[..<2]))
  }

  @Test("a refusal does not wait for the head start")
  func refusal() throws {
    try onLoop { loop in
      let listener = try TCPListener(on: loop, at: .loopback(.ipv4))
      let held = try TCPListener(on: loop, at: .loopback(.ipv6))
      let closed = held.localAddress
      held.close()
      let race = await ConnectRace.run(
        on: loop, to: [closed, listener.localAddress], stagger: .seconds(1000), by: soon)
      let stream = try race.result.get()
      #expect(stream.remoteAddress == listener.localAddress)
      #expect(race.attempts.map(\.address) == [closed, listener.localAddress])
      guard case .failed(let error, _) = race.attempts[0].outcome else {
        Issue.record("the first attempt did not fail")
        return
      }
      #expect(error == .system(SystemError("connect", ECONNREFUSED)))
    }
  }

  @Test("silence is overtaken after the head start, and called abandoned")
  func silence() throws {
    try onLoop { loop in
      let (silent, filler) = try await silentPort(on: loop)
      let listener = try TCPListener(on: loop, at: .loopback(.ipv4))
      let race = await ConnectRace.run(
        on: loop, to: [silent, listener.localAddress], stagger: .milliseconds(5), by: soon)
      let winner = try race.result.get()
      #expect(winner.remoteAddress == listener.localAddress)
      guard case .abandoned = race.attempts[0].outcome else {
        Issue.record("\(race.attempts)")
        return
      }
      #expect(race.attempts[1].startedAfter >= .milliseconds(5))
      withExtendedLifetime(filler) {}
    }
  }

  @Test("when all fail the first address's error counts, and at once")
  func allFail() throws {
    try onLoop { loop in
      let held = try TCPListener(on: loop, at: .loopback(.ipv4))
      let other = try TCPListener(on: loop, at: .loopback(.ipv6))
      let closed = [held.localAddress, other.localAddress]
      held.close()
      other.close()
      let start = Instant.now
      let race = await ConnectRace.run(on: loop, to: closed, stagger: .seconds(1000), by: soon)
      #expect(throws: SocketError.system(SystemError("connect", ECONNREFUSED))) {
        _ = try race.result.get()
      }
      #expect(race.attempts.count == 2)
      #expect(Instant.now - start < .seconds(100))
    }
  }

  @Test("the deadline ends the race")
  func deadline() throws {
    try onLoop { loop in
      let (silent, filler) = try await silentPort(on: loop)
      let race = await ConnectRace.run(on: loop, to: [silent], by: .after(.milliseconds(20)))
      #expect(throws: SocketError.timedOut) { _ = try race.result.get() }
      withExtendedLifetime(filler) {}
    }
  }
}
