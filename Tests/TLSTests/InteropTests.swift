import Foundation
import Platform
import Sockets
import TLS
import TestSupport
import Testing

/// Against implementations by others, on loopback.
@Suite("TLS with others", .needsOpenSSLCommand)
struct InteropTests {
  static let hasPython: Bool = {
    if ProcessInfo.processInfo.environment["NETKIT_LAB"] == "required" { return true }
    return (try? Peer("python3", ["-c", "import ssl"]).output()) != nil
  }()

  /// A program at the other end.
  final class Peer {
    let process = Process()
    let input = Pipe()
    private let standardOutput = Pipe()

    init(_ program: String, _ arguments: [String], in folder: String? = nil) throws {
      process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
      process.arguments = [program] + arguments
      if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder) }
      process.standardInput = input
      process.standardOutput = standardOutput
      process.standardError = FileHandle.nullDevice
      try process.run()
    }

    deinit { if process.isRunning { process.terminate() } }

    /// Waits for a line that has a port as its last number: that is where it listens.
    func port() throws -> UInt16 {
      var line: [UInt8] = []
      while let byte = try standardOutput.fileHandleForReading.read(upToCount: 1)?.first {
        if byte != 10 {
          line.append(byte)
          continue
        }
        let text = String(decoding: line, as: UTF8.self)
        if let port = UInt16(text.split { !$0.isNumber }.last ?? "") { return port }
        line = []
      }
      throw TestCertificates.CommandFailed(description: "it said no port")
    }

    func send(_ text: String) throws {
      try input.fileHandleForWriting.write(contentsOf: Data(text.utf8))
    }

    /// What it prints from here on, when it has ended well.
    func output() throws -> String {
      try? input.fileHandleForWriting.close()
      let data = standardOutput.fileHandleForReading.readDataToEndOfFile()
      process.waitUntilExit()
      guard process.terminationStatus == 0 else {
        throw TestCertificates.CommandFailed(description: "exit \(process.terminationStatus)")
      }
      return String(decoding: data, as: UTF8.self)
    }
  }

  private func address(_ port: UInt16) -> SocketAddress { .loopback(.ipv4, port: port) }

  @Test("openssl s_server answers us", arguments: ["-tls1_2", "-tls1_3"])
  func sServer(version: String) throws {
    let ends = try Ends()
    let server = try Peer(
      "openssl",
      [
        "s_server", version, "-accept", "127.0.0.1:0", "-cert", "server.pem", "-key",
        "server.key", "-rev", "-alpn", "echo",
      ], in: ends.certificates.folder)
    let port = try server.port()
    try onLoop { loop in
      let transport = try await TCPStream.connect(on: loop, to: address(port), by: soon)
      let context = try ends.client { $0.common.protocols = ["other", "echo"] }
      let stream = try TLSStream(over: transport, context, serverName: "localhost")
      try await stream.handshake(by: soon)
      #expect(stream.facts.version == (version == "-tls1_2" ? "TLSv1.2" : "TLSv1.3"))
      #expect(stream.facts.applicationProtocol == "echo")
      #expect(stream.facts.peer.verification == .verified)
      try await stream.write("backwards\n", by: soon)
      #expect(try await stream.read(by: soon) == Array("sdrawkcab\n".utf8))
      stream.close()
    }
  }

  @Test("openssl s_client accepts us", arguments: ["-tls1_2", "-tls1_3"])
  func sClient(version: String) throws {
    let ends = try Ends()
    try onLoop { loop in
      let listener = try TCPListener(on: loop, at: .loopback(.ipv4))
      let client = try Peer(
        "openssl",
        [
          "s_client", version, "-connect", "127.0.0.1:\(listener.localAddress.port)", "-CAfile",
          "ca.pem", "-verify_return_error", "-verify_hostname", "localhost", "-servername",
          "localhost", "-alpn", "echo", "-quiet",
        ], in: ends.certificates.folder)
      try client.send("안녕\n")
      let transport = try await listener.accept(by: soon)
      let stream = try TLSStream(
        over: transport, ends.server { $0.common.protocols = ["echo"] })
      try await stream.handshake(by: soon)
      #expect(stream.facts.applicationProtocol == "echo")
      #expect(stream.facts.serverName == "localhost")
      let heard = try await stream.read(by: soon)
      #expect(heard == Array("안녕\n".utf8))
      try await stream.write(heard, by: soon)
      stream.close()
      #expect(try client.output() == "안녕\n")
    }
  }

  @Test("s_client's renegotiation is refused, and the session goes on or ends")
  func renegotiation() throws {
    let ends = try Ends()
    try onLoop { loop in
      let listener = try TCPListener(on: loop, at: .loopback(.ipv4))
      let client = try Peer(
        "openssl",
        [
          "s_client", "-tls1_2", "-connect", "127.0.0.1:\(listener.localAddress.port)", "-CAfile",
          "ca.pem", "-servername", "localhost",
        ], in: ends.certificates.folder)
      // A line of R alone asks s_client to renegotiate.
      try client.send("R\n")
      let transport = try await listener.accept(by: soon)
      let stream = try TLSStream(over: transport, ends.server())
      try await stream.handshake(by: soon)
      // The refusal is a warning that s_client takes to be the end.
      await #expect(throws: TLSError.self) {
        while try await !stream.read(by: soon).isEmpty {}
        throw TLSError.truncated(during: .data)
      }
    }
  }

  static let pythonServer = """
    import socket, ssl
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain('server.pem', 'server.key')
    context.set_alpn_protocols(['echo'])
    listener = socket.create_server(('127.0.0.1', 0))
    print(listener.getsockname()[1], flush=True)
    connection, _ = listener.accept()
    with context.wrap_socket(connection, server_side=True) as stream:
        while data := stream.recv(65536):
            stream.sendall(data)
        stream.unwrap()
    """

  @Test("Python's ssl echoes a megabyte to us", .enabled(if: hasPython, "no python3"))
  func pythonServes() throws {
    let ends = try Ends()
    let server = try Peer("python3", ["-c", Self.pythonServer], in: ends.certificates.folder)
    let port = try server.port()
    try onLoop { loop in
      let transport = try await TCPStream.connect(on: loop, to: address(port), by: soon)
      let stream = try TLSStream(over: transport, ends.client(), serverName: "localhost")
      try await stream.handshake(by: soon)
      let content = patterned(1_000_000)
      let received = await withTaskGroup(of: [UInt8].self) { group in
        group.addTask {
          try? await stream.write(content, by: soon)
          return []
        }
        group.addTask {
          var all: [UInt8] = []
          while all.count < content.count,
            let piece = try? await stream.read(upTo: 65536, by: soon), !piece.isEmpty
          {
            all += piece
          }
          return all
        }
        return await group.reduce([], +)
      }
      let isWhole = areEqual(received, content)
      #expect(isWhole, "\(received.count) bytes")
      try await stream.shutdownWrite(by: soon)
      #expect(try await stream.read(by: soon) == [])
      stream.close()
    }
    #expect(try server.output() == "")
  }

  static let pythonClient = """
    import socket, ssl, sys
    context = ssl.create_default_context(cafile='ca.pem')
    with socket.create_connection(('127.0.0.1', int(sys.argv[1]))) as connection:
        with context.wrap_socket(connection, server_hostname='localhost') as stream:
            stream.sendall('안녕하세요'.encode())
            print(stream.version(), stream.recv(100).decode())
            stream.unwrap()
    """

  @Test("Python's ssl accepts us", .enabled(if: hasPython, "no python3"))
  func pythonConnects() throws {
    let ends = try Ends()
    try onLoop { loop in
      let listener = try TCPListener(on: loop, at: .loopback(.ipv4))
      let client = try Peer(
        "python3", ["-c", Self.pythonClient, "\(listener.localAddress.port)"],
        in: ends.certificates.folder)
      let transport = try await listener.accept(by: soon)
      let stream = try TLSStream(over: transport, ends.server())
      try await stream.handshake(by: soon)
      while try await stream.receive(
        by: soon, { (bytes) throws(TLSError) in try stream.enqueue(bytes) }) != nil
      {
        try await stream.flush(by: soon)
      }
      stream.close()
      #expect(try client.output() == "TLSv1.3 안녕하세요\n")
    }
  }

  @Test("Python's ssl trusts a self-signed certificate that it was given", .enabled(if: hasPython))
  func pythonTrustsSelfSigned() throws {
    let library = try OpenSSL()
    let made = try SelfSignedCertificate(library, names: ["localhost"])
    let folder = FileManager.default.temporaryDirectory.path + "/netkit-\(UUID())"
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try made.pem.write(toFile: folder + "/ca.pem", atomically: false, encoding: .utf8)
    try onLoop { loop in
      let listener = try TCPListener(on: loop, at: .loopback(.ipv4))
      let client = try Peer(
        "python3", ["-c", Self.pythonClient, "\(listener.localAddress.port)"], in: folder)
      let transport = try await listener.accept(by: soon)
      let context = try TLSContext(
        library, server: TLSServerConfiguration(identity: .selfSigned(made)))
      let stream = try TLSStream(over: transport, context)
      try await stream.handshake(by: soon)
      try await stream.write(try await stream.read(by: soon), by: soon)
      #expect(try await stream.read(by: soon) == [])
      stream.close()
      #expect(try client.output() == "TLSv1.3 안녕하세요\n")
    }
  }
}
