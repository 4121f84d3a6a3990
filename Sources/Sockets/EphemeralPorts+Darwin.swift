#if canImport(Darwin)
  extension EphemeralPorts {
    /// Darwin's default: the dynamic ports of RFC 6335 §6.
    public static var range: ClosedRange<UInt16> { 49_152...65_535 }
  }
#endif
