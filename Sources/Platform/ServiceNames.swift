#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// The system's database of services and protocols, /etc/services and its kin. Each call reads the
/// file and shares C's static buffer: ask from one thread, and keep the answers.
public enum ServiceNames {
  /// `https` for 443 and "tcp"; nil for a port without a name.
  public static func name(ofPort port: UInt16, protocol transport: String) -> String? {
    guard let entry = unsafe getservbyport(Int32(port.bigEndian), transport) else { return nil }
    return unsafe String(cString: entry.pointee.s_name)
  }

  /// 443 for `https` and "tcp", aliases included.
  public static func port(named name: String, protocol transport: String) -> UInt16? {
    guard let entry = unsafe getservbyname(name, transport) else { return nil }
    return unsafe UInt16(bigEndian: UInt16(truncatingIfNeeded: entry.pointee.s_port))
  }

  /// Every service of a protocol, port by port: for callers that ask for many.
  public static func all(protocol transport: String) -> [UInt16: String] {
    var names: [UInt16: String] = [:]
    setservent(1)
    defer { endservent() }
    while let entry = unsafe getservent() {
      guard unsafe String(cString: entry.pointee.s_proto) == transport else { continue }
      let port = unsafe UInt16(bigEndian: UInt16(truncatingIfNeeded: entry.pointee.s_port))
      // The file lists the usual name first.
      if names[port] == nil { names[port] = unsafe String(cString: entry.pointee.s_name) }
    }
    return names
  }

  /// `udp` for 17.
  public static func name(ofProtocol number: UInt8) -> String? {
    guard let entry = unsafe getprotobynumber(Int32(number)) else { return nil }
    return unsafe String(cString: entry.pointee.p_name)
  }
}
