#if canImport(Darwin)
  import Darwin

  extension MessageReader {
    // RFC 3542's numbers, hidden without __APPLE_USE_RFC_3542.
    static var packetInfoType6: Int32 { 46 }
    static var hopsType4: Int32 { IP_RECVTTL }
    static var hopsType6: Int32 { 47 }

    // IPv4's is one byte on BSD. The low byte comes first on every Darwin machine.
    static func hops(_ data: UnsafeMutableRawPointer) -> Int {
      Int(unsafe data.load(as: UInt8.self))
    }
  }
#endif
