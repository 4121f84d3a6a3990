#if canImport(Darwin)
  import Addressing
  import Darwin
  import Platform

  /// Which of our addresses a datagram came to: not asked for, so that answers leave by the address
  /// that the kernel chooses.
  enum PacketInformation {
    typealias Space = InlineArray<1, UInt64>

    static func enable(_ descriptor: Int32, _ family: AddressFamily) throws(SystemError) {}

    static func address(in message: inout msghdr) -> IPAddress? { nil }

    static func send(
      _ bytes: UnsafeRawBufferPointer, to peer: SocketAddress, from own: IPAddress,
      _ descriptor: Int32
    ) throws(SystemError) {
      _ = try unsafe peer.withKernelForm { (form, length) throws(SystemError) in
        try unsafe SystemCalls.sendBytes(descriptor, from: bytes, to: form, length)
      }
    }
  }
#endif
