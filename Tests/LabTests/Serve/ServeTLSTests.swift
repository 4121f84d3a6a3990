import Foundation
import Testing

@Suite("serve: TLS", .serialized, .enabled(if: Lab.hasPrograms("python3", "openssl"), Lab.reason))
struct ServeTLSTests {
  private func secure(_ words: String...) throws -> Serving {
    try Serving(
      words: words + [
        "--tls", "--cert", LabCertificates.path("server.pem"), "--key",
        LabCertificates.path("server.key"),
      ])
  }

  @Test("Python's ssl gets its Korean back, in both families", arguments: ["::1", "127.0.0.1"])
  func python(_ host: String) throws {
    let server = try secure("echo")
    let result = try Python.run(
      """
      x = ssl.create_default_context(cafile=sys.argv[3])
      s = x.wrap_socket(dial(sys.argv[1], sys.argv[2]), server_hostname='localhost')
      t = '안녕하세요\\n'.encode() * 50000
      assert swap(s, t) == t; print(s.version())
      """, host, "\(server.port)", try LabCertificates.path("ca.pem"))
    #expect(result.output == "TLSv1.3\n", "\(result.errors)")
    #expect(server.end() == 0)
    #expect(server.log.contains("asked for localhost"))
  }

  @Test("openssl s_client gets its lines back")
  func openssl() throws {
    let server = try secure("echo")
    let result = try Shell.talk(
      """
      talk 안녕 openssl s_client -quiet -verify_return_error -CAfile "$1" -servername localhost \
        -connect "[::1]:$2"
      """, try LabCertificates.path("ca.pem"), "\(server.port)")
    #expect(result.output == "안녕\n", "\(result.errors)")
  }

  @Test("a silent client is let go, and blocks nobody")
  func silent() throws {
    // Long enough for the other one's handshake on a busy machine.
    let server = try secure("echo", "--handshake-timeout=5s")
    let result = try Python.run(
      """
      a = dial('::1', sys.argv[1])
      x = ssl.create_default_context(cafile=sys.argv[2])
      s = x.wrap_socket(dial('::1', sys.argv[1]), server_hostname='localhost')
      s.sendall(b'ok'); assert read(s, 2) == b'ok'
      try: print(a.recv(1))
      except ConnectionError: print(b'')
      """, "\(server.port)", try LabCertificates.path("ca.pem"))
    #expect(result.output == "b''\n", "\(result.errors)")
    #expect(server.shows("no TLS handshake in time"))
  }

  @Test("a client certificate is asked for, checked and named")
  func clientCertificate() throws {
    let server = try Serving(
      "echo", "--cert", try LabCertificates.path("server.pem"), "--key",
      try LabCertificates.path("server.key"), "--client-ca", try LabCertificates.path("ca.pem"))
    let script = """
      x = ssl.create_default_context(cafile=sys.argv[2])
      if len(sys.argv) > 3: x.load_cert_chain(sys.argv[3], sys.argv[4])
      s = x.wrap_socket(dial('::1', sys.argv[1]), server_hostname='localhost')
      try:
        s.sendall(b'ok'); print(s.recv(2))
      except (ssl.SSLError, ConnectionError) as e: print('refused')
      """
    let (port, ca) = ("\(server.port)", try LabCertificates.path("ca.pem"))
    let with = try Python.run(
      script, port, ca, try LabCertificates.path("client.pem"),
      try LabCertificates.path("client.key"))
    #expect(with.output == "b'ok'\n", "\(with.errors)")
    let without = try Python.run(script, port, ca)
    #expect(without.output == "refused\n" || without.output == "b''\n", "\(without.errors)")
    #expect(server.shows("CN=client"))
  }

  @Test("a key of another certificate, or a missing file, is said and ends with 2")
  func wrongKey() throws {
    let wrong = try Lab.run(
      Lab.netkit,
      [
        "serve", "echo", "0", "--cert", try LabCertificates.path("server.pem"), "--key",
        try LabCertificates.path("client.key"),
      ])
    #expect(wrong.status == 2)
    #expect(wrong.errors.contains("does not belong to the certificate"))
    let missing = try Lab.run(
      Lab.netkit, ["serve", "echo", "0", "--cert", "/nonexistent.pem"])
    #expect(missing.status == 2)
    #expect(missing.errors.contains("cannot read the certificate file"))
    let library = try Lab.run(
      Lab.netkit, ["serve", "echo", "0", "--self-signed"],
      environment: ["NETKIT_LIBSSL": "/nonexistent.so"])
    #expect(library.status == 2)
    #expect(library.errors.contains("cannot open OpenSSL"))
  }

  @Test("a chat goes over TLS as well")
  func chat() throws {
    let server = try secure("chat")
    let result = try Python.run(
      """
      x = ssl.create_default_context(cafile=sys.argv[2])
      def join():
        s = x.wrap_socket(dial('::1', sys.argv[1]), server_hostname='localhost')
        f = s.makefile('rb'); hear(f); return s, f
      a, fa = join(); b, fb = join(); hear(fa)
      b.sendall('들려요?\\n'.encode()); print(hear(fa).decode(), end='')
      """, "\(server.port)", try LabCertificates.path("ca.pem"))
    #expect(result.output == "guest2: 들려요?\n", "\(result.errors)")
  }
}
