import Platform
import Sockets
import TLS
import Wire

/// Looks into an open port by connections of its own, for the scan has reset the one it made.
struct PortInspector {
  /// A banner is a line or a few.
  private static let longestBanner = 4096

  private let inspection: Inspection
  private let loop: EventLoop
  private let options: SocketOptions
  private let context: Result<TLSContext, TLSError>?

  init(_ inspection: Inspection, on loop: EventLoop, options: SocketOptions) {
    self.inspection = inspection
    self.loop = loop
    self.options = options
    context = inspection.wantsTLS ? Self.context(inspection.libraryPath) : nil
  }

  /// Certificates are judged but nothing is refused: the judgement is the answer.
  private static func context(_ path: String?) -> Result<TLSContext, TLSError> {
    Result { () throws(TLSError) in
      var configuration = TLSClientConfiguration()
      configuration.requiresVerification = false
      configuration.common.protocols = ["h2", "http/1.1"]
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

  private func connect(
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

  // MARK: TLS

  private func handshake(
    _ finding: ProbeFinding, _ context: Result<TLSContext, TLSError>
  ) async -> TLSFinding {
    var result = TLSFinding()
    let deadline = Deadline.after(inspection.timeout)
    do {
      let stream = try await connect(finding, by: deadline)
      let secure = try TLSStream(
        over: stream, try context.get(), serverName: finding.host)
      defer { secure.abort() }
      do throws(TLSError) {
        try await secure.handshake(by: deadline)
        result.version = secure.facts.version
        result.cipher = secure.facts.cipher
        result.protocolName = secure.facts.applicationProtocol
      } catch {
        result.problem = error.description
      }
      result.describe(secure.peer)
    } catch let error as TLSError {
      result.problem = error.description
    } catch {
      result.problem = "\(error)"
    }
    return result
  }

  // MARK: HTTP

  private func http(_ finding: ProbeFinding, isSecure: Bool) async -> HTTPFinding {
    var result = HTTPFinding()
    let deadline = Deadline.after(inspection.timeout)
    do {
      let host =
        finding.family == 6 && finding.host.contains(":")
        ? "[\(finding.host)]" : finding.host
      var request = HTTPRequest(path: "/", host: "\(host):\(finding.port)")
      request.fields = [("User-Agent", "netkit"), ("Accept", "*/*"), ("Connection", "close")]
      let bytes = try request.encoded()
      let stream = try await connect(finding, by: deadline)
      defer { stream.abort() }
      var reader = HTTPResponseReader(bodyLimit: 1 << 20)
      if isSecure, let context = try self.context?.get() {
        let secure = try TLSStream(over: stream, context, serverName: finding.host)
        try await secure.handshake(by: deadline)
        try await secure.write(bytes, by: deadline)
        try await Self.readHead(&reader) { try await secure.read(by: deadline) }
      } else {
        try await stream.write(bytes, by: deadline)
        try await Self.readHead(&reader) { try await stream.read(by: deadline) }
      }
      guard let head = reader.head else {
        result.problem = "no HTTP answer"
        return result
      }
      result.status = head.status
      result.reason = head.reason.isEmpty ? nil : head.reason
      result.server = head.value("Server")
      result.location = head.value("Location")
    } catch {
      result.problem = "\(error)"
    }
    return result
  }

  private static func readHead(
    _ reader: inout HTTPResponseReader, _ more: () async throws -> [UInt8]
  ) async throws {
    while reader.head == nil {
      let bytes = try await more()
      if bytes.isEmpty { return }
      try reader.append(bytes)
    }
  }
}

extension TLSFinding {
  /// What the first certificate says, and whether its chain is believed.
  fileprivate mutating func describe(_ peer: TLSPeer) {
    switch peer.verification {
    case .verified: isVerified = true
    case .failed(let failure): problem = problem ?? "\(failure)"
    case .notPresented: problem = problem ?? "no certificate"
    }
    guard let first = peer.chain.first, let certificate = try? Certificate(decoding: first) else {
      return
    }
    names = certificate.names.compactMap { name in
      switch name {
      case .dns(let text), .email(let text), .uri(let text): text
      case .address(let address): "\(address)"
      case .directory, .other: nil
      }
    }
    issuer = "\(certificate.issuer)"
    notBefore = "\(certificate.notBefore)"
    notAfter = "\(certificate.notAfter)"
  }
}
