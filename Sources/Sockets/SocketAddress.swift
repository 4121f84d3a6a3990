public import Addressing
import CNetkit
import Platform

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Where a socket is: address, port and, for link-local IPv6, the interface.
public struct SocketAddress: Hashable, Sendable {
  public var address: IPAddress
  public var port: UInt16
  /// The interface's number for addresses that need one (RFC 4007); 0 for the rest.
  public var scope: UInt32

  public init(_ address: IPAddress, port: UInt16, scope: UInt32 = 0) {
    self.address = address
    self.port = port
    self.scope = scope
  }

  /// 127.0.0.1 or ::1.
  public static func loopback(_ family: AddressFamily, port: UInt16 = 0) -> SocketAddress {
    switch family {
    case .ipv4: SocketAddress(.v4(IPv4Address(bits: 0x7F00_0001)), port: port)
    case .ipv6: SocketAddress(.v6(IPv6Address(bits: 1)), port: port)
    }
  }

  /// 0.0.0.0 or ::, every address of the host.
  public static func any(_ family: AddressFamily, port: UInt16 = 0) -> SocketAddress {
    switch family {
    case .ipv4: SocketAddress(.v4(IPv4Address(bits: 0)), port: port)
    case .ipv6: SocketAddress(.v6(IPv6Address(bits: 0)), port: port)
    }
  }

  public var family: AddressFamily {
    switch address {
    case .v4: .ipv4
    case .v6: .ipv6
    }
  }

  /// Whether it is 0.0.0.0 or ::.
  public var isAny: Bool {
    switch address {
    case .v4(let four): four.bits == 0
    case .v6(let six): six.bits == 0
    }
  }

  /// The same place with another port.
  public func with(port: UInt16) -> SocketAddress {
    SocketAddress(address, port: port, scope: scope)
  }

  /// IPv4 where the address is an IPv4 one in IPv6's clothes (::ffff:0:0/96), as dual-stack sockets
  /// report their peers.
  public var unmapped: SocketAddress {
    guard case .v6(let six) = address, six.bits >> 32 == 0xFFFF else { return self }
    return SocketAddress(
      .v4(IPv4Address(bits: UInt32(truncatingIfNeeded: six.bits))), port: port)
  }

  // MARK: The kernel's form

  /// Lends the address as the kernel takes it.
  func withKernelForm<Value, Failure: Error>(
    _ body: (UnsafePointer<sockaddr>, socklen_t) throws(Failure) -> Value
  ) throws(Failure) -> Value {
    switch address {
    case .v4(let four):
      var form = sockaddr_in.empty
      form.sin_port = port.bigEndian
      form.sin_addr.s_addr = four.bits.bigEndian
      return try unsafe withUnsafeBytes(of: &form) { (bytes) throws(Failure) -> Value in
        try unsafe body(
          bytes.baseAddress!.assumingMemoryBound(to: sockaddr.self),
          socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    case .v6(let six):
      var form = sockaddr_in6.empty
      form.sin6_port = port.bigEndian
      form.sin6_scope_id = scope
      unsafe withUnsafeMutableBytes(of: &form.sin6_addr) {
        unsafe $0.storeBytes(of: six.bits.bigEndian, as: UInt128.self)
      }
      return try unsafe withUnsafeBytes(of: &form) { (bytes) throws(Failure) -> Value in
        try unsafe body(
          bytes.baseAddress!.assumingMemoryBound(to: sockaddr.self),
          socklen_t(MemoryLayout<sockaddr_in6>.size))
      }
    }
  }

  /// Writes the kernel's form; answers its length.
  func storeKernelForm(into bytes: UnsafeMutableRawBufferPointer) -> socklen_t {
    unsafe withKernelForm { form, length in
      unsafe bytes.copyMemory(
        from: UnsafeRawBufferPointer(start: form, count: Int(length)))
      return length
    }
  }

  /// Reads the kernel's form; nil for a family other than IPv4 and IPv6 or too few bytes.
  init?(kernelForm form: UnsafeRawPointer, length: Int) {
    guard length >= MemoryLayout<sockaddr>.size else { return nil }
    let family = unsafe form.loadUnaligned(as: sockaddr.self).sa_family
    if family == sa_family_t(AF_INET) {
      let four = unsafe form.loadUnaligned(as: sockaddr_in.self)
      self.init(
        .v4(IPv4Address(bits: UInt32(bigEndian: four.sin_addr.s_addr))),
        port: UInt16(bigEndian: four.sin_port))
    } else if family == sa_family_t(AF_INET6), length >= MemoryLayout<sockaddr_in6>.size {
      let six = unsafe form.loadUnaligned(as: sockaddr_in6.self)
      self.init(
        .v6(IPv6Address(six.sin6_addr)), port: UInt16(bigEndian: six.sin6_port),
        scope: six.sin6_scope_id)
    } else {
      return nil
    }
  }

  /// What a call that writes an address wrote.
  static func reading<Failure: Error>(
    _ body: (UnsafeMutablePointer<sockaddr>, inout socklen_t) throws(Failure) -> Void
  ) throws(Failure) -> SocketAddress? {
    var storage = sockaddr_storage()
    var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
    return try unsafe withUnsafeMutableBytes(of: &storage) {
      (bytes) throws(Failure) -> SocketAddress? in
      let form = bytes.baseAddress!
      try unsafe body(form.assumingMemoryBound(to: sockaddr.self), &length)
      return unsafe SocketAddress(kernelForm: form, length: Int(length))
    }
  }

  /// The address that a socket is bound to.
  static func local(of descriptor: Int32) throws(SystemError) -> SocketAddress {
    let address = try unsafe SocketAddress.reading { (form, length) throws(SystemError) in
      try unsafe SystemCalls.socketName(of: descriptor, form, &length)
    }
    guard let address else { throw SystemError("getsockname", EAFNOSUPPORT) }
    return address
  }

  /// The address that a socket is connected to.
  static func remote(of descriptor: Int32) throws(SystemError) -> SocketAddress {
    let address = try unsafe SocketAddress.reading { (form, length) throws(SystemError) in
      try unsafe SystemCalls.peerName(of: descriptor, form, &length)
    }
    guard let address else { throw SystemError("getpeername", EAFNOSUPPORT) }
    return address
  }
}

extension IPv6Address {
  /// From the kernel's sixteen bytes.
  init(_ form: in6_addr) {
    self.init(
      bits: UInt128(bigEndian: unsafe unsafeBitCast(form, to: UInt128.self)))
  }
}
