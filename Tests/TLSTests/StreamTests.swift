import Platform
import Sockets
import TLS
import TestSupport
import Testing

@Suite("TLS over TCP", .needsOpenSSLCommand)
struct StreamTests {
  @Test("text goes both ways, in both families", arguments: AddressFamily.allCases)
  func echo(family: AddressFamily) throws {
    let ends = try Ends()
    try onLoop { loop in
      let (client, server) = try await securedPair(
        on: loop, ends.client(), ends.server(), family)
      #expect(client.facts.peer.verification == .verified)
      #expect(server.facts.serverName == "localhost")
      #expect(client.remoteAddress == server.localAddress)
      try await client.write("안녕하세요, 서버!", by: soon)
      #expect(try await server.read(by: soon) == Array("안녕하세요, 서버!".utf8))
      try await server.write("안녕!", by: soon)
      #expect(try await client.read(by: soon) == Array("안녕!".utf8))
    }
  }

  @Test("after our end is shut the peer's answer still comes")
  func halfClose() throws {
    let ends = try Ends()
    try onLoop { loop in
      let (client, server) = try await securedPair(on: loop, ends.client(), ends.server())
      try await client.write("question", by: soon)
      try await client.shutdownWrite(by: soon)
      #expect(try await server.read(by: soon) == Array("question".utf8))
      #expect(try await server.read(by: soon) == [])
      #expect(try await server.read(by: soon) == [])
      try await server.write("late answer", by: soon)
      server.close()
      #expect(try await client.read(by: soon) == Array("late answer".utf8))
      #expect(try await client.read(by: soon) == [])
    }
  }

  @Test("eight megabytes arrive whole though the reader starts late")
  func backPressure() throws {
    let ends = try Ends()
    try onLoop { loop in
      let (client, server) = try await securedPair(on: loop, ends.client(), ends.server())
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

  @Test("an echo loses nothing while both ends write at once")
  func bothWays() throws {
    let ends = try Ends()
    try onLoop { loop in
      let (client, server) = try await securedPair(on: loop, ends.client(), ends.server())
      let content = patterned(4_000_000)
      let received = await withTaskGroup(of: [UInt8].self) { group in
        group.addTask {
          do throws(TLSError) {
            while try await server.receive(
              by: soon, { (bytes) throws(TLSError) in try server.enqueue(bytes) }) != nil
            {
              try await server.flush(by: soon)
            }
          } catch {
            Issue.record("\(error)")
          }
          server.close()
          return []
        }
        group.addTask {
          try? await client.write(content, by: soon)
          try? await client.shutdownWrite(by: soon)
          return []
        }
        group.addTask {
          var all: [UInt8] = []
          while let piece = try? await client.read(upTo: 65536, by: soon), !piece.isEmpty {
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

  @Test("a connection cut without close_notify is truncated, not ended")
  func truncated() throws {
    let ends = try Ends()
    try onLoop { loop in
      let (client, server) = try await securedPair(on: loop, ends.client(), ends.server())
      try await server.write("half of it", by: soon)
      try server.transport.shutdownWrite()
      #expect(try await client.read(by: soon) == Array("half of it".utf8))
      await #expect(throws: TLSError.truncated(during: .data)) { try await client.read(by: soon) }
    }
  }

  @Test("a peer that says nothing is given up at the deadline")
  func silentPeer() throws {
    let ends = try Ends()
    try onLoop { loop in
      let (client, server) = try await connectedPair(on: loop)
      let near = try TLSStream(over: client, ends.client(), serverName: "localhost")
      await #expect(throws: TLSError.transport(.timedOut)) {
        try await near.handshake(by: atOnce)
      }
      let far = try TLSStream(over: server, ends.server())
      // It has the client's greeting, answers, and waits for the rest.
      await #expect(throws: TLSError.transport(.timedOut)) {
        try await far.handshake(by: atOnce)
      }
    }
  }

  @Test("a cancelled handshake and a cancelled read end at once")
  func cancellation() throws {
    let ends = try Ends()
    try onLoop { loop in
      let (client, server) = try await securedPair(on: loop, ends.client(), ends.server())
      let (silent, other) = try await connectedPair(on: loop)
      let waiting = try TLSStream(over: silent, ends.client(), serverName: "localhost")
      let errors = await withTaskGroup(of: TLSError?.self) { group in
        group.addTask {
          do throws(TLSError) {
            _ = try await client.read(by: soon)
            return nil
          } catch {
            return error
          }
        }
        group.addTask {
          do throws(TLSError) {
            try await waiting.handshake(by: soon)
            return nil
          } catch {
            return error
          }
        }
        group.cancelAll()
        return await group.reduce(into: [TLSError?]()) { $0.append($1) }
      }
      #expect(errors == [.transport(.cancelled), .transport(.cancelled)])
      // Both peers were there all the time.
      #expect(!server.isClosed && !other.isClosed)
    }
  }

  @Test("a refused server is told why, and can still be looked at")
  func refusal() throws {
    let ends = try Ends()
    try onLoop { loop in
      let (client, server) = try await connectedPair(on: loop)
      let near = try TLSStream(over: client, ends.client(), serverName: "other.test")
      let far = try TLSStream(over: server, ends.server())
      let errors = await withTaskGroup(of: (Bool, TLSError?).self) { group in
        for (isClient, end) in [(true, near), (false, far)] {
          group.addTask {
            do throws(TLSError) {
              try await end.handshake(by: soon)
              return (isClient, nil)
            } catch {
              return (isClient, error)
            }
          }
        }
        return await group.reduce(into: [Bool: TLSError]()) { $0[$1.0] = $1.1 }
      }
      guard case .unverified(let failure)? = errors[true] else {
        Issue.record("\(errors)")
        return
      }
      #expect(failure.reason == .nameMismatch)
      #expect(near.peer.chain.count == 1)
      #expect(errors[false] == .alert(TLSAlert(code: 42), during: .handshake))
    }
  }

  @Test("tickets that nobody has read do not make a reset of the end")
  func unreadTickets() throws {
    let ends = try Ends()
    try onLoop { loop in
      let (client, server) = try await securedPair(on: loop, ends.client(), ends.server())
      try await client.transport.waitReadable(by: soon)
      client.close()
      #expect(try await server.read(by: soon) == [])
      #expect(try await server.transport.read(by: soon) == [])
    }
  }

  @Test("after an abort the peer sees a reset, not an end")
  func abort() throws {
    let ends = try Ends()
    try onLoop { loop in
      let (client, server) = try await securedPair(on: loop, ends.client(), ends.server())
      server.abort()
      do {
        _ = try await client.read(by: soon)
        Issue.record("a reset is no end")
      } catch TLSError.transport(.system(let error)) {
        #expect(error.symbol == "ECONNRESET")
      }
      #expect(server.isClosed)
    }
  }
}
