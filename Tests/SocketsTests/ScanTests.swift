import Addressing
import Foundation
import Platform
import Sockets
import TestSupport
import Testing

@Suite("Connect scan")
struct ScanTests {
  /// The addresses by verdict.
  func sweep(
    _ addresses: [SocketAddress], window: Int = 500, strategy: ConnectScan.Strategy = .usual,
    timeout: Duration = .seconds(10), tries: Int = 1
  ) throws -> [ProbeResult.Verdict: [SocketAddress]] {
    var driver = PortSweep(addresses, timeout: timeout, tries: tries)
    var outputs: [PortSweep.Output] = []
    var engine = try ConnectScan(window: window, strategy: strategy)
    try engine.run(&driver, outputs: &outputs)
    #expect(outputs.count == addresses.count)
    #expect(Set(outputs.map(\.address)).count == Set(addresses).count)
    return Dictionary(grouping: outputs, by: \.verdict).mapValues { $0.map(\.address) }
  }

  @Test(
    "of ten thousand ports exactly the listeners are open",
    arguments: [ConnectScan.Strategy.reuse, .fresh], AddressFamily.allCases)
  func exact(strategy: ConnectScan.Strategy, family: AddressFamily) throws {
    try onLoop { loop in
      let places = QuietPorts.places(10_000, family)
      let wanted = [places[1], places[2222], places[7999]]
      let listeners = try wanted.map { try TCPListener(on: loop, at: $0) }
      let found = try sweep(places, strategy: strategy)
      #expect(Set(found[.open] ?? []) == Set(wanted))
      #expect(found[.closed]?.count == 10_000 - wanted.count)
      #expect(found.count == 2)
      withExtendedLifetime(listeners) {}
    }
  }

  @Test("a scan of the ephemeral range opens nothing by itself")
  func selfConnects() throws {
    let before = QuietPorts.listening()
    // The servers of other tests are left in peace.
    let ports = (32_768...60_999).filter { !before.contains($0) }
    let found = try sweep(ports.map { .loopback(.ipv4, port: $0) }, window: 1000)
    let after = QuietPorts.listening()
    // Others may listen there meanwhile; a port that never listened must not be open.
    let invented = (found[.open] ?? []).filter { !after.contains($0.port) }
    #expect(invented.count <= 2, "opened \(invented)")
    #expect(found.keys.allSatisfy { $0 == .open || $0 == .closed })
  }

  @Test(
    "probes leave from the ports that were given, whatever is asked, and those of others are left",
    arguments: [ConnectScan.Strategy.reuse, .fresh], AddressFamily.allCases)
  func sourcePorts(strategy: ConnectScan.Strategy, family: AddressFamily) throws {
    try onLoop { loop in
      let places = QuietPorts.places(60, family)
      // Nobody's, except for the first, which another socket has.
      let sources = places.prefix(20).map(\.port)
      let taken = try TCPListener(on: loop, at: places[0])
      let listeners = try places.suffix(30).map { try TCPListener(on: loop, at: $0) }
      var driver = PortSweep(Array(places.suffix(40)))
      var outputs: [PortSweep.Output] = []
      var engine = try ConnectScan(window: 10, strategy: strategy, sourcePorts: sources)
      try engine.run(&driver, outputs: &outputs)
      let open = outputs.filter { $0.verdict == .open }
      #expect(open.count == 30 && outputs.count == 40)
      for output in open { #expect(sources.dropFirst().contains(output.source?.port ?? 0)) }
      withExtendedLifetime((taken, listeners)) {}
    }
  }

  @Test("when the given ports run out the kernel chooses")
  func fewSourcePorts() throws {
    let places = QuietPorts.places(1001)
    var driver = PortSweep(Array(places.dropFirst()))
    var outputs: [PortSweep.Output] = []
    var engine = try ConnectScan(window: 100, sourcePorts: [places[0].port])
    try engine.run(&driver, outputs: &outputs)
    #expect(outputs.count { $0.verdict == .closed } == 1000)
  }

  @Test("both families share one window")
  func mixed() throws {
    let both = zip(QuietPorts.places(1000), QuietPorts.places(1000, .ipv6)).flatMap { [$0, $1] }
    let found = try sweep(both, window: 7)
    #expect(found[.closed]?.count == 2000)
  }

  @Test("a source and what the kernel measured come with an open port")
  func facts() throws {
    try onLoop { loop in
      let listener = try TCPListener(on: loop, at: .loopback(.ipv4))
      var driver = PortSweep([listener.localAddress])
      var outputs: [PortSweep.Output] = []
      var engine = try ConnectScan(window: 1)
      try engine.run(&driver, outputs: &outputs)
      #expect(outputs.map(\.verdict) == [.open])
      #expect(outputs[0].source?.address == listener.localAddress.address)
      #expect(outputs[0].source?.port != 0)
    }
  }

  @Test(
    "each open port's connection is reset, whoever is asked next on its socket",
    arguments: [ConnectScan.Strategy.reuse, .fresh], [1, 3, 100])
  func resets(strategy: ConnectScan.Strategy, window: Int) throws {
    try onLoop { loop in
      let listeners = try (0..<20).map { number in
        try TCPListener(on: loop, at: .loopback(number % 3 == 0 ? .ipv6 : .ipv4))
      }
      let found = try sweep(
        listeners.map(\.localAddress), window: window, strategy: strategy)
      #expect(found[.open]?.count == 20)
      for listener in listeners {
        let connection = try await listener.accept(by: soon)
        await #expect(throws: SocketError.system(SystemError("recv", ECONNRESET))) {
          try await connection.read(by: soon)
        }
      }
    }
  }

