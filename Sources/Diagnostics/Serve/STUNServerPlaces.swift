public import Addressing
public import Wire

/// Where a STUN server of one family listens: one address or two, each with two ports.
public struct STUNServerPlaces: Hashable, Sendable {
  public let addresses: [IPAddress]
  public let port: UInt16
  public let otherPort: UInt16

  /// One address or two of one family, and two different ports: `precondition`.
  public init(_ addresses: [IPAddress], port: UInt16, otherPort: UInt16) {
    precondition((1...2).contains(addresses.count) && port != otherPort)
    self.addresses = addresses
    self.port = port
    self.otherPort = otherPort
  }

  /// One of the up to four places.
  public struct Place: Hashable, Sendable {
    public var isOtherAddress: Bool
    public var isOtherPort: Bool

    public init(isOtherAddress: Bool, isOtherPort: Bool) {
      self.isOtherAddress = isOtherAddress
      self.isOtherPort = isOtherPort
    }
  }

  /// Whether CHANGE-REQUEST can be served.
  public var canChange: Bool { addresses.count == 2 }

  public var all: [Place] {
    (canChange ? [false, true] : [false]).flatMap { address in
      [false, true].map { Place(isOtherAddress: address, isOtherPort: $0) }
    }
  }

  public func address(_ place: Place) -> TransportAddress {
    TransportAddress(
      address: addresses[place.isOtherAddress ? 1 : 0],
      port: place.isOtherPort ? otherPort : port)
  }

  /// `192.0.2.1:3478`
  public func text(_ place: Place) -> String {
    let address = address(place)
    return switch address.address {
    case .v4(let four): "\(four):\(address.port)"
    case .v6(let six): "[\(six)]:\(address.port)"
    }
  }
}
