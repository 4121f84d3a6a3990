package import Addressing

/// What is to be found out, and who may be asked.
package struct NATQuestion: Sendable {
  package var families: [NATFamily] = NATFamily.allCases
  package var asksGateway = true
  /// Sends packets with small hop limits towards the outside.
  package var asksHops = false
  package var servers: [Server] = []
  package var asksTCP = false
  package var asksFragments = false
  /// The longest wait of the measurement of a mapping's lifetime; nil for none.
  package var lifetime: Duration?
  package var interface: String?
  package var source: IPAddress?

  package init() {}

  /// A STUN server as the user named it.
  package struct Server: Hashable, Sendable {
    /// A name or an address.
    package var host: String
    package var port: UInt16

    /// RFC 8489 §18.6
    package static let port: UInt16 = 3478

    package init(host: String, port: UInt16 = Self.port) {
      self.host = host
      self.port = port
    }

    package var text: String {
      let name = host.utf8.contains(UInt8(ascii: ":")) ? "[\(host)]" : host
      return port == Self.port ? name : "\(name):\(port)"
    }
  }
}
