import Platform
import Sockets
import TLS

/// Looks into an open port by connections of its own, for the scan has reset the one it made.
struct PortInspector {
  /// A banner is a line or a few.
  private static let longestBanner = 4096

  let inspection: Inspection
  private let loop: EventLoop
  private let options: SocketOptions
  /// For `--tls`, which names every protocol that it hears of; nil where nobody asked.
  let context: Result<TLSContext, TLSError>?
  /// For `--http`, which speaks one of them.
  let plainContext: Result<TLSContext, TLSError>?

  init(_ inspection: Inspection, on loop: EventLoop, options: SocketOptions) {
    self.inspection = inspection
    self.loop = loop
    self.options = options
    let path = inspection.libraryPath
    context = inspection.wantsTLS ? Self.context(path, ["h2", "http/1.1"]) : nil
    plainContext =
      inspection.wantsTLS && inspection.wantsHTTP ? Self.context(path, ["http/1.1"]) : nil
  }

  /// Certificates are judged but nothing is refused: the judgement is the answer.
  private static func context(
    _ path: String?, _ protocols: [String]
  ) -> Result<TLSContext, TLSError> {
    Result { () throws(TLSError) in
      var configuration = TLSClientConfiguration()
      configuration.requiresVerification = false
      configuration.common.protocols = protocols
      return try TLSContext(try OpenSSL(path: path), client: configuration)
    }
  }

  /// Whether something else was expected of the service than it said.
  func isUnexpected(_ finding: ProbeFinding) -> Bool {
    inspection.expects?.matches(finding.banner ?? "") == false
  }

  /// The finding with what the port says; where the task is cancelled, with what it said so far.
  func look(_ finding: ProbeFinding) async -> ProbeFinding {
    var finding = finding
    if inspection.wantsBanner || inspection.sends != nil { finding.banner = await banner(finding) }
    if let context { finding.tls = await handshake(finding, context) }
    if inspection.wantsHTTP {
      finding.http = await http(finding, isSecure: finding.tls?.version != nil)
    }
    return finding
  }

  func connect(
    _ finding: ProbeFinding, by deadline: Deadline
  ) async throws(SocketError) -> TCPStream {
    try await TCPStream.connect(
      on: loop, to: try SocketAddress(finding.address, port: finding.port), options: options,
      by: deadline)
  }

  // MARK: Banner

  private func banner(_ finding: ProbeFinding) async -> String? {
    let deadline = Deadline.after(inspection.timeout)
    guard let stream = try? await connect(finding, by: deadline) else { return nil }
    defer { stream.abort() }
    var bytes: [UInt8] = []
    do throws(SocketError) {
      if let sends = inspection.sends { try await stream.write(sends, by: deadline) }
      while bytes.count < Self.longestBanner {
        let more = try await stream.read(upTo: Self.longestBanner - bytes.count, by: deadline)
        if more.isEmpty { break }
        bytes += more
        if isEnough(bytes) { break }
      }
    } catch {
      // What came before the failure is the answer.
    }
    return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
  }

  /// A line of a service that speaks first; what was expected of one that was spoken to.
  private func isEnough(_ bytes: [UInt8]) -> Bool {
    guard let expected = inspection.expects else { return bytes.contains(10) }
    return expected.matches(String(decoding: bytes, as: UTF8.self))
  }
}
