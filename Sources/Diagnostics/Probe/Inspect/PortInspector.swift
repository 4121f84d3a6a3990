import Platform
import Sockets

/// Looks into open ports, some at once: a new connection each, for the scan has reset its own.
struct PortInspector {
  private static let limit = 32

  private let inspection: Inspection
  private let loop: EventLoop
  private let options: SocketOptions

  init(_ inspection: Inspection, on loop: EventLoop, options: SocketOptions) {
    self.inspection = inspection
    self.loop = loop
    self.options = options
  }

  func run(_ findings: [(Int, ProbeFinding)]) async -> [(Int, ProbeFinding)] {
    await withTaskGroup(of: (Int, ProbeFinding).self) { group in
      var waiting = findings.makeIterator()
      func start() {
        guard !Task.isCancelled, let (index, finding) = waiting.next() else { return }
        group.addTask { (index, await look(finding)) }
      }
      for _ in 0..<Self.limit { start() }
      var done: [(Int, ProbeFinding)] = []
      for await result in group {
        done.append(result)
        start()
      }
      return done
    }
  }

  private func look(_ finding: ProbeFinding) async -> ProbeFinding {
    var finding = finding
    if inspection.wantsBanner || inspection.sends != nil { finding.banner = await banner(finding) }
    return finding
  }

  private func banner(_ finding: ProbeFinding) async -> String? {
    do throws(SocketError) {
      let address = try SocketAddress(finding.address, port: finding.port)
      let deadline = Deadline.after(inspection.timeout)
      let stream = try await TCPStream.connect(
        on: loop, to: address, options: options, by: deadline)
      defer { stream.abort() }
      if let sends = inspection.sends { try await stream.write(sends, by: deadline) }
      var bytes: [UInt8] = []
      // Bounded: a banner is a line or a few.
      while bytes.count < 4096, !bytes.contains(10) {
        let more = try await stream.read(upTo: 4096 - bytes.count, by: deadline)
        if more.isEmpty { break }
        bytes += more
      }
      return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
    } catch {
      return nil
    }
  }
}
