import Foundation
import Platform
import Sockets
import TestSupport
import Testing

@Suite("Serving")
struct ServingTests {
  /// Lets a socket's number stand for something that is no socket while `body` runs: all that is
  /// asked of it fails.
  private func withoutSocket(_ number: Int32?, _ body: () async throws -> Void) async throws {
    let number = try #require(number)
    let (kept, nothing) = (dup(number), open("/dev/null", O_RDWR))
    dup2(nothing, number)
    defer {
      dup2(kept, number)
      close(kept)
      close(nothing)
    }
    try await body()
  }

  /// Returns when the tasks of all that was ready have had their turn: its own event comes last.
  private func settle(_ loop: EventLoop) async throws {
    let socket = try UDPSocket(on: loop, .ipv4, local: .loopback(.ipv4))
    try await socket.send([], to: socket.localAddress)
    _ = try await socket.receive(by: soon)
  }

  private func answer(to byte: UInt8, from server: SocketAddress, at client: UDPSocket) async throws
    -> [UInt8]?
  {
    try await client.send([byte], to: server)
    return try await answer(at: client)
  }

  private func answer(at client: UDPSocket) async throws -> [UInt8]? {
    guard case .datagram(let bytes, _) = try await client.receive(by: soon) else { return nil }
    return bytes
  }

  @Test("neither ICMP about an answer nor a failed receive ends a server of datagrams")
  func datagrams() throws {
    try onLoop { loop in
      let server = try UDPSocket(on: loop, .ipv4, local: .loopback(.ipv4))
      let client = try UDPSocket(on: loop, .ipv4, local: .loopback(.ipv4))
      let address = try server.localAddress
      let serving = loop.spawn {
        await server.serve { bytes, info in
          _ = try? server.trySend(bytes, to: info.source)
        }
      }
      try await withoutSocket(server.number) {
        try await client.send([1], to: address)
        try await settle(loop)
      }
      #expect(try await answer(at: client) == [1])

      let gone = try UDPSocket(on: loop, .ipv4, local: .loopback(.ipv4))
      try await gone.send([2], to: address)
      gone.close()
      #expect(try await answer(to: 3, from: address, at: client) == [3])
      #expect(try await answer(to: 4, from: address, at: client) == [4])

      serving.cancel()
      await serving.value
    }
  }

  @Test("a failed accept ends no server of connections")
  func connections() throws {
    try onLoop { loop in
      let listener = try TCPListener(on: loop, at: .loopback(.ipv4))
      let serving = loop.spawn {
        await listener.serve(limit: 2) { peer in try? await peer.write([7], by: soon) }
      }
      var early: TCPStream?
      try await withoutSocket(listener.number) {
        early = try await TCPStream.connect(on: loop, to: listener.localAddress, by: soon)
        try await settle(loop)
      }
      let late = try await TCPStream.connect(on: loop, to: listener.localAddress, by: soon)
      for client in [early, late] {
        #expect(try await client?.read(by: soon) == [7])
      }
      listener.close()
      await serving.value
    }
  }

  @Test("a crowd at the door leaves others their turn")
  func crowd() throws {
    try onLoop { loop in
      let listener = try TCPListener(on: loop, at: .loopback(.ipv4))
      var streams: [TCPStream] = []
      for _ in 0..<200 {
        streams.append(try await .connect(on: loop, to: listener.localAddress, by: soon))
      }
      let (taken, seen) = (Locked(0), Locked(200))
      let other = loop.spawn {
        try? await loop.sleep(until: Deadline(at: .now))
        let count = taken.withLock { $0 }
        seen.withLock { $0 = count }
      }
      for _ in 0..<200 {
        streams.append(try await listener.accept(by: soon))
        taken.withLock { $0 += 1 }
      }
      await other.value
      #expect(seen.withLock { $0 } < 200)
    }
  }
}
