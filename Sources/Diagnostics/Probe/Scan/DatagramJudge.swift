import Sockets

/// Says what an ICMP message about a UDP port means, and knows our own socket when it answers.
struct DatagramJudge {
  /// The port that we ask from.
  var ownPort: UInt16 = 0
  private var own = OwnAddresses()

  /// A datagram to our own port comes back to us and answers nothing.
  mutating func isOurselves(_ source: SocketAddress) -> Bool {
    source.port == ownPort && own.contains(source.address)
  }

  mutating func verdict(of message: ICMPReport, about place: SocketAddress) -> PortVerdict {
    let isTheHosts = message.offender == place.address || own.contains(place.address)
    if message.isPortUnreachable, isTheHosts {
      return PortVerdict(.closed, .icmp, icmp: message.withoutDetails)
    }
    return refusal(message)
  }

  /// What a message means that is not the host's own word about its port.
  mutating func refusal(_ message: ICMPReport) -> PortVerdict {
    if message.origin == .local { return ConnectDriver.verdict(ofFailure: message.code) }
    if own.contains(message.offender), case .noNeighbour = LocalFailure(code: message.code) {
      return PortVerdict(.unreachable, .noNeighbour)
    }
    return PortVerdict(.filtered, .icmp, icmp: message.withoutDetails)
  }

  init() {}
}
