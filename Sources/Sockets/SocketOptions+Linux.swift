#if os(Linux)
  import CNetkit
  import Glibc
  import Platform

  extension SocketOptions {
    /// Free of privilege since Linux 5.7, unless the socket is bound to another already.
    static func bind(
      _ descriptor: Int32, _ family: AddressFamily, toInterface name: String
    ) throws(SystemError) {
      try SystemCalls.setOption(
        descriptor, level: SOL_SOCKET, SO_BINDTODEVICE, text: name)
    }

    static func deferPortChoice(_ descriptor: Int32) {
      // Level IPPROTO_IP for IPv6 sockets as well.
      try? SystemCalls.setOption(
        descriptor, level: Int32(IPPROTO_IP), IP_BIND_ADDRESS_NO_PORT, to: Int32(1))
    }
  }
#endif
