import Addressing
import Platform
import Sockets
import TLS
import Wire

/// `--http`: the first lines of an answer for `/`.
extension PortInspector {
  func http(_ finding: ProbeFinding, isSecure: Bool) async -> HTTPFinding {
    var result = HTTPFinding()
    let deadline = Deadline.after(inspection.timeout)
    do {
      var request = HTTPRequest(path: "/", host: Self.hostField(finding))
      request.fields = [("User-Agent", "netkit"), ("Accept", "*/*"), ("Connection", "close")]
      let bytes = try request.encoded()
      let stream = try await connect(finding, by: deadline)
      defer { stream.abort() }
      var reader = HTTPResponseReader(bodyLimit: 1 << 20)
      if isSecure, let context = try plainContext?.get() {
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

  /// RFC 9112 §3.2: brackets around IPv6; the zone is this host's business alone (RFC 6874 §4).
  private static func hostField(_ finding: ProbeFinding) -> String {
    let isName = "\(finding.address)" != finding.host
    let host = isName ? finding.host : "\(finding.address.address)"
    return (host.utf8.contains(UInt8(ascii: ":")) ? "[\(host)]" : host) + ":\(finding.port)"
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
