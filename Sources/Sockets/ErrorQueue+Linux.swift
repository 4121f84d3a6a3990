#if os(Linux)
  import Addressing
  import CNetkit
  import Glibc
  import Platform

  /// The error queue of a socket: ICMP messages with their sender (ip(7), ipv6(7)).
  enum ErrorQueue {
    /// Makes the kernel keep the messages, or stop keeping them.
    static func enable(
      _ descriptor: Int32, _ family: AddressFamily, _ isOn: Bool = true
    ) throws(SystemError) {
      let option = family == .ipv4 ? IP_RECVERR : IPV6_RECVERR
      try SystemCalls.setOption(
        descriptor, level: family.level, option, to: Int32(isOn ? 1 : 0))
    }

    /// Takes the oldest message; nil when the queue is empty.
    static func next(_ descriptor: Int32) -> ICMPReport? {
      unsafe withUnsafeTemporaryAllocation(byteCount: 512, alignment: 8) { control in
        var destination = sockaddr_storage()
        return unsafe withUnsafeMutableBytes(of: &destination) { name in
          var message = unsafe msghdr()
          unsafe message.msg_name = name.baseAddress
          unsafe message.msg_namelen = socklen_t(name.count)
          unsafe message.msg_control = control.baseAddress
          unsafe message.msg_controllen = control.count
          let flags = Int32(MSG_ERRQUEUE) | Int32(MSG_DONTWAIT)
          guard unsafe recvmsg(descriptor, &message, flags) >= 0 else { return nil }
          let about =
            unsafe message.msg_namelen > 0
            ? SocketAddress(kernelForm: name.baseAddress!, length: Int(message.msg_namelen)) : nil
          return unsafe report(in: &message, about: about)
        }
      }
    }

    private static func report(
      in message: inout msghdr, about: SocketAddress?
    ) -> ICMPReport? {
      var header = unsafe nk_cmsg_firsthdr(&message)
      while let entry = unsafe header {
        let kind = unsafe (entry.pointee.cmsg_level, entry.pointee.cmsg_type)
        if kind == (Int32(IPPROTO_IP), IP_RECVERR)
          || kind == (Int32(IPPROTO_IPV6), IPV6_RECVERR)
        {
          let error = unsafe nk_cmsg_data(entry)!.assumingMemoryBound(
            to: sock_extended_err.self)
          return unsafe report(of: error, about: about)
        }
        unsafe header = nk_cmsg_nxthdr(&message, entry)
      }
      return nil
    }

    private static func report(
      of entry: UnsafeMutablePointer<sock_extended_err>, about: SocketAddress?
    ) -> ICMPReport {
      let error = unsafe entry.pointee
      let origin: ICMPReport.Origin =
        switch Int32(error.ee_origin) {
        case Int32(SO_EE_ORIGIN_ICMP): .icmp
        case Int32(SO_EE_ORIGIN_ICMP6): .icmpv6
        default: .local
        }
      let offender =
        unsafe nk_ee_offender(entry).flatMap { form -> SocketAddress? in
          let isSix = unsafe form.pointee.sa_family == sa_family_t(AF_INET6)
          let length = isSix ? MemoryLayout<sockaddr_in6>.size : MemoryLayout<sockaddr_in>.size
          return unsafe SocketAddress(kernelForm: form, length: length)
        }
      return ICMPReport(
        origin: origin, type: error.ee_type, icmpCode: error.ee_code,
        code: Int32(error.ee_errno), offender: offender?.unmapped.address,
        mtu: Int32(error.ee_errno) == EMSGSIZE ? error.ee_info : nil, about: about)
    }
  }
#endif
