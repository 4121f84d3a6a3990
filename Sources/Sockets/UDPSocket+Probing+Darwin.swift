#if canImport(Darwin)
  extension UDPSocket {
    /// Refuses to fragment; Darwin keeps no path MTU for datagrams.
    package func setPathProbing() throws(SocketError) { try setDontFragment() }
  }
#endif
