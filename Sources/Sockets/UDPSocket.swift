public import Addressing
import CNetkit
public import Platform

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A UDP socket that also hears what ICMP says about its datagrams.
///
/// Belongs to its loop's thread; one task reads at a time.
public final class UDPSocket: Sendable {
  public let loop: EventLoop
  public let family: AddressFamily
  private let channel: Channel

  /// The descriptor's number, for options.
  var raw: Int32 { get throws(SocketError) { try channel.raw } }

  /// Opens a socket, bound to `local` where it is given (port 0: the kernel chooses), else to a free
  /// port at the first send. An IPv6 socket takes IPv6 alone.
  ///
  /// - Parameter sharesPort: lets other sockets bind the same address and port (SO_REUSEADDR), as
  ///   the members of a multicast group on one host do.
  /// - Parameter tellsDestination: has each datagram come with the address that it was sent to: for
  ///   servers at every address of the host, whose answers are to leave by the one that was asked.
  public init(
    on loop: EventLoop, _ family: AddressFamily, local: SocketAddress? = nil,
    sharesPort: Bool = false, tellsDestination: Bool = false,
    options: SocketOptions = SocketOptions()
  ) throws(SocketError) {
    var options = options
    if let local { options.source = local }
    channel = try Self.open(loop, family, options, sharesPort)
    if tellsDestination {
      let descriptor = try channel.raw
      try asSocketError { () throws(SystemError) in
        try PacketInformation.enable(descriptor, family)
      }
    }
    self.loop = loop
    self.family = family
  }

  /// Opens a socket for one peer: only its datagrams come, and errors are about it.
  public convenience init(
    on loop: EventLoop, connectedTo peer: SocketAddress,
    options: SocketOptions = SocketOptions()
  ) throws(SocketError) {
    try self.init(on: loop, peer.family, options: options)
    try connect(to: peer)
  }

  private static func open(
    _ loop: EventLoop, _ family: AddressFamily, _ options: SocketOptions, _ sharesPort: Bool
  ) throws(SocketError) -> Channel {
    try asSocketError { () throws(SystemError) in
      let file = try SystemCalls.openSocket(family.number, .datagram)
      if family == .ipv6 {
        try SystemCalls.setOption(
          file.raw, level: Int32(IPPROTO_IPV6), IPV6_V6ONLY, to: Int32(1))
      }
      if sharesPort {
        try SystemCalls.setOption(file.raw, level: SOL_SOCKET, SO_REUSEADDR, to: Int32(1))
      }
      try ErrorQueue.enable(file.raw, family)
      if let source = options.source, source.port == 0 {
        // A datagram socket bound to an address alone shall have its port at once: it is asked for.
        var others = options
        others.source = nil
        try others.apply(to: file.raw, family)
        let number = file.raw
        try unsafe source.withKernelForm { (form, length) throws(SystemError) in
          try unsafe SystemCalls.bindSocket(number, to: form, length)
        }
      } else {
        try options.apply(to: file.raw, family)
      }
      return try Channel(loop, file)
    }
  }

  /// Where the socket is bound; port 0 before the first send.
  public var localAddress: SocketAddress {
    get throws(SocketError) {
      let descriptor = try channel.raw
      return try asSocketError { () throws(SystemError) in
        try SocketAddress.local(of: descriptor)
      }
    }
  }

  /// Fixes the peer; nothing is sent. ENETUNREACH where there is no route.
  public func connect(to peer: SocketAddress) throws(SocketError) {
    let descriptor = try channel.raw
    let code = unsafe peer.withKernelForm {
      unsafe SystemCalls.connectSocket(descriptor, to: $0, $1)
    }
    if code != 0 { throw .system(SystemError("connect", code)) }
  }

  public func close() { channel.close() }

  /// The descriptor's number, to be shown; nil once closed.
  public var number: Int32? { try? channel.raw }

  // MARK: Sending

  /// Sends one datagram now; false where the send buffer is full.
  ///
  /// An ICMP error that waits on the socket is not the fault of this datagram and stays for
  /// `receive`. Throws ENETUNREACH for no route, EMSGSIZE for too long, EACCES for a broadcast
  /// address that was not allowed.
  ///
  /// - Parameter own: the address of ours that it leaves by; nil for the kernel's choice. Only with
  ///   an `address`.
  @discardableResult
  public func trySend(
    _ bytes: RawSpan, to address: SocketAddress? = nil, from own: IPAddress? = nil
  ) throws(SocketError) -> Bool {
    let descriptor = try channel.raw
    var isRepeated = false
    while true {
      do throws(SystemError) {
        try send(bytes, to: address, from: own, descriptor)
        return true
      } catch {
        if error.code == EAGAIN || error.code == ENOBUFS { return false }
        // Linux reports the pending error of an earlier datagram in place of this send, once.
        if isRepeated { throw .system(error) }
        isRepeated = true
      }
    }
  }

