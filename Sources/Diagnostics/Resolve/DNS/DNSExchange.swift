public import Platform
public import Sockets
public import Wire

/// One question to one name server: over UDP, with EDNS and repeats, and over TCP where the answer
/// does not fit (RFC 1035 §4.2, RFC 6891, RFC 7766).
public struct DNSExchange: Sendable {
  /// What came of it.
  public enum Outcome: Sendable {
    case answered(DNSMessage)
    /// Nothing that answers the question came before the deadline.
    case silent
    /// ICMP or the kernel says that the server cannot be reached; TCP may also have been refused.
    case unreachable(SocketError)
    /// Something came that is no DNS message, and nothing better.
    case malformed(WireError)
    case cancelled
  }

  public struct Reply: Sendable {
    public var outcome: Outcome
    public var elapsed: Duration
    /// Whether the answer came over TCP, because the one over UDP was cut.
    public var isOverTCP = false
    /// Datagrams that did not fit the question: late, or forged (RFC 5452 §9).
    public var ignored = 0
  }

  /// The first repeat; the following wait twice as long each.
  static let repeatInterval = Duration.seconds(1)

  public var server: SocketAddress
  public var question: DNSQuestion

  public init(_ question: DNSQuestion, to server: SocketAddress) {
    self.question = question
    self.server = server
  }

  /// Asks until an answer or the deadline.
  public func ask(on loop: EventLoop, by deadline: Deadline) async -> Reply {
    let start = Instant.now
    var reply = Reply(outcome: .silent, elapsed: .zero)
    reply.outcome = await askOverUDP(on: loop, by: deadline, edns: EDNS(), &reply.ignored)
    if case .answered(let message) = reply.outcome {
      // Servers from before 1999 answer the envelope with an error (RFC 6891 §7).
      if [.formatError, .notImplemented, .badVersion].contains(message.responseCode),
        message.edns == nil
      {
        let plain = await askOverUDP(on: loop, by: deadline, edns: nil, &reply.ignored)
        if case .answered = plain { reply.outcome = plain }
      }
    }
    if case .answered(let message) = reply.outcome, message.isTruncated {
      reply.outcome = await askOverTCP(on: loop, by: deadline)
      reply.isOverTCP = true
    }
    reply.elapsed = .now - start
    return reply
  }

  private func query(edns: EDNS?) -> DNSMessage {
    var random = Randomness()
    return DNSMessage.query(question, id: .random(in: 0...0xFFFF, using: &random), edns: edns)
  }

  // MARK: UDP

  private func askOverUDP(
    on loop: EventLoop, by deadline: Deadline, edns: EDNS?, _ ignored: inout Int
  ) async -> Outcome {
    let query = query(edns: edns)
    let bytes = query.encoded()
    var interval = Self.repeatInterval
    var fault: WireError?
    do throws(SocketError) {
      // Connected: the kernel lets nobody else's datagrams in, and tells of ICMP errors.
      let socket = try UDPSocket(on: loop, connectedTo: server)
      defer { socket.close() }
      while !deadline.hasPassed {
        try await socket.send(bytes, by: deadline)
        let next = min(deadline, .after(interval))
        if let outcome = try await answer(to: query, on: socket, by: next, &fault, &ignored) {
          return outcome
        }
        interval *= 2
      }
    } catch {
      if let outcome = Self.outcome(of: error) { return outcome }
    }
    return fault.map { .malformed($0) } ?? .silent
  }

  /// What comes until the time of the next repeat; nil for nothing that answers.
  private func answer(
    to query: DNSMessage, on socket: UDPSocket, by deadline: Deadline, _ fault: inout WireError?,
    _ ignored: inout Int
  ) async throws(SocketError) -> Outcome? {
    while true {
      let arrival: Arrival<[UInt8]>
      do throws(SocketError) {
        arrival = try await socket.receive(by: deadline)
      } catch {
        if error == .timedOut { return nil }
        throw error
      }
      switch arrival {
      case .icmp(let report): return .unreachable(.rejected(report))
      case .datagram(let bytes, _):
        do throws(WireError) {
          let message = try DNSMessage(decoding: bytes)
          if message.mismatch(with: query) == nil { return .answered(message) }
          ignored += 1
        } catch {
          // The right answer may still come behind it.
          fault = error
          ignored += 1
        }
      }
    }
  }

  // MARK: TCP

  private func askOverTCP(on loop: EventLoop, by deadline: Deadline) async -> Outcome {
    let query = query(edns: EDNS())
    do throws(SocketError) {
      let stream = try await TCPStream.connect(on: loop, to: server, by: deadline)
      defer { stream.close() }
      try await stream.write(query.encodedForTCP(), by: deadline)
      var framer = DNSFramer()
      while true {
        let bytes = try await stream.read(by: deadline)
        if bytes.isEmpty { return .malformed(.malformed("the connection ended before the answer")) }
        framer.append(bytes)
        while let frame = framer.next() {
          do throws(WireError) {
            let message = try DNSMessage(decoding: frame)
            if message.mismatch(with: query) == nil { return .answered(message) }
          } catch {
            return .malformed(error)
          }
        }
      }
    } catch {
      return Self.outcome(of: error) ?? .silent
    }
  }

  private static func outcome(of error: SocketError) -> Outcome? {
    switch error {
    case .timedOut: nil
    case .cancelled, .closed: .cancelled
    case .system, .rejected: .unreachable(error)
    }
  }
}
