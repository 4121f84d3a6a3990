import CNetkit
import Platform

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Reads one datagram with its sender, and learns whether it was cut short and, where the kernel was
/// asked to tell, which of our addresses it came to: recvmsg(2).
enum MessageReader {
  static func receive<Value>(
    _ descriptor: Int32, into buffer: UnsafeMutableRawBufferPointer,
    _ body: (RawSpan, DatagramInfo) -> Value
  ) throws(SystemError) -> Value {
    var name = sockaddr_storage()
    var control = PacketInformation.Space(repeating: 0)
    return try unsafe withUnsafeMutableBytes(of: &name) { (name) throws(SystemError) -> Value in
      try unsafe withUnsafeMutableBytes(of: &control) { (control) throws(SystemError) -> Value in
        var piece = unsafe iovec(iov_base: buffer.baseAddress, iov_len: buffer.count)
        return try unsafe withUnsafeMutablePointer(to: &piece) {
          (piece) throws(SystemError) -> Value in
          var message = unsafe msghdr()
          unsafe message.msg_name = name.baseAddress
          unsafe message.msg_namelen = socklen_t(name.count)
          unsafe message.msg_iov = piece
          unsafe message.msg_iovlen = 1
          unsafe message.msg_control = control.baseAddress
          unsafe message.msg_controllen = .init(control.count)
          let count = try unsafe SystemCalls.receiveMessage(descriptor, &message)
          let source = unsafe SocketAddress(
            kernelForm: name.baseAddress!, length: Int(message.msg_namelen))
          let info = unsafe DatagramInfo(
            source: source ?? .any(.ipv4), isTruncated: message.msg_flags & truncatedFlag != 0,
            destination: PacketInformation.address(in: &message))
          let bytes = unsafe UnsafeRawBufferPointer(rebasing: buffer[..<count])
          return unsafe body(RawSpan(_unsafeBytes: bytes), info)
        }
      }
    }
  }

  private static var truncatedFlag: Int32 { Int32(MSG_TRUNC) }
}
