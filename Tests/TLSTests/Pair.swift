import Testing

@testable import TLS

/// A client and a server that hand their ciphertext to each other in memory.
final class Pair {
  let client: TLSSession
  let server: TLSSession
  var clientError: TLSError?
  var serverError: TLSError?
  /// What happens to ciphertext on its way; nothing by default.
  var tamper: (_ bytes: [UInt8], _ fromClient: Bool) -> [UInt8] = { bytes, _ in bytes }

  init(
    _ client: TLSContext, _ server: TLSContext, serverName: String? = nil
  ) throws(TLSError) {
    self.client = try TLSSession(client, serverName: serverName)
    self.server = try TLSSession(server)
  }

  /// Lets both ends handshake until neither has anything more to say. Bounded, so a loop fails.
  func shakeHands() {
    for _ in 0..<20 {
      do throws(TLSError) { _ = try client.handshake() } catch { clientError = error }
      let there = carry(from: client, to: server)
      do throws(TLSError) { _ = try server.handshake() } catch { serverError = error }
      let back = carry(from: server, to: client)
      if there == 0, back == 0 { return }
    }
    Issue.record("a handshake without end")
  }

  var isEstablished: Bool { client.isEstablished && server.isEstablished }

  /// Moves all pending ciphertext; how many bytes that was.
  @discardableResult
  func carry(from: TLSSession, to: TLSSession) -> Int {
    let bytes = from.output()
    to.feed(tamper(bytes, from === client).span.bytes)
    return bytes.count
  }
}

extension TLSSession {
  /// All pending ciphertext.
  func output() -> [UInt8] {
    var bytes = lendOutput { bytes in bytes.withUnsafeBytes { Array($0) } }
    let count = bytes.count
    bytes.withUnsafeMutableBytes { discardOutput(count, through: $0) }
    return bytes
  }

  func feed(_ bytes: [UInt8]) { feed(bytes.span.bytes) }

  func write(_ bytes: [UInt8]) throws(TLSError) { try write(bytes.span.bytes) }

  func write(_ text: String) throws(TLSError) { try write(Array(text.utf8)) }

  /// All plaintext there is for now, and how it ended.
  func readAll() throws(TLSError) -> (bytes: [UInt8], isClosed: Bool) {
    var all: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 16384)
    while true {
      var span = buffer.mutableSpan
      var raw = span.mutableBytes
      switch try read(into: &raw) {
      case .bytes(let count): all += buffer[..<count]
      case .needsInput: return (all, false)
      case .closed: return (all, true)
      }
    }
  }

  func readText() throws(TLSError) -> String {
    String(decoding: try readAll().bytes, as: UTF8.self)
  }
}

/// Ready-made ends.
struct Ends {
  let library: OpenSSL
  let certificates: TestCertificates

  init() throws {
    library = try OpenSSL()
    certificates = try TestCertificates.shared.get()
  }

  func server(
    _ name: String = "server", _ change: (inout TLSServerConfiguration) -> Void = { _ in }
  ) throws(TLSError) -> TLSContext {
    let identity = TLSIdentity.files(
      certificate: certificates.path("\(name).pem"), key: certificates.path("\(name).key"))
    var configuration = TLSServerConfiguration(identity: identity)
    change(&configuration)
    return try TLSContext(library, server: configuration)
  }

  /// Trusts the test authority alone.
  func client(
    _ change: (inout TLSClientConfiguration) -> Void = { _ in }
  ) throws(TLSError) -> TLSContext {
    var configuration = TLSClientConfiguration()
    configuration.authorities = .named(file: certificates.path("ca.pem"), directory: nil)
    change(&configuration)
    return try TLSContext(library, client: configuration)
  }
}
