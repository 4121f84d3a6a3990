import Addressing
import Platform
import Sockets
import Testing

@testable import Diagnostics

/// Findings that are looked into while summaries of their hosts come, in every order. Nothing is
/// asked of a port here, so that a look ends by itself.
@Suite("What is looked into")
struct InspectionQueueTests {
  /// What the queue has handed on, by port; `host` for a summary.
  private final class Told {
    var events: [String] = []

    func take(_ event: ProbeEvent) {
      switch event {
      case .finding(let finding): events.append("\(finding.address.address) \(finding.port)")
      case .host(let host): events.append("\(host.address.address) host")
      case .failure, .fault, .limited, .progress, .pause: events.append("unexpected")
      }
    }
  }

  private static func address(_ last: UInt32) -> ScopedAddress {
    ScopedAddress(.v4(IPv4Address(bits: 0xC000_0200 | last)))
  }

  private static func finding(
    _ port: UInt16, of last: UInt32 = 1, _ state: PortState = .open
  ) -> ProbeFinding {
    ProbeFinding(
      host: "host", address: address(last), port: port, transport: .tcp,
      verdict: PortVerdict(state, .handshake), tries: 1)
  }

  private static func summary(of last: UInt32 = 1) -> HostSummary {
    HostSummary(
      host: "host", address: address(last), transport: .tcp, counts: StateCounts(),
      warnings: [], isComplete: true, reasons: [])
  }

  /// What a queue that looks into `limit` ports at once tells of what `body` gives it.
  private static func told(
    limit: Int = 4, _ inspection: Inspection = Inspection(),
    _ body: @escaping @Sendable (InspectionQueue, EventLoop) async -> Void
  ) throws -> [String] {
    try EventLoop().run { loop in
      let told = Told()
      let queue = InspectionQueue(
        PortInspector(inspection, on: loop, options: SocketOptions()), on: loop, limit: limit
      ) { told.take($0) }
      await body(queue, loop)
      await queue.finish()
      return told.events
    }
  }

  @Test("a summary that comes after the last look has ended is told")
  func lateSummary() throws {
    let told = try Self.told { queue, _ in
      queue.take(Self.finding(22))
      await queue.finish()
      queue.take(Self.summary())
    }
    #expect(told == ["192.0.2.1 22", "192.0.2.1 host"])
  }

  @Test("a summary that comes before the looks have ended waits for all of them")
  func earlySummary() throws {
    let told = try Self.told(limit: 1) { queue, _ in
      for port in [22, 80, 443] as [UInt16] { queue.take(Self.finding(port)) }
      queue.take(Self.summary())
    }
    #expect(told == ["192.0.2.1 22", "192.0.2.1 80", "192.0.2.1 443", "192.0.2.1 host"])
  }

  @Test("a host whose looks have ended once is looked into again, and is told of once")
  func twice() throws {
    let told = try Self.told { queue, _ in
      queue.take(Self.finding(22))
      await queue.finish()
      queue.take(Self.finding(80))
      queue.take(Self.summary())
    }
    #expect(told == ["192.0.2.1 22", "192.0.2.1 80", "192.0.2.1 host"])
  }

  @Test("a host that was named twice has both its summaries")
  func namedTwice() throws {
    let told = try Self.told(limit: 1) { queue, _ in
      queue.take(Self.finding(22))
      queue.take(Self.summary())
      queue.take(Self.finding(80))
      queue.take(Self.summary())
    }
    #expect(told == ["192.0.2.1 22", "192.0.2.1 80", "192.0.2.1 host", "192.0.2.1 host"])
  }

  @Test("a host without open ports waits for nobody")
  func untouched() throws {
    let told = try Self.told(limit: 1) { queue, _ in
      queue.take(Self.finding(22, of: 1))
      queue.take(Self.finding(23, of: 2, .closed))
      queue.take(Self.summary(of: 2))
      queue.take(Self.summary(of: 1))
    }
    #expect(told == ["192.0.2.2 23", "192.0.2.2 host", "192.0.2.1 22", "192.0.2.1 host"])
  }

  @Test("many hosts in any order lose nothing, whatever is looked into at once", arguments: 1...8)
  func many(limit: Int) throws {
    let hosts = UInt32(1)...50
    let told = try Self.told(limit: limit) { queue, loop in
      for host in hosts {
        for port in 1...UInt16(host % 5 + 1) { queue.take(Self.finding(port, of: host)) }
        // Every third host's looks end before its summary comes.
        if host % 3 == 0 { await queue.finish() }
        await queue.waitForRoom()
        queue.take(Self.summary(of: host))
      }
    }
    for host in hosts {
      let own = told.filter { $0.hasPrefix("192.0.2.\(host) ") }
      #expect(own.count == Int(host % 5) + 2 && own.last == "192.0.2.\(host) host", "\(own)")
    }
    #expect(told.count == hosts.reduce(0) { $0 + Int($1 % 5) + 2 })
  }

  @Test("what is cut off is told as it is, before its host")
  func cancelled() throws {
    var patient = Inspection()
    patient.wantsBanner = true
    patient.timeout = .seconds(1000)
    let told = try Self.told(limit: 1, patient) { queue, loop in
      do {
        // A server that never says anything, so that the look goes on until it is cut off.
        let listener = try TCPListener(on: loop, at: .loopback(.ipv4))
        var silent = Self.finding(listener.localAddress.port)
        silent.address = ScopedAddress(listener.localAddress.address)
        var summary = Self.summary()
        summary.address = silent.address
        let (first, host) = (silent, summary)
        await withTaskGroup(of: Void.self) { group in
          group.addTask {
            queue.take(first)
            queue.take(Self.finding(23))
            queue.take(host)
            queue.take(Self.summary())
            await queue.finish()
          }
          // The look has begun once its connection is there.
          _ = try? await listener.accept(by: .after(.seconds(100)))
          group.cancelAll()
        }
      } catch {
        Issue.record("\(error)")
      }
    }
    #expect(told.count == 4)
    #expect(told.prefix(2).last == "127.0.0.1 host")
    #expect(told.suffix(2) == ["192.0.2.1 23", "192.0.2.1 host"])
  }
}
