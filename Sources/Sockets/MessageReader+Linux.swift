#if os(Linux)
  import CNetkit
  import Glibc

  extension MessageReader {
    static var packetInfoType6: Int32 { IPV6_PKTINFO }
    static var hopsType4: Int32 { IP_TTL }
    static var hopsType6: Int32 { IPV6_HOPLIMIT }

    static func hops(_ data: UnsafeMutableRawPointer) -> Int {
      Int(unsafe data.loadUnaligned(as: Int32.self))
    }
  }
#endif
