#if os(Linux)
  import CNetkit
  import Glibc
  import Platform

  /// A conversation with the kernel's routing tables: rtnetlink(7).
  struct NetlinkSocket: ~Copyable {
    private let file: FileDescriptor

    init() throws(SystemError) {
      file = try SystemCalls.openSocket(
        AF_NETLINK, .raw, protocol: Int32(NETLINK_ROUTE))
    }

    /// Asks for a whole table and hands each of its messages to `body`. A table that changes while
    /// it is read is read again, three times at most.
    static func dump<Element>(
      _ request: UInt16, answer: UInt16, family: UInt8 = 0, headerSize: Int,
      _ body: (ArraySlice<UInt8>) -> Element?
    ) throws(SystemError) -> [Element] {
      var header = [UInt8](repeating: 0, count: headerSize)
      header[0] = family
      for _ in 0..<3 {
        let socket = try NetlinkSocket()
        try socket.send(
          request, flags: UInt16(NLM_F_REQUEST) | UInt16(NLM_F_DUMP), payload: header)
        var elements: [Element] = []
        let isWhole = try socket.receive(untilDone: true) { type, payload in
          if type == answer, let element = body(payload) { elements.append(element) }
        }
        if isWhole { return elements }
      }
      throw SystemError("netlink", EINTR)
    }

    /// Asks one question with one answer.
    static func ask(
      _ request: UInt16, payload: [UInt8]
    ) throws(SystemError) -> ArraySlice<UInt8> {
      let socket = try NetlinkSocket()
      try socket.send(request, flags: UInt16(NLM_F_REQUEST), payload: payload)
      var answer: ArraySlice<UInt8> = []
      _ = try socket.receive(untilDone: false) { _, payload in answer = payload }
      return answer
    }

    private borrowing func send(
      _ type: UInt16, flags: UInt16, payload: [UInt8]
    ) throws(SystemError) {
      var message: [UInt8] = []
      append(UInt32(16 + payload.count), to: &message)
      append(type, to: &message)
      append(flags, to: &message)
      append(UInt32(1), to: &message)
      append(UInt32(0), to: &message)
      message += payload
      let number = file.raw
      let span = unsafe message.span.bytes
      _ = try unsafe span.withUnsafeBytes { (buffer) throws(SystemError) in
        try unsafe SystemCalls.sendBytes(number, from: buffer)
      }
    }

    private borrowing func append<Number: FixedWidthInteger>(
      _ number: Number, to bytes: inout [UInt8]
    ) {
      unsafe withUnsafeBytes(of: number) { unsafe bytes.append(contentsOf: $0) }
    }

    /// Reads messages up to the end of the dump, or of one datagram; false where the kernel says
    /// that the table changed under the dump.
    private borrowing func receive(
      untilDone: Bool, _ body: (UInt16, ArraySlice<UInt8>) -> Void
    ) throws(SystemError) -> Bool {
      // 32 KiB: the kernel's largest dump datagram.
      let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 32768, alignment: 8)
      defer { unsafe buffer.deallocate() }
      var isWhole = true
      while true {
        // The kernel answers while it is asked; the second is for one that is very busy.
        guard
          try SystemCalls.waitReady(file.raw, for: Int32(POLLIN), by: .after(.seconds(1)))
        else { throw SystemError("netlink", ETIMEDOUT) }
        let count = try unsafe SystemCalls.receiveBytes(file.raw, into: buffer)
        var rest = unsafe NetlinkReader(Array(buffer[..<count])[...])
        while let length = rest.read(UInt32.self), let type = rest.read(UInt16.self),
          let flags = rest.read(UInt16.self), rest.take(8) != nil,
          let payload = rest.take(Int(length) - 16)
        {
          if flags & UInt16(NLM_F_DUMP_INTR) != 0 { isWhole = false }
          if type == UInt16(NLMSG_DONE) { return isWhole }
          if type == UInt16(NLMSG_ERROR) {
            var error = NetlinkReader(payload)
            throw SystemError("netlink", -(error.read(Int32.self) ?? -EPROTO))
          }
          body(type, payload)
          _ = rest.take(min(-Int(length) & 3, rest.bytes.count))
        }
        if !untilDone { return isWhole }
      }
    }
  }
#endif
