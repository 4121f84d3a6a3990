package import Addressing
package import Wire

/// Where a STUN server of one family listens: one address or two, each with two ports.
package struct STUNServerPlaces: Hashable, Sendable {
  package let addresses: [IPAddress]
  package let port: UInt16
  package let otherPort: UInt16

  /// One address or two of one family, and two different ports: `precondition`.
  package init(_ addresses: [IPAddress], port: UInt16, otherPort: UInt16) {
    precondition((1...2).contains(addresses.count) && port != otherPort)
    self.addresses = addresses
    self.port = port
    self.otherPort = otherPort
  }

  /// One of the up to four places.
  package struct Place: Hashable, Sendable {
    package var isOtherAddress: Bool
    package var isOtherPort: Bool

    package init(isOtherAddress: Bool, isOtherPort: Bool) {
      self.isOtherAddress = isOtherAddress
      self.isOtherPort = isOtherPort
    }
  }

  /// Whether CHANGE-REQUEST can be served.
  package var canChange: Bool { addresses.count == 2 }

  package var all: [Place] {
    (canChange ? [false, true] : [false]).flatMap { address in
      [false, true].map { Place(isOtherAddress: address, isOtherPort: $0) }
    }
  }

  package func address(_ place: Place) -> TransportAddress {
    TransportAddress(
      address: addresses[place.isOtherAddress ? 1 : 0],
      port: place.isOtherPort ? otherPort : port)
  }

  /// `192.0.2.1:3478`
  package func text(_ place: Place) -> String {
    let address = address(place)
    return switch address.address {
    case .v4(let four): "\(four):\(address.port)"
    case .v6(let six): "[\(six)]:\(address.port)"
    }
  }
}
