import Foundation
import TLS
import Testing

@Suite("Certificate verification", .needsOpenSSLCommand)
struct VerificationTests {
  /// What a server shows, the name that is asked for, and why it is refused.
  struct Case: CustomTestStringConvertible {
    let certificate: String
    let name: String
    let reason: VerificationFailure.Reason?
    let code: Int
    let alert: String
    var testDescription: String { "\(certificate) as \(name)" }
  }

  static let cases = [
    Case(certificate: "server", name: "localhost", reason: nil, code: 0, alert: ""),
    Case(certificate: "server", name: "LOCALHOST", reason: nil, code: 0, alert: ""),
    Case(certificate: "server", name: "www.example.test", reason: nil, code: 0, alert: ""),
    Case(certificate: "server", name: "127.0.0.1", reason: nil, code: 0, alert: ""),
    Case(certificate: "server", name: "::1", reason: nil, code: 0, alert: ""),
    // A wildcard stands for one label.
    Case(
      certificate: "server", name: "a.b.example.test", reason: .nameMismatch, code: 62,
      alert: "bad_certificate"),
    Case(
      certificate: "server", name: "other.test", reason: .nameMismatch, code: 62,
      alert: "bad_certificate"),
    Case(
      certificate: "server", name: "127.0.0.2", reason: .nameMismatch, code: 64,
      alert: "bad_certificate"),
    Case(
      certificate: "expired", name: "localhost", reason: .expired, code: 10,
      alert: "certificate_expired"),
    Case(
      certificate: "outsider", name: "localhost", reason: .unknownAuthority, code: 20,
      alert: "unknown_ca"),
  ]

  @Test("each fault has its name, its number, and its alert", arguments: cases)
  func faults(row: Case) throws {
    let ends = try Ends()
    let pair = try Pair(ends.client(), ends.server(row.certificate), serverName: row.name)
    pair.shakeHands()
    guard let reason = row.reason else {
      #expect(pair.clientError == nil)
      #expect(pair.isEstablished)
      return
    }
    guard case .unverified(let failure)? = pair.clientError else {
      Issue.record("\(String(describing: pair.clientError))")
      return
    }
    #expect(failure.reason == reason)
    #expect(failure.code == row.code)
    #expect(failure.depth == 0)
    // The refused certificate can still be shown.
    #expect(pair.client.peer.chain.count == 1)
    #expect(pair.client.peer.verification == .failed(failure))
    guard case .alert(let alert, _)? = pair.serverError else {
      Issue.record("\(String(describing: pair.serverError))")
      return
    }
    #expect(alert.description == row.alert)
  }

  @Test("carrying on unverified still says why", arguments: cases)
  func reported(row: Case) throws {
    let ends = try Ends()
    let pair = try Pair(
      ends.client { $0.requiresVerification = false }, ends.server(row.certificate),
      serverName: row.name)
    pair.shakeHands()
    try #require(pair.isEstablished)
    switch pair.client.facts.peer.verification {
    case .verified: #expect(row.reason == nil)
    case .failed(let failure): #expect(failure.code == row.code)
    case .notPresented: Issue.record("a server always shows one")
    }
  }

  @Test("of the system's authorities the directory is read first, then the bundle")
  func system() throws {
    let ends = try Ends()
    // What OpenSSL itself reads instead of the built-in places.
    defer {
      unsetenv("SSL_CERT_DIR")
      unsetenv("SSL_CERT_FILE")
    }
    setenv("SSL_CERT_DIR", ends.certificates.path("no such folder"), 1)
    for (bundle, isKnown) in [("ca.pem", true), ("stranger.pem", false)] {
      setenv("SSL_CERT_FILE", ends.certificates.path(bundle), 1)
      let client = try ends.client { $0.authorities = .system }
      // The second session finds the bundle read already.
      for _ in 0..<2 {
        let pair = try Pair(client, ends.server(), serverName: "localhost")
        pair.shakeHands()
        #expect(pair.isEstablished == isKnown)
        if isKnown {
          #expect(pair.client.facts.peer.verification == .verified)
        } else {
          guard case .unverified(let failure)? = pair.clientError else {
            Issue.record("\(String(describing: pair.clientError))")
            return
          }
          #expect(failure.reason == .unknownAuthority)
        }
      }
      // The name is checked again with the bundle, not forgotten.
      let other = try Pair(
        ends.client { $0.authorities = .system }, ends.server(), serverName: "other.test")
      other.shakeHands()
      #expect(!other.isEstablished)
    }
  }