  @Test("silence ends at the timeout, after every try", arguments: [1, 3])
  func silence(tries: Int) throws {
    try onLoop { loop in
      let (silent, filler) = try await silentPort(on: loop)
      let start = Instant.now
      let found = try sweep(
        [silent] + QuietPorts.places(100), timeout: .milliseconds(40), tries: tries)
      let elapsed = Instant.now - start
      #expect(found[.silent] == [silent])
      #expect(found[.closed]?.count == 100)
      #expect(elapsed >= .milliseconds(40 * tries))
      withExtendedLifetime(filler) {}
    }
  }

  @Test("no route is the kernel's word, not the port's")
  func local() throws {
    // TCP to 255.255.255.255 is refused by the kernel itself.
    let broadcast = SocketAddress(.v4(IPv4Address(bits: 0xFFFF_FFFF)), port: 9)
    let found = try sweep([broadcast] + QuietPorts.places(10))
    #expect(found[.closed]?.count == 10)
    let failures = found.keys.filter {
      switch $0 {
      case .failed: true
      case .open, .closed, .rejected, .silent: false
      }
    }
    #expect(failures.count == 1)
  }

  @Test("a pace is kept")
  func pace() throws {
    var driver = PortSweep(QuietPorts.places(50), interval: .milliseconds(2))
    var outputs: [PortSweep.Output] = []
    var engine = try ConnectScan(window: 100)
    let start = Instant.now
    try engine.run(&driver, outputs: &outputs)
    #expect(outputs.count == 50)
    #expect(Instant.now - start >= .milliseconds(98))
  }

  private func maker(
    _ part: [SocketAddress], interval: Duration? = nil
  ) -> @Sendable () -> PortSweep {
    { PortSweep(part, interval: interval) }
  }

  @Test("shards on threads add up to the whole", arguments: [1, 2, 3])
  func shards(count: Int) throws {
    try onLoop { loop in
      let all = QuietPorts.places(5000)
      let listener = try TCPListener(on: loop, at: all[1234])
      let drivers = (0..<count).map { shard in
        maker(all.indices.filter { $0 % count == shard }.map { all[$0] })
      }
      var outputs: [PortSweep.Output] = []
      try await ShardedScan.run(on: loop, drivers: drivers, window: 300) { outputs += $0 }
      #expect(outputs.count == all.count)
      #expect(outputs.filter { $0.verdict == .open }.map(\.address) == [all[1234]])
      withExtendedLifetime(listener) {}
    }
  }

  @Test("a cancelled scan ends at once and keeps what it knows")
  func cancelled() throws {
    try onLoop { loop in
      let start = Instant.now
      let hasBegun = Mailbox<Void>(on: loop)
      let counts = try await withThrowingTaskGroup(of: Int.self) { group in
        group.addTask {
          var count = 0
          // Two probes a second: 2,500 s if it were not cancelled.
          try await ShardedScan.run(
            on: loop,
            drivers: [maker(QuietPorts.places(5000), interval: .milliseconds(500))],
            window: 10
          ) {
            count += $0.count
            hasBegun.send(())
          }
          return count
        }
        _ = try await hasBegun.receive(by: .after(.seconds(100)))
        group.cancelAll()
        return try await group.reduce(0, +)
      }
      #expect(counts >= 1 && counts < 250)
      #expect(Instant.now - start < .seconds(100))
    }
  }
}
