#if canImport(Darwin)
  import Darwin
  import Platform

  extension TCPStream {
    static func kernelRoundTrip(of descriptor: Int32) -> Duration? {
      let info = try? SystemCalls.option(
        descriptor, level: Int32(IPPROTO_TCP), TCP_CONNECTION_INFO,
        initial: tcp_connection_info())
      guard let info, info.tcpi_srtt > 0 else { return nil }
      return .milliseconds(Int64(info.tcpi_srtt))
    }
  }
#endif
