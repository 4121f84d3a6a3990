import Foundation
import Testing

@Suite("connect: TLS", .serialized, .enabled(if: Lab.hasPrograms("python3", "openssl"), Lab.reason))
struct ConnectTLSTests {
  /// A TLS server in Python that echoes, with a certificate of ours.
  private func server(_ name: String, host: String = "127.0.0.1", more: String = "") throws
    -> PythonServer
  {
    try PythonServer(
      """
      x = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
      x.load_cert_chain('\(try LabCertificates.path(name + ".pem"))', '\(try LabCertificates.path(name + ".key"))')
      \(more)
      while True:
        c, _ = l.accept()
        try:
          s = x.wrap_socket(c, server_side=True)
          while True:
            d = s.recv(65536)
            if not d: break
            s.sendall(d)
          s.unwrap(); s.close()
        except (ssl.SSLError, OSError): pass
      """, host: host)
  }

  private func connect(_ server: PythonServer, _ words: String..., host: String = "localhost")
    throws -> Lab.Result
  {
    try Lab.run(
      Lab.netkit,
      ["connect", "--tls", host, "\(server.port)", "--ca", try LabCertificates.path("ca.pem")]
        + words)
  }

  @Test("Python's ssl gives Korean back")
  func echo() throws {
    let server = try server("server", more: "x.set_alpn_protocols(['h2'])")
    defer { server.end() }
    let result = try connect(server, "--send", "안녕하세요", "--expect", "요", "-v", "--alpn", "h2")
    #expect(result.output == "안녕하세요\n" && result.status == 0, "\(result.errors)")
    #expect(result.errors.contains("ALPN h2") && result.errors.contains("verified"))
  }

  @Test(
    "a certificate that is no good is refused, and says why",
    arguments: [
      ("expired", "expired", "is the clock of this machine right?"),
      ("elsewhere", "hostname mismatch", "--server-name"),
      ("outsider", "unable to get local issuer certificate", "--ca FILE"),
    ])
  func faults(_ name: String, _ reason: String, _ advice: String) throws {
    let server = try server(name)
    defer { server.end() }
    let refused = try connect(server, "--send", "x")
    #expect(refused.status == 1 && refused.output.isEmpty)
    #expect(refused.errors.contains(reason), "\(refused.errors)")
    #expect(refused.errors.contains(advice), "\(refused.errors)")
    let insecure = try connect(server, "--send", "x", "--insecure", "-v", "--expect", "x")
    #expect(insecure.status == 0 && insecure.output == "x\n", "\(insecure.errors)")
    #expect(insecure.errors.contains("NOT VERIFIED"))
  }

  @Test("a name of its own, and a pin, will do")
  func namesAndPins() throws {
    let server = try server("elsewhere")
    defer { server.end() }
    let named = try connect(
      server, "--server-name", "elsewhere.test", "--send", "x", "--expect", "x")
    #expect(named.status == 0, "\(named.errors)")
    let shown = try connect(server, "--show-cert", "--insecure", "--json")
    let pin = try #require(
      shown.output.split(separator: "\"").first { $0.hasPrefix("sha256:") }.map(String.init))
    let pinned = try connect(server, "--pin", pin, "--send", "x", "--expect", "x")
    #expect(pinned.status == 0, "\(pinned.errors)")
    let other = "sha256:" + String(repeating: "0", count: 64)
    let wrong = try connect(server, "--pin", other, "--send", "x")
    #expect(wrong.status == 1 && wrong.errors.contains("not a pinned one"), "\(wrong.errors)")
  }

  @Test("authorities may be a hashed directory; one that is not hashed is said to be none")
  func authorityDirectory() throws {
    let server = try server("server")
    defer { server.end() }
    let folder = NSTemporaryDirectory() + "netkit-ca-\(UUID())"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileManager.default.copyItem(
      atPath: LabCertificates.path("ca.pem"), toPath: folder + "/ca.pem")
    let words = [
      "connect", "--tls", "localhost", "\(server.port)", "--ca", folder, "--send", "x",
      "--expect", "x",
    ]
    let bare = try Lab.run(Lab.netkit, words)
    #expect(bare.status == 2 && bare.errors.contains("openssl rehash"), "\(bare.errors)")
    try Lab.run("openssl", ["rehash", folder])
    let hashed = try Lab.run(Lab.netkit, words)
    #expect(hashed.status == 0 && hashed.output == "x\n", "\(hashed.errors)")
  }

  @Test("the certificate is shown as it is")
  func showCertificate() throws {
    let server = try server("server")
    defer { server.end() }
    let result = try connect(server, "--show-cert")
    #expect(result.status == 0, "\(result.errors)")
    for text in [
      "Subject  C=KR, O=넷킷, CN=server", "Issuer   C=KR, O=넷킷, CN=ca",
      "localhost, 127.0.0.1, ::1", "EC P-256", "8 days left",
    ] {
      #expect(result.output.contains(text), "\(text) in \(result.output)")
    }
  }

  @Test("a client certificate is shown when asked for")
  func clientCertificate() throws {
    let server = try server(
      "server",
      more: """
        x.verify_mode = ssl.CERT_REQUIRED
        x.load_verify_locations('\(try LabCertificates.path("ca.pem"))')
        """)
    defer { server.end() }
    let with = try connect(
      server, "--cert", try LabCertificates.path("client.pem"), "--key",
      try LabCertificates.path("client.key"), "--send", "x", "--expect", "x")
    #expect(with.status == 0, "\(with.errors)")
    let without = try connect(server, "--send", "x", "--expect", "x")
    #expect(without.status != 0)
    #expect(without.errors.contains("client certificate"), "\(without.errors)")
  }

  @Test("openssl s_server is spoken to, in both families", arguments: ["4", "6"])
  func openssl(_ family: String) throws {
    let (certificate, key) = (
      try LabCertificates.path("server.pem"), try LabCertificates.path("server.key")
    )
    let result = try ForeignServer.talk(
      ["openssl", "s_server", "-\(family)", "-cert", certificate, "-key", key, "-rev", "-quiet"]
    ) {
      ["-accept", "\($0)"]
    } client: { port in
      [
        "-\(family)", "--tls", "localhost", "\(port)", "--ca", try LabCertificates.path("ca.pem"),
        "--send", "abc", "--expect", "cba",
      ]
    }
    #expect(result.output == "cba\n" && result.status == 0, "\(result.errors)")
  }

  @Test("a port without TLS, and a silent one, are told apart")
  func noTLS() throws {
    let plain = try Serving("hello")
    let result = try Lab.run(
      Lab.netkit, ["connect", "--tls", "localhost", "\(plain.port)", "--send", "x"])
    #expect(result.status == 1 && result.errors.contains("does not speak TLS"), "\(result.errors)")
    let silent = try Serving("discard")
    let late = try Lab.run(
      Lab.netkit,
      ["connect", "--tls", "localhost", "\(silent.port)", "-w", "300ms", "--send", "x"])
    #expect(late.status == 2, "\(late.errors)")
  }
}
