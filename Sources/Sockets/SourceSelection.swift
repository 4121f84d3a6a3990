public import Platform

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Which of our addresses the kernel would use (RFC 6724 §5): asked by connecting a UDP socket,
/// which sends nothing.
public enum SourceSelection {
  /// The source for a destination. ENETUNREACH or EHOSTUNREACH: no route; EADDRNOTAVAIL: no address
  /// of this family; EAFNOSUPPORT: the family is off.
  public static func source(
    for destination: SocketAddress, options: SocketOptions = SocketOptions()
  ) throws(SystemError) -> SocketAddress {
    let file = try SystemCalls.openSocket(destination.family.number, .datagram)
    try options.apply(to: file.raw, destination.family)
    let number = file.raw
    // Port 0 is refused by some systems; any other does.
    let target = destination.port == 0 ? destination.with(port: 9) : destination
    let code = unsafe target.withKernelForm {
      unsafe SystemCalls.connectSocket(number, to: $0, $1)
    }
    if code != 0 { throw SystemError("connect", code) }
    return try SocketAddress.local(of: number)
  }
}
