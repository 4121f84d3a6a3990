import TLS
import TestSupport
import Testing

@Suite("TLS sessions in memory", .needsOpenSSLCommand)
struct SessionTests {
  @Test("both versions carry text both ways", arguments: TLSVersion.allCases)
  func bothVersions(version: TLSVersion) throws {
    let ends = try Ends()
    let pair = try Pair(
      ends.client { $0.common.versions = version...version }, ends.server(),
      serverName: "localhost")
    pair.shakeHands()
    try #require(pair.isEstablished)
    let facts = pair.client.facts
    #expect(facts.version == (version == .v1_3 ? "TLSv1.3" : "TLSv1.2"))
    #expect(facts.cipher.hasPrefix(version == .v1_3 ? "TLS_" : "ECDHE-"))
    #expect(facts.peer.verification == .verified)
    #expect(facts.peer.chain.count == 1)
    #expect(!facts.isResumed)
    #expect(pair.server.facts.serverName == "localhost")
    #expect(pair.server.facts.peer.verification == .notPresented)

    try pair.client.write("안녕하세요, 서버!")
    pair.carry(from: pair.client, to: pair.server)
    #expect(try pair.server.readText() == "안녕하세요, 서버!")
    try pair.server.write("안녕!")
    pair.carry(from: pair.server, to: pair.client)
    #expect(try pair.client.readText() == "안녕!")
  }

  @Test("a server of 1.2 alone and one of 1.3 alone are both understood")
  func singleVersions() throws {
    let ends = try Ends()
    for version in TLSVersion.allCases {
      let server = try ends.server { $0.common.versions = version...version }
      let pair = try Pair(ends.client(), server, serverName: "localhost")
      pair.shakeHands()
      #expect(pair.isEstablished)
    }
  }

  @Test("ends without a common version part with an alert")
  func noCommonVersion() throws {
    let ends = try Ends()
    let pair = try Pair(
      ends.client { $0.common.versions = .v1_3 ... .v1_3 },
      ends.server { $0.common.versions = .v1_2 ... .v1_2 }, serverName: "localhost")
    pair.shakeHands()
    #expect(pair.clientError == .alert(.protocolVersion, during: .handshake))
    #expect(pair.clientError?.description == "the peer refused the TLS handshake: protocol_version")
  }

  @Test(
    "the server's favourite among the offered protocols is chosen",
    arguments: [
      (["h2", "http/1.1"], ["http/1.1", "h2"], "http/1.1"),
      (["http/1.1"], ["h2", "http/1.1"], "http/1.1"),
      (["h2"], [], nil),  // the server has no opinion
      ([], ["h2"], nil),  // the client does not ask
    ] as [([String], [String], String?)])
  func protocols(offered: [String], known: [String], chosen: String?) throws {
    let ends = try Ends()
    let pair = try Pair(
      ends.client { $0.common.protocols = offered }, ends.server { $0.common.protocols = known },
      serverName: "localhost")
    pair.shakeHands()
    try #require(pair.isEstablished)
    #expect(pair.client.facts.applicationProtocol == chosen)
    #expect(pair.server.facts.applicationProtocol == chosen)
  }

  @Test("no common protocol is refused by name")
  func noCommonProtocol() throws {
    let ends = try Ends()
    let pair = try Pair(
      ends.client { $0.common.protocols = ["h2"] },
      ends.server { $0.common.protocols = ["echo"] }, serverName: "localhost")
    pair.shakeHands()
    #expect(pair.clientError == .alert(.noApplicationProtocol, during: .handshake))
  }

  @Test("an impossible protocol name is refused before anything is sent")
  func badProtocol() throws {
    let ends = try Ends()
    for name in ["", String(repeating: "x", count: 256)] {
      #expect(throws: TLSError.self) { try ends.client { $0.common.protocols = [name] } }
    }
  }

