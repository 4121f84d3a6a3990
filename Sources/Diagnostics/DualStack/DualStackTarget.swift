public import Addressing

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

  /// As typed, without the port.
  public var hostText: String {
    switch host {
    case .name(let name): name
    case .address(let address): address.description
    }
  }
}
