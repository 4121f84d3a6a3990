public import Addressing

/// What is to be found out, and who may be asked.
public struct NATQuestion: Sendable {
  public var families: [Family] = Family.allCases
  public var asksGateway = true
  /// Sends packets with small hop limits towards the outside.
  public var asksHops = false
  public var servers: [Server] = []
  public var asksTCP = false
  public var asksFragments = false
  /// The longest wait of the measurement of a mapping's lifetime; nil for none.
  public var lifetime: Duration?
  public var interface: String?
  public var source: IPAddress?

  public init() {}

  /// A STUN server as the user named it.
  public struct Server: Hashable, Sendable {
    /// A name or an address.
    public var host: String
    public var port: UInt16

    /// RFC 8489 §18.6
    public static let port: UInt16 = 3478

    public init(host: String, port: UInt16 = Self.port) {
      self.host = host
      self.port = port
    }

    public var text: String {
      let name = host.utf8.contains(UInt8(ascii: ":")) ? "[\(host)]" : host
      return port == Self.port ? name : "\(name):\(port)"
    }
  }
}