  @Test("a megabyte comes out as it went in, though it is fed in odd pieces")
  func bulk() throws {
    let ends = try Ends()
    let pair = try Pair(ends.client(), ends.server(), serverName: "127.0.0.1")
    pair.shakeHands()
    let sent = patterned(1_000_003)
    try pair.client.write(sent)
    let ciphertext = pair.client.output()
    #expect(ciphertext.count > sent.count)
    var received: [UInt8] = []
    var rest = ciphertext[...]
    for size in [1, 2, 3, 5, 1000, 16_389, 70_000, 2_000_000] {
      pair.server.feed(Array(rest.prefix(size)))
      rest = rest.dropFirst(size)
      received += try pair.server.readAll().bytes
    }
    let isWhole = areEqual(received, sent)
    #expect(isWhole, "\(received.count) bytes")
  }

  @Test("one end can finish and still read", arguments: TLSVersion.allCases)
  func halfClose(version: TLSVersion) throws {
    let ends = try Ends()
    let pair = try Pair(
      ends.client { $0.common.versions = version...version }, ends.server(),
      serverName: "localhost")
    pair.shakeHands()
    try pair.client.write("the last word")
    pair.client.close()
    pair.carry(from: pair.client, to: pair.server)
    let heard = try pair.server.readAll()
    #expect(heard.bytes == Array("the last word".utf8))
    #expect(heard.isClosed)
    try pair.server.write("the answer")
    pair.server.close()
    pair.carry(from: pair.server, to: pair.client)
    let answer = try pair.client.readAll()
    #expect(answer.bytes == Array("the answer".utf8))
    #expect(answer.isClosed)
    // What ends after close_notify is complete.
    pair.client.endInput()
    #expect(try pair.client.readAll().isClosed)
  }

  @Test("a stream that ends without close_notify is named truncated")
  func truncated() throws {
    let ends = try Ends()
    let pair = try Pair(ends.client(), ends.server(), serverName: "localhost")
    pair.shakeHands()
    try pair.server.write("half of it")
    pair.carry(from: pair.server, to: pair.client)
    pair.client.endInput()
    #expect(throws: TLSError.truncated(during: .data)) { try pair.client.readAll() }
  }

  @Test("an end in the middle of the handshake is named truncated")
  func truncatedHandshake() throws {
    let ends = try Ends()
    let session = try TLSSession(ends.server())
    session.endInput()
    #expect(throws: TLSError.truncated(during: .handshake)) { try session.handshake() }
    #expect(throws: TLSError.truncated(during: .handshake)) { try session.handshake() }
  }

  @Test("a peer that does not speak TLS is told apart")
  func notTLS() throws {
    let ends = try Ends()
    let server = try TLSSession(ends.server())
    server.feed(Array("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".utf8))
    #expect(throws: TLSError.notTLS(reason: "http request")) { try server.handshake() }
    let client = try TLSSession(ends.client(), serverName: "localhost")
    _ = try client.handshake()
    client.feed(Array("220 mail.example.test ESMTP\r\n".utf8))
    #expect(throws: TLSError.notTLS(reason: "wrong version number")) { try client.handshake() }
  }

  @Test("a server hands out tickets only where it should")
  func tickets() throws {
    let ends = try Ends()
    for resumes in [true, false] {
      let pair = try Pair(
        ends.client(), ends.server { $0.resumesSessions = resumes }, serverName: "localhost")
      _ = try pair.client.handshake()
      pair.carry(from: pair.client, to: pair.server)
      _ = try pair.server.handshake()
      pair.carry(from: pair.server, to: pair.client)
      _ = try pair.client.handshake()
      pair.carry(from: pair.client, to: pair.server)
      _ = try pair.server.handshake()
      // After the client's Finished a server has tickets to send, or nothing.
      #expect((pair.server.pendingOutput > 0) == resumes)
    }
  }

  @Test("a server name that cannot be one is refused")
  func badNames() throws {
    let ends = try Ends()
    let context = try ends.client()
    for name in ["", ".", "a\0b", String(repeating: "x", count: 256)] {
      #expect(throws: TLSError.invalid("invalid server name '\(name)'")) {
        _ = try TLSSession(context, serverName: name)
      }
    }
  }

  @Test("the final dot and the zone are not part of the name")
  func decoratedNames() throws {
    let ends = try Ends()
    for name in ["localhost.", "::1%lo", "www.example.test."] {
      let pair = try Pair(ends.client(), ends.server(), serverName: name)
      pair.shakeHands()
      #expect(pair.clientError == nil)
      #expect(pair.isEstablished)
    }
  }
}
