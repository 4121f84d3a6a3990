import Addressing
import CNetkit
import Platform

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Reads one datagram with its sender and control messages: recvmsg(2).
enum MessageReader {
  static func receive<Value>(
    _ descriptor: Int32, into buffer: UnsafeMutableRawBufferPointer,
    _ body: (RawSpan, DatagramInfo) -> Value
  ) throws(SystemError) -> Value {
    var name = sockaddr_storage()
    // 128 bytes: packet info and hop limit of either family take 64.
    return try unsafe withUnsafeTemporaryAllocation(byteCount: 128, alignment: 8) {
      (control) throws(SystemError) -> Value in
      try unsafe withUnsafeMutableBytes(of: &name) { (name) throws(SystemError) -> Value in
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
          var info = unsafe DatagramInfo(
            source: source ?? .any(.ipv4), isTruncated: message.msg_flags & truncatedFlag != 0)
          unsafe readControl(&message, into: &info)
          let bytes = unsafe UnsafeRawBufferPointer(rebasing: buffer[..<count])
          return unsafe body(RawSpan(_unsafeBytes: bytes), info)
        }
      }
    }
  }

  private static var truncatedFlag: Int32 { Int32(MSG_TRUNC) }

  private static func readControl(_ message: inout msghdr, into info: inout DatagramInfo) {
    var header = unsafe nk_cmsg_firsthdr(&message)
    while let entry = unsafe header {
      let data = unsafe nk_cmsg_data(entry)!
      let level = unsafe entry.pointee.cmsg_level
      let type = unsafe entry.pointee.cmsg_type
      if level == Int32(IPPROTO_IP) {
        unsafe readControl4(type, data, into: &info)
      } else if level == Int32(IPPROTO_IPV6) {
        unsafe readControl6(type, data, into: &info)
      }
      unsafe header = nk_cmsg_nxthdr(&message, entry)
    }
  }

  private static func readControl4(
    _ type: Int32, _ data: UnsafeMutableRawPointer, into info: inout DatagramInfo
  ) {
    if type == IP_PKTINFO {
      let packet = unsafe data.loadUnaligned(as: in_pktinfo.self)
      info.destination = .v4(IPv4Address(bits: UInt32(bigEndian: packet.ipi_addr.s_addr)))
      info.interfaceIndex = UInt32(packet.ipi_ifindex)
    } else if type == hopsType4 {
      info.hops = unsafe hops(data)
    }
  }

  private static func readControl6(
    _ type: Int32, _ data: UnsafeMutableRawPointer, into info: inout DatagramInfo
  ) {
    if type == packetInfoType6 {
      let bits = unsafe data.loadUnaligned(as: UInt128.self)
      let index = unsafe data.loadUnaligned(fromByteOffset: 16, as: UInt32.self)
      info.destination = .v6(IPv6Address(bits: UInt128(bigEndian: bits)))
      info.interfaceIndex = index
    } else if type == hopsType6 {
      info.hops = unsafe hops(data)
    }
  }
}
