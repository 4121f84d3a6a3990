public import Addressing

/// A destination with what the kernel would send from.
public struct Candidate: Hashable, Sendable {
  /// The address that a connection to the destination would come from.
  public struct Source: Hashable, Sendable {
    public var address: IPAddress
    /// nil where no interface of ours has it.
    public var interface: String?
    public var interfaceIndex: UInt32
    /// The length of its subnet; 0 where it is not known.
    public var prefixLength: Int
    /// Its preferred lifetime is over, or it is optimistic, which glibc counts alike.
    public var isDeprecated: Bool
    public var isHome: Bool
    /// Whether its interface is no tunnel.
    public var isNative: Bool

    public init(
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

  public var destination: IPAddress
  /// nil where the kernel has no route.
  public var source: Source?

  public init(_ destination: IPAddress, source: Source?) {
    self.destination = destination
    self.source = source
  }
}
