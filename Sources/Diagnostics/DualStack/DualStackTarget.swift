package import Addressing

/// A host to try both families with, and the TCP port.
package struct DualStackTarget: Hashable, Sendable {
  package enum Host: Hashable, Sendable {
    case name(String)
    case address(ScopedAddress)
  }

  package var host: Host
  package var port: UInt16

  package init(_ host: Host, port: UInt16) {
    self.host = host
    self.port = port
  }

  /// As typed, without the port.
  package var hostText: String {
    switch host {
    case .name(let name): name
    case .address(let address): address.description
    }
  }
}
