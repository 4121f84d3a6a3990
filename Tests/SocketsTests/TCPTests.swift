import Addressing
import Foundation
import Platform
import Sockets
import TestSupport
import Testing

@Suite("TCP")
struct TCPTests {
  @Test("bytes go both ways, in both families", arguments: AddressFamily.allCases)
  func echo(family: AddressFamily) throws {
    try onLoop { loop in
      let (client, server) = try await connectedPair(on: loop, family)
      #expect(server.remoteAddress == client.localAddress)
      #expect(server.localAddress == client.remoteAddress)
      try await client.write("hello", by: soon)
      #expect(try await server.read(by: soon) == Array("hello".utf8))
      try await server.write("안녕", by: soon)
      #expect(try await client.read(by: soon) == Array("안녕".utf8))
    }
  }

  @Test("after our end is shut the peer's answer still comes")
  func halfClose() throws {
    try onLoop { loop in
      let (client, server) = try await connectedPair(on: loop)
      try await client.write("question", by: soon)
      try client.shutdownWrite()
      #expect(try await server.read(by: soon) == Array("question".utf8))
      #expect(try await server.read(by: soon) == [])
      try await server.write("late answer", by: soon)
      server.close()
      #expect(try await client.read(by: soon) == Array("late answer".utf8))
      #expect(try await client.read(by: soon) == [])
    }
  }

  @Test("eight megabytes arrive whole though the reader starts late")
  func backPressure() throws {
    try onLoop { loop in
      let (client, server) = try await connectedPair(on: loop)
      let content = patterned(8_388_608)
      let received = await withTaskGroup(of: [UInt8].self) { group in
        group.addTask {
          try? await client.write(content, by: soon)
          client.close()
          return []
        }
        group.addTask {
          var all: [UInt8] = []
          while let piece = try? await server.read(upTo: 65536, by: soon), !piece.isEmpty {
            all += piece
          }
          return all
        }
        return await group.reduce([], +)
      }
      let isWhole = areEqual(received, content)
      #expect(isWhole, "\(received.count) bytes")
    }
  }

  @Test("an abort is a reset for the peer")
  func abort() throws {
    try onLoop { loop in
      let (client, server) = try await connectedPair(on: loop)
      client.abort()
      await #expect(throws: SocketError.system(SystemError("recv", ECONNRESET))) {
        try await server.read(by: soon)
      }
      #expect(client.isClosed)
      await #expect(throws: SocketError.closed) { try await client.read(by: soon) }
    }
  }

  @Test("a closed port refuses", arguments: AddressFamily.allCases)
  func refused(family: AddressFamily) throws {
    try onLoop { loop in
      // A bound socket that does not listen holds the port closed.
      let held = try TCPListener(on: loop, at: .loopback(family))
      let address = held.localAddress
      held.close()
      await #expect(throws: SocketError.system(SystemError("connect", ECONNREFUSED))) {
        _ = try await TCPStream.connect(on: loop, to: address, by: soon)
      }
    }
  }

  @Test("a wait ends at its deadline, and the socket is as good as before")
  func deadline() throws {
    try onLoop { loop in
      let (client, server) = try await connectedPair(on: loop)
      await #expect(throws: SocketError.timedOut) { try await client.read(by: atOnce) }
      await #expect(throws: SocketError.timedOut) {
        try await client.read(by: .after(.seconds(-1)))
      }
      try await server.write("x", by: soon)
      #expect(try await client.read(by: soon) == [UInt8(ascii: "x")])
    }
  }

  @Test("a cancelled task's wait ends, others go on")
  func cancellation() throws {
    try onLoop { loop in
      let (client, server) = try await connectedPair(on: loop)
      let first = await withTaskGroup(of: String.self) { group in
        group.addTask {
          do throws(SocketError) {
            _ = try await client.read(by: soon)
            return "read"
          } catch {
            return error.description
          }
        }
        group.addTask { "done" }
        let first = await group.next()
        group.cancelAll()
        let second = await group.next()
        return [first, second]
      }
      #expect(first == ["done", "interrupted"])
      try await server.write("y", by: soon)
      #expect(try await client.read(by: soon) == [UInt8(ascii: "y")])
    }
  }

  @Test("closing ends the wait of another task")
  func closing() throws {
    try onLoop { loop in
      let (client, server) = try await connectedPair(on: loop)
      let answer = await withTaskGroup(of: String.self) { group in
        group.addTask {
          do throws(SocketError) {
            _ = try await client.read(by: soon)
            return "read"
          } catch {
            return error.description
          }
        }
        group.addTask {
          await Task.yield()
          client.close()
          return ""
        }
        return await group.reduce("", +)
      }
      #expect(answer == "closed")
      #expect(try await server.read(by: soon) == [])
    }
  }

  @Test("a server handles many at once, but no more than its limit")
  func serve() throws {
    try onLoop { loop in
      let listener = try TCPListener(on: loop, at: .loopback(.ipv4))
      let most = Locked((now: 0, most: 0))
      let answers = await withTaskGroup(of: Int.self) { group in
        group.addTask {
          await listener.serve(limit: 3) { peer in
            most.withLock { count in
              count.now += 1
              count.most = max(count.most, count.now)
            }
            while let bytes = try? await peer.read(by: soon), !bytes.isEmpty {
              try? await peer.write(bytes, by: soon)
            }
            most.withLock { $0.now -= 1 }
          }
          return 0
        }
        for number in 0..<20 {
          group.addTask {
            let text = Array("message \(number)".utf8)
            guard
              let peer = try? await TCPStream.connect(
                on: loop, to: listener.localAddress, by: soon),
              (try? await peer.write(text, by: soon)) != nil
            else { return 0 }
            return (try? await peer.read(by: soon)) == text ? 1 : 0
          }
        }
        var sum = 0
        for _ in 0..<20 { sum += await group.next() ?? 0 }
        group.cancelAll()
        return sum
      }
      #expect(answers == 20)
      #expect(most.withLock { $0.most } == 3)
    }
  }

  @Test("the source address is the one asked for")
  func source() throws {
    try onLoop { loop in
      let listener = try TCPListener(on: loop, at: .loopback(.ipv4))
      let source = SocketAddress(.v4(.init(bits: 0x7F00_0009)), port: 0)
      let client = try await TCPStream.connect(
        on: loop, to: listener.localAddress, options: SocketOptions(source: source), by: soon)
      #expect(client.localAddress.address == source.address)
      #expect(client.localAddress.port != 0)
      #expect(try await listener.accept(by: soon).remoteAddress == client.localAddress)
      #expect(client.kernelRoundTrip != nil)
    }
  }

  @Test("a port in use is said to be")
  func inUse() throws {
    try onLoop { loop in
      let listener = try TCPListener(on: loop, at: .loopback(.ipv6))
      #expect(throws: SocketError.system(SystemError("bind", EADDRINUSE))) {
        _ = try TCPListener(on: loop, at: listener.localAddress)
      }
    }
  }
}
