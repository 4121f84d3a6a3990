package import Addressing

/// An address and a port as packets carry them (RFC 8489 §2 calls the pair a transport address).
package struct TransportAddress: Hashable, Sendable {
  package var address: IPAddress
  package var port: UInt16

  package init(address: IPAddress, port: UInt16) {
    self.address = address
    self.port = port
  }
}
