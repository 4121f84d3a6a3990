public import CNetkit

#if canImport(Darwin)
  public import Darwin
#else
  import Glibc
#endif

/// The calls for sockets. Addresses travel as the kernel's structures; `SocketAddress` in Sockets
/// makes and reads them.
extension SystemCalls {
  public static func bindSocket(
    _ descriptor: Int32, to address: UnsafePointer<sockaddr>, _ length: socklen_t
  ) throws(SystemError) {
    try retrying("bind") { unsafe bind(descriptor, address, length) }
  }

  public static func listenSocket(
    _ descriptor: Int32, backlog: Int32
  ) throws(SystemError) {
    try retrying("listen") { listen(descriptor, backlog) }
  }

  /// The errno that connect(2) left, 0 where it is connected at once. A value and not an error:
  /// EINPROGRESS is the usual answer. An interrupted connect goes on by itself, so EINTR is
  /// EINPROGRESS.
  public static func connectSocket(
    _ descriptor: Int32, to address: UnsafePointer<sockaddr>, _ length: socklen_t
  ) -> Int32 {
    if unsafe nk_connect(descriptor, address, length) == 0 { return 0 }
    let code = errno
    return code == EINTR ? EINPROGRESS : code
  }

  /// Undoes a connect, finished or not: TCP resets what stands, UDP hears everyone again.
  @inlinable
  public static func disconnectSocket(_ descriptor: Int32) {
    var nobody = sockaddr()
    nobody.sa_family = sa_family_t(AF_UNSPEC)
    _ = unsafe nk_connect(descriptor, &nobody, socklen_t(MemoryLayout<sockaddr>.size))
  }

  public static func shutdownSocket(
    _ descriptor: Int32, _ how: Int32
  ) throws(SystemError) {
    try retrying("shutdown") { shutdown(descriptor, how) }
  }

  public static func socketName(
    of descriptor: Int32, _ address: UnsafeMutablePointer<sockaddr>, _ length: inout socklen_t
  ) throws(SystemError) {
    if unsafe getsockname(descriptor, address, &length) != 0 {
      throw SystemError(last: "getsockname")
    }
  }

  public static func peerName(
    of descriptor: Int32, _ address: UnsafeMutablePointer<sockaddr>, _ length: inout socklen_t
  ) throws(SystemError) {
    if unsafe getpeername(descriptor, address, &length) != 0 {
      throw SystemError(last: "getpeername")
    }
  }

  /// Sets an option whose value is any plain C structure, mostly an `Int32`.
  public static func setOption<Value>(
    _ descriptor: Int32, level: Int32, _ option: Int32, to value: Value
  ) throws(SystemError) {
    var value = value
    let size = socklen_t(MemoryLayout<Value>.size)
    let code = unsafe withUnsafePointer(to: &value) {
      unsafe setsockopt(descriptor, level, option, $0, size)
    }
    if code != 0 { throw SystemError(last: "setsockopt") }
  }

  /// Sets an option whose value is text, such as an interface's name.
  public static func setOption(
    _ descriptor: Int32, level: Int32, _ option: Int32, text: String
  ) throws(SystemError) {
    let length = socklen_t(text.utf8.count)
    if unsafe setsockopt(descriptor, level, option, text, length) != 0 {
      throw SystemError(last: "setsockopt")
    }
  }

  public static func option<Value>(
    _ descriptor: Int32, level: Int32, _ option: Int32, initial value: Value
  ) throws(SystemError) -> Value {
    var value = value
    var size = socklen_t(MemoryLayout<Value>.size)
    let code = unsafe withUnsafeMutablePointer(to: &value) {
      unsafe getsockopt(descriptor, level, option, $0, &size)
    }
    if code != 0 { throw SystemError(last: "getsockopt") }
    return value
  }

  /// The error that waits on the socket, taken from it; 0 for none.
  public static func takeSocketError(_ descriptor: Int32) -> Int32 {
    (try? option(descriptor, level: SOL_SOCKET, SO_ERROR, initial: Int32(0))) ?? errno
  }

  public static func receiveBytes(
    _ descriptor: Int32, into buffer: UnsafeMutableRawBufferPointer, flags: Int32 = 0
  ) throws(SystemError) -> Int {
    try retrying("recv") {
      unsafe recv(descriptor, buffer.baseAddress, buffer.count, flags)
    }
  }

  /// Sends without SIGPIPE.
  public static func sendBytes(
    _ descriptor: Int32, from buffer: UnsafeRawBufferPointer
  ) throws(SystemError) -> Int {
    try retrying("send") {
      unsafe send(descriptor, buffer.baseAddress, buffer.count, noSignal)
    }
  }

  public static func sendBytes(
    _ descriptor: Int32, from buffer: UnsafeRawBufferPointer,
    to address: UnsafePointer<sockaddr>, _ length: socklen_t
  ) throws(SystemError) -> Int {
    try retrying("sendto") {
      unsafe sendto(descriptor, buffer.baseAddress, buffer.count, noSignal, address, length)
    }
  }

  public static func receiveMessage(
    _ descriptor: Int32, _ message: inout msghdr, flags: Int32 = 0
  ) throws(SystemError) -> Int {
    try retrying("recvmsg") { unsafe recvmsg(descriptor, &message, flags) }
  }

  /// Sends without SIGPIPE.
  public static func sendMessage(
    _ descriptor: Int32, _ message: inout msghdr
  ) throws(SystemError) -> Int {
    try retrying("sendmsg") { unsafe sendmsg(descriptor, &message, noSignal) }
  }

  /// The number of an interface; nil where there is none of this name.
  public static func interfaceIndex(named name: String) -> UInt32? {
    let index = unsafe if_nametoindex(name)
    return index == 0 ? nil : index
  }

  /// The name of an interface; nil for a number that is not in use.
  public static func interfaceName(index: UInt32) -> String? {
    var name = [CChar](repeating: 0, count: Int(IF_NAMESIZE) + 1)
    guard unsafe if_indextoname(index, &name) != nil else { return nil }
    return String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}
