import Addressing
import Platform
import Sockets
import Wire

/// Chooses what each UDP port is sent.
struct DatagramPayload {
  private let choice: UDPPayloadChoice
  /// The service whose request goes to every port; nil where each port has its own.
  private let service: UDPService?
  private let options: SocketOptions
  private var random = Randomness()

  init(_ choice: UDPPayloadChoice, _ options: SocketOptions) {
    self.choice = choice
    self.options = options
    if case .service(let name) = choice { service = .named(name) } else { service = nil }
  }

  /// The request for a port with a nonce of its own; nil for bytes of the user's, and where nothing
  /// is known of the port.
  mutating func probe(for place: SocketAddress) -> UDPProbe? {
    // Most ports have none: no randomness is spent on them.
    guard let asked = asked(at: place.port) else { return nil }
    let source = asked.sourceOffset == nil ? nil : source(for: place)
    return UDPProbe(asked, nonce: UDPNonce(using: &random), source: source)
  }

  /// The service whose request goes to a port.
  private func asked(at port: UInt16) -> UDPService? {
    switch choice {
    case .known: UDPService.at(port: port)
    case .service: service
    case .bytes: nil
    }
  }

  /// Our address on the way there.
  private func source(for place: SocketAddress) -> IPv4Address? {
    var unbound = options
    unbound.source = nil
    let usual = try? SourceSelection.source(for: place, options: unbound)
    guard case .v4(let address) = (options.source ?? usual)?.address else { return nil }
    return address
  }

  func bytes(_ probe: UDPProbe?) -> [UInt8] {
    if case .bytes(let bytes) = choice { return bytes }
    return probe?.payload ?? []
  }

  /// As the report's key `payload` has it.
  func name(for port: UInt16) -> String {
    if case .bytes = choice { return "custom" }
    guard let asked = asked(at: port), !asked.isOneWay else { return "empty" }
    return asked.name
  }

  /// One line about a reply; nil where it answers somebody else.
  static func text(of reply: [UInt8], to probe: UDPProbe?) -> String? {
    switch probe?.check(reply) {
    case .match(let text), .unexpected(let text): return text
    case .notOurs: return nil
    case nil: return reply.isEmpty ? "an empty datagram" : text(reply)
    }
  }

  /// The first bytes as text where they are, else as hexadecimal.
  private static func text(_ bytes: [UInt8]) -> String {
    let head = Array(bytes.prefix(80))
    let isText = head.allSatisfy { $0 == 9 || $0 == 10 || $0 == 13 || (32...126).contains($0) }
    return isText ? String(decoding: head, as: UTF8.self) : "hex:" + Hexadecimal.text(head)
  }
}
