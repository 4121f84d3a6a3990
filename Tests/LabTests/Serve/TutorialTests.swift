import Foundation
import Testing

/// The rows of the tutorials with everybody else's other end: each program that learners meet, as the
/// client of `serve` and as the server of `connect`, over TLS and UDP, in both families. Plain TCP is
/// in the suites of the two commands.
@Suite(
  "serve and connect: other people's ends", .serialized,
  .enabled(if: Lab.hasPrograms("python3", "openssl", "ncat", "socat"), Lab.reason))
struct TutorialTests {
  /// A loopback address as programs want it.
  struct Family: Sendable, CustomTestStringConvertible {
    var number: String
    var host: String
    var bracketed: String

    var testDescription: String { "IPv\(number)" }

    static let both = [
      Family(number: "4", host: "127.0.0.1", bracketed: "127.0.0.1"),
      Family(number: "6", host: "::1", bracketed: "[::1]"),
    ]
  }

  private func secure() throws -> Serving {
    try Serving(
      "echo", "--tls", "--cert", try LabCertificates.path("server.pem"), "--key",
      try LabCertificates.path("server.key"))
  }

  // MARK: serve

  @Test(
    "serve --tls gives Korean back to openssl, ncat, socat and asyncio", arguments: Family.both)
  func tlsClients(_ family: Family) throws {
    let server = try secure()
    let script = """
      ca=$1 port=$2 n=$3 host=$4 bracketed=$5
      talk 오픈 openssl s_client -$n -quiet -verify_return_error -CAfile "$ca" \
        -servername localhost -connect "$bracketed:$port"
      talk 넷캣 ncat --ssl --ssl-verify --ssl-trustfile "$ca" --ssl-servername localhost -$n $host $port
      talk 소캣 socat -t 30 - "OPENSSL:$bracketed:$port,cafile=$ca,commonname=localhost"
      """
    let (ca, port) = (try LabCertificates.path("ca.pem"), "\(server.port)")
    let result = try Shell.talk(
      script, ca, port, family.number, family.host, family.bracketed)
    #expect(result.output == "오픈\n넷캣\n소캣\n", "\(result.errors)")
    let asyncio = try Python.run(
      """
      async def main():
        x = ssl.create_default_context(cafile=sys.argv[1])
        r, w = await asyncio.open_connection(sys.argv[2], int(sys.argv[3]), ssl=x, server_hostname='localhost')
        w.write('비동기\\n'.encode()); print((await r.readline()).decode(), end='')
        w.close()
      asyncio.run(main())
      """, ca, family.host, port)
    #expect(asyncio.output == "비동기\n", "\(asyncio.errors)")
    #expect(server.end() == 0)
  }

  @Test("serve --udp gives Korean back to ncat and socat", arguments: Family.both)
  func udpClients(_ family: Family) throws {
    let server = try Serving("echo", "--udp")
    let result = try Lab.run(
      "bash",
      [
        "-c",
        """
        (printf '넷캣\\n'; sleep 2) | ncat -u -i 2s -$1 $2 $4 2>/dev/null
        printf '소캣\\n' | socat -t 1 - UDP$1:$3:$4
        """, "bash", family.number, family.host, family.bracketed, "\(server.port)",
      ])
    #expect(result.output == "넷캣\n소캣\n", "\(result.errors)")
    #expect(server.end() == 0)
  }

  // MARK: connect

  @Test(
    "connect --tls gets Korean back from ncat, socat and asyncio", arguments: Family.both)
  func tlsServers(_ family: Family) throws {
    let (certificate, key) = (
      try LabCertificates.path("server.pem"), try LabCertificates.path("server.key")
    )
    let secure = ["-\(family.number)", "--tls", "localhost"]
    let trust = ["--ca", try LabCertificates.path("ca.pem"), "--expect", "?\n"]
    let ncat = try ForeignServer.talk(
      [
        "ncat", "-\(family.number)", "-l", "-k", "--ssl", "--ssl-cert", certificate, "--ssl-key",
        key,
        "--exec", "/bin/cat",
      ], saying: "들려요?"
    ) {
      [family.host, "\($0)"]
    } client: {
      secure + ["\($0)"] + trust
    }
    #expect(ncat.output == "들려요?\n", "\(ncat.errors)")
    let socat = try ForeignServer.talk(["socat"]) {
      [
        "OPENSSL-LISTEN:\($0),pf=ip\(family.number),bind=\(family.bracketed),reuseaddr,fork,"
          + "cert=\(certificate),key=\(key),verify=0", "EXEC:cat",
      ]
    } client: {
      secure + ["\($0)", "--send", "들려요?"] + trust
    }
    #expect(socat.output == "들려요?\n", "\(socat.errors)")
    let asyncio = try ForeignServer.talk(
      [
        "python3", "-c",
        """
        import asyncio, ssl, sys
        async def echo(r, w):
          while d := await r.read(65536): w.write(d)
          w.close()
        async def main():
          x = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER); x.load_cert_chain(sys.argv[1], sys.argv[2])
          s = await asyncio.start_server(echo, sys.argv[3], int(sys.argv[4]), ssl=x)
          await s.serve_forever()
        asyncio.run(main())
        """, certificate, key,
      ], saying: "들려요?"
    ) {
      [family.host, "\($0)"]
    } client: {
      secure + ["\($0)"] + trust
    }
    #expect(asyncio.output == "들려요?\n", "\(asyncio.errors)")
  }

  @Test("openssl s_server hears Korean, and is heard", arguments: Family.both)
  func sServer(_ family: Family) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "netkit-s-\(UUID())")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let heard = folder.appending(path: "heard")
    let script = """
      (printf '여기는 서버\\n'; sleep 20) | exec openssl s_server -quiet -naccept 1 "$@" >"$HEARD"
      """
    let (certificate, key) = (
      try LabCertificates.path("server.pem"), try LabCertificates.path("server.key")
    )
    let result = try ForeignServer.talk([
      "env", "HEARD=\(heard.path)", "bash", "-c", script, "bash", "-\(family.number)", "-cert",
      certificate, "-key", key,
    ]) {
      ["-accept", "\($0)"]
    } client: {
      [
        "-\(family.number)", "--tls", "localhost", "\($0)", "--ca",
        try LabCertificates.path("ca.pem"), "--send", "여기는 손님", "--expect", "서버\n",
      ]
    }
    #expect(result.output == "여기는 서버\n", "\(result.errors)")
    let end = ContinuousClock.now + .seconds(10)
    var text = ""
    while text.isEmpty, .now < end {
      text = (try? String(contentsOf: heard, encoding: .utf8)) ?? ""
    }
    #expect(text == "여기는 손님\n")
  }

  @Test("connect --udp gets Korean back from ncat and socat", arguments: Family.both)
  func udpServers(_ family: Family) throws {
    let words = ["--udp", "-\(family.number)", family.host]
    for server in [
      { ["socat", "UDP\(family.number)-LISTEN:\($0),bind=\(family.bracketed)", "PIPE"] },
      { ["ncat", "-\(family.number)", "-u", "-l", family.host, "\($0)", "--exec", "/bin/cat"] },
    ] as [(Int) -> [String]] {
      let result = try ForeignServer.talk([]) {
        server($0)
      } client: {
        words + ["\($0)", "--send", "안녕", "--replies", "1"]
      }
      #expect(result.output == "안녕\n" || result.output.hasPrefix("안녕"), "\(result.errors)")
    }
  }
}