  /// Sends one datagram, waiting for room in the send buffer.
  nonisolated(nonsending) public func send(
    _ bytes: [UInt8], to address: SocketAddress? = nil, by deadline: Deadline = .never
  ) async throws(SocketError) {
    while try unsafe !trySend(bytes.span.bytes, to: address) {
      if deadline.hasPassed { throw .timedOut }
      // No event tells that a full device queue (ENOBUFS) has room again.
      try await loop.sleep(until: min(deadline, .after(.milliseconds(1))))
    }
  }

  private func send(
    _ bytes: RawSpan, to address: SocketAddress?, from own: IPAddress?, _ descriptor: Int32
  ) throws(SystemError) {
    if let address, let own {
      return try unsafe bytes.withUnsafeBytes { (buffer) throws(SystemError) in
        try unsafe PacketInformation.send(buffer, to: address, from: own, descriptor)
      }
    }
    _ = try unsafe bytes.withUnsafeBytes { (buffer) throws(SystemError) -> Int in
      guard let address else { return try unsafe SystemCalls.sendBytes(descriptor, from: buffer) }
      return try unsafe address.withKernelForm { (form, length) throws(SystemError) -> Int in
        try unsafe SystemCalls.sendBytes(descriptor, from: buffer, to: form, length)
      }
    }
  }

  // MARK: Receiving

  /// The next datagram, lent to `body`, or the next ICMP message. No copy is made: the bytes are the
  /// loop's buffer.
  nonisolated(nonsending) public func receive<Value>(
    by deadline: Deadline, _ body: (RawSpan, DatagramInfo) -> Value
  ) async throws(SocketError) -> Arrival<Value> {
    while true {
      if let arrival = try receiveNow(body) { return arrival }
      try await channel.waitReadable(by: deadline)
    }
  }

  /// The next datagram, or the next ICMP message.
  nonisolated(nonsending) public func receive(by deadline: Deadline) async throws(SocketError)
    -> Arrival<[UInt8]>
  {
    try await receive(by: deadline) { bytes, _ in
      unsafe bytes.withUnsafeBytes { unsafe Array($0) }
    }
  }

  /// Lends each datagram to `handle` until the task is cancelled or the socket closed. What ICMP says
  /// of an answer is passed over: whoever asked has gone. No failure ends it either; an interface
  /// that is down may come back.
  nonisolated(nonsending) public func serve(_ handle: (RawSpan, DatagramInfo) -> Void) async {
    await hear(handle) { _ in }
  }

  /// As `serve`, with the ICMP messages.
  nonisolated(nonsending) public func hear(
    _ handle: (RawSpan, DatagramInfo) -> Void, icmp: (ICMPReport) -> Void
  ) async {
    while true {
      do throws(SocketError) {
        if case .icmp(let report) = try await receive(by: .never, handle) { icmp(report) }
      } catch {
        if error.endsService { return }
        try? await loop.sleep(until: .after(SocketError.pause))
      }
    }
  }

  /// What is there already; nil for nothing.
  public func receiveNow<Value>(
    _ body: (RawSpan, DatagramInfo) -> Value
  ) throws(SocketError) -> Arrival<Value>? {
    let descriptor = try channel.raw
    while channel.mayRead {
      if channel.hasFailed, let report = ErrorQueue.next(descriptor) { return .icmp(report) }
      channel.hasNotFailed()
      do throws(SystemError) {
        if let arrival = try takeDatagram(descriptor, body) { return arrival }
        channel.wouldWait()
      } catch {
        // The error of an ICMP message, told once; the queue has the message itself.
        if let report = ErrorQueue.next(descriptor) { return .icmp(report) }
        if let report = ICMPReport(withoutQueue: error.code) { return .icmp(report) }
        throw .system(error)
      }
    }
    return nil
  }

  /// The next ICMP message that waits, whether an event has told of it yet or not; nil for none. For
  /// senders of many datagrams: the kernel fails a send in the name of a message that was not taken.
  public func takeReport() throws(SocketError) -> ICMPReport? {
    ErrorQueue.next(try channel.raw)
  }

  private func takeDatagram<Value>(
    _ descriptor: Int32, _ body: (RawSpan, DatagramInfo) -> Value
  ) throws(SystemError) -> Arrival<Value>? {
    do throws(SystemError) {
      return try unsafe MessageReader.receive(descriptor, into: loop.scratch) {
        (bytes, info) in .datagram(body(bytes, info), info)
      }
    } catch {
      if error.code == EAGAIN { return nil }
      throw error
    }
  }
}
