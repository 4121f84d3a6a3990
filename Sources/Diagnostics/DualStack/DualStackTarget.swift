public import Addressing
import Sockets

/// A host to try both families with, and the TCP port.
public struct DualStackTarget: Hashable, Sendable {
  public enum Host: Hashable, Sendable {
    case name(String)
    case address(ScopedAddress)
  }

  public var host: Host
  public var port: UInt16

  public init(_ host: Host, port: UInt16) {
    self.host = host
    self.port = port
  }

  /// The zone of an address that is no interface of this host; nil where all is well.
  public var missingZone: String? {
    guard case .address(let address) = host, let zone = address.zone,
      (try? SocketAddress(address, port: port)) == nil
    else { return nil }
    return zone
  }

  /// As typed, without the port.
  public var hostText: String {
    switch host {
    case .name(let name): name
    case .address(let address): address.description
    }
  }
}
