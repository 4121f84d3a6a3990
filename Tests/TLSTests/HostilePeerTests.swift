import TLS
import TestSupport
import Testing

/// What a hostile peer may send: the session has to throw or ask for more, never trap or loop.
@Suite("Hostile peers", .needsOpenSSLCommand)
struct HostilePeerTests {
  private static func hello(_ context: TLSContext) throws -> [UInt8] {
    let client = try TLSSession(context, serverName: "localhost")
    _ = try client.handshake()
    return client.output()
  }

  @Test("noise and mangled greetings do a server no harm")
  func mangledGreetings() throws {
    let ends = try Ends()
    let server = try ends.server()
    let samples = try [
      Self.hello(ends.client()),
      Self.hello(ends.client { $0.common.versions = .v1_2 ... .v1_2 }),
    ]
    var generator = SeededRandom.forTest("fuzz TLS greetings")
    for round in 0..<SeededRandom.inputs {
      let bytes =
        round % 4 == 0
        ? generator.noise(upTo: 300) : generator.mutated(samples[round % 2])
      let session = try TLSSession(server)
      session.feed(bytes)
      _ = try? session.handshake()
      session.endInput()
      #expect(throws: TLSError.self) { try session.handshake() }
    }
  }

  @Test("a greeting cut anywhere is truncated, and nothing else")
  func cutGreetings() throws {
    let ends = try Ends()
    let server = try ends.server()
    let hello = try Self.hello(ends.client())
    for length in 0..<hello.count {
      let session = try TLSSession(server)
      session.feed(Array(hello.prefix(length)))
      #expect(try session.handshake() == .needsInput)
      session.endInput()
      #expect(throws: TLSError.truncated(during: .handshake)) { try session.handshake() }
    }
  }

  @Test("of a handshake mangled on the way each end is done or told, and both done are of one mind")
  func mangledHandshakes() throws {
    let ends = try Ends()
    let server = try ends.server()
    let clients = try TLSVersion.allCases.map { version in
      try ends.client { $0.common.versions = version...version }
    }
    var generator = SeededRandom.forTest("fuzz TLS handshakes")
    // Each costs two signatures or more, so there are fewer of them.
    for round in 0..<max(1, SeededRandom.inputs / 20) {
      let pair = try Pair(clients[round % 2], server, serverName: "localhost")
      let victim = generator.below(3)
      var flight = 0
      pair.tamper = { bytes, _ in
        guard !bytes.isEmpty else { return bytes }
        defer { flight += 1 }
        return flight == victim ? generator.mutated(bytes) : bytes
      }
      pair.shakeHands()
      pair.client.endInput()
      pair.server.endInput()
      for end in [pair.client, pair.server] where !end.isEstablished {
        #expect(throws: TLSError.self) { try end.handshake() }
      }
      if pair.isEstablished {
        #expect(pair.client.facts.version == pair.server.facts.version)
        #expect(pair.client.facts.cipher == pair.server.facts.cipher)
      }
    }
  }

  @Test("a record with one bit changed never comes out as plaintext")
  func flippedRecords() throws {
    let ends = try Ends()
    let (client, server) = (try ends.client(), try ends.server())
    var generator = SeededRandom.forTest("fuzz TLS records")
    for _ in 0..<max(1, SeededRandom.inputs / 50) {
      let pair = try Pair(client, server, serverName: "localhost")
      pair.shakeHands()
      try pair.client.write("account 1, amount 100")
      var record = pair.client.output()
      record[generator.below(record.count)] ^= 1 << UInt8(generator.below(8))
      pair.server.feed(record)
      pair.server.endInput()
      #expect(throws: TLSError.self) { try pair.server.readAll() }
    }
  }

  @Test("a client that renegotiates is not heard")
  func renegotiation() throws {
    // A TLS 1.2 HelloRequest, the server's way to ask for it: the client goes on as before.
    let ends = try Ends()
    let pair = try Pair(
      ends.client { $0.common.versions = .v1_2 ... .v1_2 }, ends.server(),
      serverName: "localhost")
    pair.shakeHands()
    // Unencrypted, so it is an attack; it ends the session.
    pair.client.feed([22, 3, 3, 0, 4, 0, 0, 0, 0])
    #expect(throws: TLSError.self) { try pair.client.readAll() }
  }
}
