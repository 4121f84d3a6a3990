#if os(Linux)
  import Addressing
  import CNetkit
  import Glibc
  import Platform

  /// Which of our addresses a datagram came to, and which one leaves by: what a socket of all
  /// addresses does not know by itself (ip(7), ipv6(7), RFC 3542 §6).
  enum PacketInformation {
    /// Room for the kernel's message about a datagram, aligned as it wants it.
    typealias Space = InlineArray<8, UInt64>

    /// Makes the kernel tell.
    static func enable(_ descriptor: Int32, _ family: AddressFamily) throws(SystemError) {
      let option = family == .ipv4 ? IP_PKTINFO : IPV6_RECVPKTINFO
      try SystemCalls.setOption(descriptor, level: family.level, option, to: Int32(1))
    }

    /// The address that an answer leaves by: the one that was asked, or the interface's where that was
    /// a broadcast; nil for an IPv6 multicast, and where nothing is told.
    static func address(in message: inout msghdr) -> IPAddress? {
      var header = unsafe nk_cmsg_firsthdr(&message)
      while let entry = unsafe header {
        let data = unsafe UnsafeRawPointer(nk_cmsg_data(entry)!)
        switch unsafe (entry.pointee.cmsg_level, entry.pointee.cmsg_type) {
        case (Int32(IPPROTO_IP), IP_PKTINFO):
          let own = unsafe data.loadUnaligned(as: in_pktinfo.self).ipi_spec_dst
          return .v4(IPv4Address(bits: UInt32(bigEndian: own.s_addr)))
        case (Int32(IPPROTO_IPV6), IPV6_PKTINFO):
          let own = IPv6Address(unsafe data.loadUnaligned(as: in6_addr.self))
          return own.bits >> 120 == 0xFF ? nil : .v6(own)
        default: unsafe header = nk_cmsg_nxthdr(&message, entry)
        }
      }
      return nil
    }

    /// Sends one datagram from one of our addresses.
    static func send(
      _ bytes: UnsafeRawBufferPointer, to peer: SocketAddress, from own: IPAddress,
      _ descriptor: Int32
    ) throws(SystemError) {
      var control = Space(repeating: 0)
      var piece = unsafe iovec(
        iov_base: UnsafeMutableRawPointer(mutating: bytes.baseAddress), iov_len: bytes.count)
      try unsafe withUnsafeMutablePointer(to: &piece) { (piece) throws(SystemError) in
        try unsafe withUnsafeMutableBytes(of: &control) { (control) throws(SystemError) in
          try unsafe peer.withKernelForm { (form, length) throws(SystemError) in
            var message = unsafe msghdr()
            unsafe message.msg_name = UnsafeMutableRawPointer(mutating: form)
            unsafe message.msg_namelen = length
            unsafe message.msg_iov = piece
            unsafe message.msg_iovlen = 1
            unsafe message.msg_control = control.baseAddress
            unsafe message.msg_controllen = control.count
            unsafe store(own, in: &message)
            _ = try unsafe SystemCalls.sendMessage(descriptor, &message)
          }
        }
      }
    }

    /// Writes the one control message. The interface stays open: the route knows it.
    private static func store(_ own: IPAddress, in message: inout msghdr) {
      guard let entry = unsafe nk_cmsg_firsthdr(&message) else { return }
      let data = unsafe nk_cmsg_data(entry)!
      let size: Int
      switch own {
      case .v4(let four):
        var form = in_pktinfo()
        form.ipi_spec_dst.s_addr = four.bits.bigEndian
        size = MemoryLayout<in_pktinfo>.size
        unsafe data.storeBytes(of: form, as: in_pktinfo.self)
        unsafe entry.pointee.cmsg_level = Int32(IPPROTO_IP)
        unsafe entry.pointee.cmsg_type = IP_PKTINFO
      case .v6(let six):
        // in6_pktinfo, which <netinet/in.h> hides: the address and the interface's number, 0.
        size = MemoryLayout<in6_addr>.size + MemoryLayout<UInt32>.size
        unsafe data.storeBytes(of: six.bits.bigEndian, as: UInt128.self)
        unsafe entry.pointee.cmsg_level = Int32(IPPROTO_IPV6)
        unsafe entry.pointee.cmsg_type = IPV6_PKTINFO
      }
      unsafe entry.pointee.cmsg_len = nk_cmsg_len(size)
      unsafe message.msg_controllen = nk_cmsg_space(size)
    }
  }
#endif
