public import Addressing
public import Sockets

/// Whose datagrams are answered. The sender of a datagram can be forged, so every answer may go to
/// somebody who never asked; the rules keep a server from being made the means of an attack.
///
/// Decides, and does nothing.
public struct DatagramPolicy: Sendable {
  /// Ports that answer whatever comes: echo (RFC 862), discard, daytime, qotd, chargen, time. Two
  /// such servers once fed with one datagram answer each other for ever (CERT CA-1996-01).
  static let loopPorts: Set<UInt16> = [7, 9, 13, 17, 19, 37]

  private let ownPorts: Set<UInt16>
  private let answersLowPorts: Bool
  private let broadcasts: Set<IPAddress>

  /// - Parameter ownPorts: the ports of this server, on which another of its kind may run elsewhere.
  /// - Parameter broadcasts: the broadcast addresses of this host's networks.
  public init(ownPorts: Set<UInt16>, answersLowPorts: Bool, broadcasts: Set<IPAddress>) {
    self.ownPorts = ownPorts
    self.answersLowPorts = answersLowPorts
    self.broadcasts = broadcasts
  }

  /// Why a datagram from this source gets no answer; nil where it gets one.
  public func refusal(of source: SocketAddress) -> DropReason? {
    guard source.port != 0, !isForged(source.address) else { return .badSource }
    if Self.loopPorts.contains(source.port) { return .loopPort }
    if ownPorts.contains(source.port) { return .ownPort }
    if source.port < 1024, !answersLowPorts { return .lowPort }
    return nil
  }

  /// No host sends from here (RFC 1122 §3.2.1.3, RFC 4291 §2.7).
  private func isForged(_ address: IPAddress) -> Bool {
    switch address {
    case .v4(let four):
      four.bits >> 24 == 0 || four.bits >> 28 >= 0xE || broadcasts.contains(address)
    case .v6(let six): six.bits == 0 || six.bits >> 120 == 0xFF
    }
  }
}

/// Why a datagram was not answered.
public enum DropReason: String, Sendable {
  /// From a port below 1024: a service, not a client.
  case lowPort = "low-port"
  case loopPort = "loop-port"
  case ownPort = "own-port"
  /// From a multicast, broadcast or unspecified address, or from port 0.
  case badSource = "bad-source"
  /// Its source has asked too often.
  case rate
  case notAllowed = "not-allowed"
  /// The kernel did not take the answer.
  case unsent
}
