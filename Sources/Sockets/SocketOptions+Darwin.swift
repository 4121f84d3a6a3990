#if canImport(Darwin)
  import Darwin
  import Platform

  extension SocketOptions {
    static func bind(
      _ descriptor: Int32, _ family: AddressFamily, toInterface name: String
    ) throws(SystemError) {
      guard let index = SystemCalls.interfaceIndex(named: name) else {
        throw SystemError("if_nametoindex", ENODEV)
      }
      let option = family == .ipv4 ? IP_BOUND_IF : IPV6_BOUND_IF
      try SystemCalls.setOption(descriptor, level: family.level, option, to: index)
    }

    // Darwin chooses the port at the bind.
    static func deferPortChoice(_ descriptor: Int32) {}
  }
#endif
