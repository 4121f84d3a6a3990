/// What a probe found out about a port.
public enum PortState: String, Sendable, Encodable, CaseIterable {
  /// Somebody listens: the handshake was completed, or a datagram was answered.
  case open
  /// The host itself says that nobody listens: a reset, or its ICMP port-unreachable for UDP.
  case closed
  /// Silence, or an ICMP message that refuses the packet.
  case filtered
  /// UDP that stays silent: services may, and firewalls do.
  case openOrFiltered = "open_or_filtered"
  /// The packet had no way: no route, or no neighbour of that address.
  case unreachable
  /// The local system failed; nothing is known of the port.
  case error

  /// As people read it: `open or filtered`.
  public var words: String { self == .openOrFiltered ? "open or filtered" : rawValue }
}

/// Why a port is in its state.
public enum ProbeReason: String, Sendable, Encodable {
  /// The TCP handshake was completed.
  case handshake = "syn-ack"
  /// A TCP reset.
  case reset = "rst"
  case silence = "no-answer"
  /// An ICMP message; its type, code and sender stand beside it.
  case icmp
  case noRoute = "no-route"
  /// ARP or neighbour discovery stayed without answer.
  case noNeighbour = "no-neighbour"
  /// This system refused: the errno says how.
  case local
  case udpReply = "udp-reply"
  /// Silence of a service that never answers by design.
  case oneWay = "one-way"
  /// The probe met its own socket: nobody else holds that port.
  case ourselves = "self"
}

/// TCP or UDP.
public enum ProbeTransport: String, Sendable, Encodable, CaseIterable {
  case tcp, udp
}
