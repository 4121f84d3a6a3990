#if canImport(Darwin)
  extension UDPSocket {
    /// Refuses to fragment; Darwin keeps no path MTU for datagrams.
    public func setPathProbing() throws(SocketError) { try setDontFragment() }
  }
#endif
