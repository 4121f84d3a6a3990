import Sockets

/// A system call that a server or client made, as its manual page writes it.
public struct ExplainedCall: Sendable {
  /// `recv(7, buffer, 262144, 0)`
  public var text: String
  /// `24`, `-1 EADDRINUSE`; nil where the call gives nothing of interest.
  public var result: String?
  /// What it is for.
  public var meaning: String

  public init(_ text: String, _ result: String? = nil, _ meaning: String) {
    self.text = text
    self.result = result
    self.meaning = meaning
  }
}

extension ExplainedCall {
  /// The calls that made a listening socket.
  static func listening(_ number: Int32, at address: SocketAddress) -> [Self] {
    var calls = [opening(number, address.family, "SOCK_STREAM", "a TCP socket")]
    calls.append(
      Self(
        "setsockopt(\(number), SOL_SOCKET, SO_REUSEADDR, 1)", "0",
        "a port still busy with old connections may be taken at once"))
    calls.append(
      Self(
        "setsockopt(\(number), IPPROTO_TCP, TCP_NODELAY, 1)", "0",
        "small answers leave at once instead of being gathered (RFC 896); accepted sockets take it over"
      ))
    calls += binding(number, address.family, "\(address)", "this is where clients find it")
    calls.append(
      Self(
        "listen(\(number), \(TCPListener.usualBacklog))", "0", "connections may now wait in line"))
    return calls
  }

  /// The calls that made a datagram socket.
  static func bound(_ number: Int32, at address: SocketAddress) -> [Self] {
    [opening(number, address.family, "SOCK_DGRAM", "a UDP socket")]
      + binding(number, address.family, "\(address)", "this is where datagrams find it")
      + (address.isAny ? [tellingDestination(number, address.family)] : [])
  }

  private static func tellingDestination(_ number: Int32, _ family: AddressFamily) -> Self {
    let option = family == .ipv4 ? "IPPROTO_IP, IP_PKTINFO" : "IPPROTO_IPV6, IPV6_RECVPKTINFO"
    return Self(
      "setsockopt(\(number), \(option), 1)", "0",
      "each datagram tells which of our addresses it came to, for the answer to leave by")
  }

  static func opening(
    _ number: Int32, _ family: AddressFamily, _ kind: String, _ what: String
  ) -> Self {
    switch family {
    case .ipv4: Self("socket(AF_INET, \(kind), 0)", "\(number)", "\(what) for IPv4")
    case .ipv6: Self("socket(AF_INET6, \(kind), 0)", "\(number)", "\(what) for IPv6")
    }
  }

  private static func binding(
    _ number: Int32, _ family: AddressFamily, _ address: String, _ meaning: String
  ) -> [Self] {
    let bind = Self("bind(\(number), \(address))", "0", meaning)
    guard family == .ipv6 else { return [bind] }
    let option = Self(
      "setsockopt(\(number), IPPROTO_IPV6, IPV6_V6ONLY, 1)", "0", "IPv4 has a socket of its own")
    return [option, bind]
  }

  static func accepted(_ listener: Int32, _ number: Int32, _ peer: SocketAddress) -> Self {
    Self(
      "accept(\(listener), \(peer))", "\(number)",
      "a client; a blocking server would have slept here until it came")
  }

  static func received(_ number: Int32, _ count: Int) -> Self {
    Self(
      "recv(\(number), buffer, \(EventLoop.scratchSize), 0)", "\(count)",
      count == 0 ? "the end: the other side will send no more" : "bytes, as many as had come")
  }

  static func sent(_ number: Int32, _ count: Int, of total: Int) -> Self {
    Self(
      "send(\(number), buffer, \(total), MSG_NOSIGNAL)", "\(count)",
      count == total
        ? "all of them taken by the kernel"
        : "the rest waits until the client reads; a blocking server would sleep here")
  }

  static func receivedDatagram(_ number: Int32, _ count: Int, _ info: DatagramInfo) -> Self {
    let call =
      if let own = info.destination {
        "recvmsg(\(number), buffer from \(info.source) to \(own), 0)"
      } else {
        "recvfrom(\(number), buffer, \(EventLoop.scratchSize), 0, \(info.source))"
      }
    return Self(call, "\(count)", "one datagram")
  }

  static func sentDatagram(
    _ number: Int32, _ count: Int, _ asked: DatagramInfo, isSent: Bool
  ) -> Self {
    let call =
      if let own = asked.destination {
        "sendmsg(\(number), \(count) bytes from \(own) to \(asked.source), MSG_NOSIGNAL)"
      } else {
        "sendto(\(number), buffer, \(count), MSG_NOSIGNAL, \(asked.source))"
      }
    return Self(
      call, isSent ? "\(count)" : "-1 EAGAIN", "one datagram back to where it says it is from")
  }

  static func closed(_ number: Int32) -> Self {
    Self("close(\(number))", "0", "the other end reads the end of the stream")
  }
}
