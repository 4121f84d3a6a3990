#if os(Linux)
  import CNetkit
  import Glibc
  import Platform

  extension TCPStream {
    static func kernelRoundTrip(of descriptor: Int32) -> Duration? {
      let info = try? SystemCalls.option(
        descriptor, level: Int32(IPPROTO_TCP), TCP_INFO, initial: tcp_info())
      guard let info, info.tcpi_rtt > 0 else { return nil }
      return .microseconds(Int64(info.tcpi_rtt))
    }
  }
#endif
