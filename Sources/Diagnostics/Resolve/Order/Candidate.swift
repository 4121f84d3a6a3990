package import Addressing

/// A destination with what the kernel would send from.
package struct Candidate: Hashable, Sendable {
  /// The address that a connection to the destination would come from.
  package struct Source: Hashable, Sendable {
    package var address: IPAddress
    /// nil where no interface of ours has it.
    package var interface: String?
    package var interfaceIndex: UInt32
    /// The length of its subnet; 0 where it is not known.
    package var prefixLength: Int
    /// Its preferred lifetime is over, or it is optimistic, which glibc counts alike.
    package var isDeprecated: Bool
    package var isHome: Bool
    /// Whether its interface is no tunnel.
    package var isNative: Bool

    package init(
      _ address: IPAddress, interface: String? = nil, interfaceIndex: UInt32 = 0,
      prefixLength: Int = 0, isDeprecated: Bool = false, isHome: Bool = false,
      isNative: Bool = true
    ) {
      self.address = address
      self.interface = interface
      self.interfaceIndex = interfaceIndex
      self.prefixLength = prefixLength
      self.isDeprecated = isDeprecated
      self.isHome = isHome
      self.isNative = isNative
    }
  }

  package var destination: IPAddress
  /// nil where the kernel has no route.
  package var source: Source?

  package init(_ destination: IPAddress, source: Source?) {
    self.destination = destination
    self.source = source
  }
}
