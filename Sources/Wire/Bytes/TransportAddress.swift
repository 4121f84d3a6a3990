public import Addressing

/// An address and a port as packets carry them (RFC 8489 §2 calls the pair a transport address).
public struct TransportAddress: Hashable, Sendable {
  public var address: IPAddress
  public var port: UInt16

  public init(address: IPAddress, port: UInt16) {
    self.address = address
    self.port = port
  }
}

extension TransportAddress: CustomStringConvertible {
  /// `192.0.2.1:3478`, `[2001:db8::1]:3478`
  public var description: String {
    switch address {
    case .v4(let address): "\(address):\(port)"
    case .v6(let address): "[\(address)]:\(port)"
    }
  }
}