  @Test("a hashed directory of authorities will do")
  func directory() throws {
    let ends = try Ends()
    let folder = ends.certificates.path("hashed")
    let hash = try TestCertificates.run(
      ["x509", "-hash", "-noout", "-in", ends.certificates.path("ca.pem")])
    let name = String(hash.prefix { $0 != "\n" }) + ".0"
    try Folder.copy(ends.certificates.path("ca.pem"), into: folder, as: name)
    let client = try ends.client { $0.authorities = .named(file: nil, directory: folder) }
    let pair = try Pair(client, ends.server(), serverName: "localhost")
    pair.shakeHands()
    #expect(pair.clientError == nil)
    #expect(pair.isEstablished)
  }

  @Test("a server's own certificate can be the one that is trusted")
  func leafAsAuthority() throws {
    let ends = try Ends()
    let client = try ends.client {
      $0.authorities = .named(file: ends.certificates.path("server.pem"), directory: nil)
    }
    let pair = try Pair(client, ends.server(), serverName: "localhost")
    pair.shakeHands()
    #expect(pair.clientError == nil)
  }

  @Test("a pinned key is accepted, another refused, verified or not", arguments: [true, false])
  func pins(requiresVerification: Bool) throws {
    let ends = try Ends()
    let server = try ends.server(requiresVerification ? "server" : "outsider")
    let first = try Pair(
      ends.client { $0.requiresVerification = false }, server, serverName: "localhost")
    first.shakeHands()
    let pin = try #require(first.client.facts.peer.pin)

    let right = try Pair(
      ends.client {
        $0.requiresVerification = requiresVerification
        $0.pins = [pin]
      }, server, serverName: "localhost")
    right.shakeHands()
    #expect(right.isEstablished)

    let wrong = try Pair(
      ends.client {
        $0.requiresVerification = requiresVerification
        $0.pins = [KeyPin(digest: Array(repeating: 7, count: 32))]
      }, server, serverName: "localhost")
    wrong.shakeHands()
    #expect(wrong.clientError == .pinMismatch(found: pin))
    #expect(!wrong.isEstablished)
    #expect(wrong.client.peer.pin == pin)
  }

  @Test("the pin is what the openssl command makes of the key")
  func pinOfKey() throws {
    let ends = try Ends()
    let folder = ends.certificates.folder
    let publicKey = ends.certificates.path("server.spki")
    try TestCertificates.run(
      ["pkey", "-in", "server.key", "-pubout", "-outform", "DER", "-out", publicKey], folder)
    let line = try TestCertificates.run(["dgst", "-sha256", publicKey])
    let digits = try #require(line.split(separator: "= ").last).prefix(64)
    let pin = try KeyPin("sha256:\(digits)")
    let pair = try Pair(
      ends.client { $0.pins = [pin] }, ends.server(), serverName: "localhost")
    pair.shakeHands()
    #expect(pair.clientError == nil)
  }

  @Test("a client's certificate is asked for, checked and shown", arguments: TLSVersion.allCases)
  func clientCertificates(version: TLSVersion) throws {
    let ends = try Ends()
    let authority = TLSAuthorities.named(file: ends.certificates.path("ca.pem"), directory: nil)
    let server = try ends.server {
      $0.clientAuthorities = authority
      $0.common.versions = version...version
    }
    func client(_ name: String?) throws -> TLSContext {
      try ends.client { client in
        client.common.identity = name.map {
          .files(
            certificate: ends.certificates.path("\($0).pem"),
            key: ends.certificates.path("\($0).key"))
        }
      }
    }
    let known = try Pair(client("client"), server, serverName: "localhost")
    known.shakeHands()
    try #require(known.isEstablished)
    #expect(known.server.facts.peer.verification == .verified)
    #expect(known.server.facts.peer.chain.count == 1)

    let silent = try Pair(client(nil), server, serverName: "localhost")
    silent.shakeHands()
    #expect(silent.serverError == .unverified(.notPresented))
    if version == .v1_3 {
      // The client was done before the server looked; it hears of it when it reads.
      #expect(throws: TLSError.alert(.certificateRequired, during: .data)) {
        try silent.client.readAll()
      }
    } else {
      #expect(silent.clientError == .alert(.handshakeFailure, during: .handshake))
    }

    let stranger = try Pair(client("outsider"), server, serverName: "localhost")
    stranger.shakeHands()
    guard case .unverified(let failure)? = stranger.serverError else {
      Issue.record("\(String(describing: stranger.serverError))")
      return
    }
    #expect(failure.reason == .unknownAuthority)
  }

  @Test("a server may let clients without a certificate in")
  func optionalClientCertificate() throws {
    let ends = try Ends()
    let server = try ends.server {
      $0.clientAuthorities = .named(file: ends.certificates.path("ca.pem"), directory: nil)
      $0.requiresClientCertificate = false
    }
    let pair = try Pair(ends.client(), server, serverName: "localhost")
    pair.shakeHands()
    try #require(pair.isEstablished)
    #expect(pair.server.facts.peer.verification == .notPresented)
  }
}
