import Platform
import TestSupport
import Testing

@testable import Sockets

@Suite("Watched connections")
struct WatcherTests {
  /// Reads what comes, `atMost` bytes a call, and notes how it was called.
  private final class Reader: Watcher {
    let stream: TCPStream
    let atMost: Int
    var pieces: [[UInt8]] = []
    var calls = 0
    var hasEnded = false
    let done: Mailbox<Void>

    init(_ stream: TCPStream, atMost: Int, _ done: Mailbox<Void>) {
      self.stream = stream
      self.atMost = atMost
      self.done = done
    }

    func becameReady() -> Bool {
      calls += 1
      let found = try? stream.receiveNow(upTo: atMost) { bytes in
        pieces.append(unsafe bytes.withUnsafeBytes { unsafe Array($0) })
      }
      guard case .end? = found else { return stream.mayReceive }
      hasEnded = true
      stream.close()
      done.send(())
      return false
    }
  }

  @Test("a watcher is called again until it has read all, and sees the end")
  func readsAll() throws {
    try onLoop { loop in
      let (client, server) = try await connectedPair(on: loop)
      let done = Mailbox<Void>(on: loop)
      let reader = Reader(server, atMost: 3, done)
      try await client.write("0123456789", by: soon)
      client.close()
      try server.watch(by: reader)
      _ = try await done.receive(by: soon)
      #expect(reader.pieces.joined().elementsEqual("0123456789".utf8))
      #expect(reader.pieces.allSatisfy { $0.count <= 3 })
      #expect(reader.hasEnded)
    }
  }

  @Test("others have their turn between the calls of a busy watcher")
  func fairness() throws {
    try onLoop { loop in
      let done = Mailbox<Void>(on: loop)
      var clients: [TCPStream] = []
      var readers: [Reader] = []
      for _ in 0..<3 {
        let (client, server) = try await connectedPair(on: loop)
        try await client.write([UInt8](repeating: 1, count: 300), by: soon)
        clients.append(client)
        readers.append(Reader(server, atMost: 1, done))
        try server.watch(by: readers[readers.count - 1])
      }
      while readers.contains(where: { $0.pieces.count < 300 }) {
        await Task.yield()
        // Nobody is far ahead of anybody.
        let counts = readers.map(\.pieces.count)
        #expect((counts.max() ?? 0) - (counts.min() ?? 0) <= 200)
        try await loop.sleep(until: Deadline(at: .now))
      }
      for client in clients { client.close() }
      // Those that end in one turn come together.
      var ended = 0
      while ended < readers.count { ended += try await done.receive(by: soon).count }
    }
  }

  @Test("a silent connection costs its watcher no call, and asking brings one")
  func asked() throws {
    try onLoop { loop in
      let (client, server) = try await connectedPair(on: loop)
      let reader = Reader(server, atMost: 9, Mailbox<Void>(on: loop))
      try server.watch(by: reader)
      try await loop.sleep(until: .after(.milliseconds(20)))
      let before = reader.calls
      #expect(before <= 2)
      try await loop.sleep(until: .after(.milliseconds(20)))
      #expect(reader.calls == before)
      server.callWatcher()
      server.callWatcher()
      try await loop.sleep(until: atOnce)
      #expect(reader.calls == before + 1)
      client.close()
    }
  }

  @Test("a closed connection lets its watcher go")
  func releases() throws {
    try onLoop { loop in
      let (client, server) = try await connectedPair(on: loop)
      weak var watcher: Reader?
      do {
        let reader = Reader(server, atMost: 9, Mailbox<Void>(on: loop))
        watcher = reader
        try server.watch(by: reader)
      }
      try await loop.sleep(until: atOnce)
      #expect(watcher != nil)
      server.close()
      #expect(watcher == nil)
      #expect(throws: SocketError.closed) {
        try server.watch(by: Reader(client, atMost: 1, Mailbox<Void>(on: loop)))
      }
    }
  }

  @Test("a connection whose place another has taken gets none of its events")
  func staleEvents() throws {
    try onLoop { loop in
      let (client, server) = try await connectedPair(on: loop)
      let done = Mailbox<Void>(on: loop)
      let first = Reader(server, atMost: 9, done)
      try server.watch(by: first)
      server.callWatcher()
      server.close()
      let (other, heard) = try await connectedPair(on: loop)
      let second = Reader(heard, atMost: 9, done)
      try heard.watch(by: second)
      try await other.write("x", by: soon)
      other.close()
      _ = try await done.receive(by: soon)
      #expect(first.pieces.isEmpty)
      #expect(second.pieces == [Array("x".utf8)])
      client.close()
    }
  }
}
