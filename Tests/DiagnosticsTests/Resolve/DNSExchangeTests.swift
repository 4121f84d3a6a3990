import Addressing
import Platform
import Sockets
import TestSupport
import Testing
import Wire

@testable import Diagnostics

@Suite("Asking a name server")
struct DNSExchangeTests {
  /// Answers UDP questions by a function of the question, on a port of its own.
  private static func serve(
    on loop: EventLoop, _ answers: @escaping @Sendable (DNSMessage, Int) -> [[UInt8]]
  ) throws -> (SocketAddress, Task<Void, Never>) {
    let socket = try UDPSocket(on: loop, .ipv4, local: .loopback(.ipv4))
    let task = loop.spawn {
      var count = 0
      while !Task.isCancelled {
        guard case .datagram(let bytes, let info)? = try? await socket.receive(by: .never) else {
          return
        }
        guard let query = try? DNSMessage(decoding: bytes) else { continue }
        for answer in answers(query, count) { try? await socket.send(answer, to: info.source) }
        count += 1
      }
    }
    return (try socket.localAddress, task)
  }

  private static let address = IPv4Address(bits: 0xC000_0201)

  private static func question() throws -> DNSQuestion {
    DNSQuestion(try DNSName("www.example"), .a)
  }

  @Sendable private static func answer(_ query: DNSMessage) -> DNSMessage {
    var message = DNSMessage(id: query.id)
    message.isResponse = true
    message.questions = query.questions
    message.edns = query.edns
    message.answers = [DNSRecord(query.questions[0].name, .a, ttl: 60, .a(address))]
    return message
  }

  private static func ask(
    within limit: Duration = .seconds(10),
    _ answers: @escaping @Sendable (DNSMessage, Int) -> [[UInt8]]
  ) throws -> ServerAnswer {
    try onLoop { loop in
      let (server, task) = try serve(on: loop, answers)
      defer { task.cancel() }
      let question = try question()
      let reply = await DNSExchange(question, to: server).ask(on: loop, by: .after(limit))
      return ServerAnswer(reply, to: question)
    }
  }

  @Test("an answer is read: code, TTL, addresses, EDNS")
  func answered() throws {
    let answer = try Self.ask { query, _ in [Self.answer(query).encoded()] }
    #expect(answer.status == .answered)
    #expect(answer.rcode == "NOERROR")
    #expect(answer.ttl == 60)
    #expect(answer.addresses == [.v4(Self.address)])
    #expect(answer.edns == true)
    #expect(answer.transport == "udp")
  }

  @Test("another id, another question, a query and rubbish are passed over until the answer comes")
  func forged() throws {
    let answer = try Self.ask { query, _ in
      var otherID = Self.answer(query)
      otherID.id &+= 1
      var otherQuestion = Self.answer(query)
      otherQuestion.questions[0].type = .aaaa
      var noResponse = Self.answer(query)
      noResponse.isResponse = false
      // A name that is a pointer to itself.
      let loop: [UInt8] = [
        UInt8(query.id >> 8), UInt8(query.id & 0xFF), 0x80, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0xC0, 0x0C,
        0, 1, 0, 1,
      ]
      return [
        otherID.encoded(), otherQuestion.encoded(), noResponse.encoded(), [], [1, 2, 3], loop,
        Self.answer(query).encoded(),
      ]
    }
    #expect(answer.status == .answered)
    #expect(answer.ignored == 6)
    #expect(answer.addresses == [.v4(Self.address)])
  }

  @Test("rubbish alone is said to be rubbish, silence to be silence")
  func nothing() throws {
    let rubbish = try Self.ask(within: .seconds(1)) { _, _ in [[0xFF, 0xFF, 0xFF]] }
    #expect(rubbish.status == .malformed)
    let silence = try Self.ask(within: .milliseconds(100)) { _, _ in [] }
    #expect(silence.status == .silent)
  }

  @Test("a lost question is asked again")
  func repeats() throws {
    let answer = try Self.ask { query, count in
      count == 0 ? [] : [Self.answer(query).encoded()]
    }
    #expect(answer.status == .answered)
    #expect(answer.time >= DNSExchange.repeatInterval)
  }

  @Test("a server that does not know EDNS is asked without it")
  func withoutEDNS() throws {
    let answer = try Self.ask { query, _ in
      var message = Self.answer(query)
      if query.edns != nil {
        message.responseCode = .formatError
        message.edns = nil
        message.answers = []
      }
      return [message.encoded()]
    }
    #expect(answer.rcode == "NOERROR")
    #expect(answer.edns == false)
  }

  @Test("nobody at the port is unreachable at once")
  func unreachable() throws {
    let answer = try onLoop { loop in
      let socket = try UDPSocket(on: loop, .ipv4, local: .loopback(.ipv4))
      let server = try socket.localAddress
      socket.close()
      let question = try Self.question()
      let reply = await DNSExchange(question, to: server).ask(on: loop, by: .after(.seconds(10)))
      return ServerAnswer(reply, to: question)
    }
    #expect(answer.status == .unreachable)
    #expect(answer.time < .seconds(5))
  }

  @Test("an answer that is cut over UDP is asked for over TCP")
  func truncated() throws {
    let answer = try onLoop { loop in
      // UDP and TCP on one port: TCP chooses, UDP follows.
      let listener = try TCPListener(on: loop, at: .loopback(.ipv4))
      let place = listener.localAddress
      let socket = try UDPSocket(on: loop, .ipv4, local: place)
      let udp = loop.spawn {
        while case .datagram(let bytes, let info)? = try? await socket.receive(by: .never) {
          guard let query = try? DNSMessage(decoding: bytes) else { continue }
          var message = Self.answer(query)
          message.isTruncated = true
          message.answers = []
          try? await socket.send(message.encoded(), to: info.source)
        }
      }
      let tcp = loop.spawn {
        guard let stream = try? await listener.accept(by: .never) else { return }
        var framer = DNSFramer()
        while let bytes = try? await stream.read(), !bytes.isEmpty {
          framer.append(bytes)
          guard let frame = framer.next(), let query = try? DNSMessage(decoding: frame) else {
            continue
          }
          // In two pieces, as TCP may deliver it.
          let answer = Self.answer(query).encodedForTCP()
          try? await stream.write(Array(answer.prefix(5)))
          try? await stream.write(Array(answer.dropFirst(5)))
        }
      }
      defer {
        udp.cancel()
        tcp.cancel()
      }
      let question = try Self.question()
      let reply = await DNSExchange(question, to: place).ask(on: loop, by: .after(.seconds(10)))
      return ServerAnswer(reply, to: question)
    }
    #expect(answer.status == .answered)
    #expect(answer.transport == "tcp")
    #expect(answer.addresses == [.v4(Self.address)])
  }

  @Test("servers that say different things do not agree; one alone is no agreement")
  func agreement() {
    let one = DiagnosisTests.server(.code(.noError, ["10.0.0.1"]), .code(.noError, []))
    let same = DiagnosisTests.server(
      .code(.noError, ["10.0.0.1"]), .code(.noError, []), at: "127.0.0.61")
    let other = DiagnosisTests.server(
      .code(.noError, ["10.0.0.2"]), .code(.noError, []), at: "127.0.0.62")
    let silent = DiagnosisTests.server(.silence, .silence, at: "127.0.0.63")
    #expect([one, same].agree == true)
    #expect([one, other].agree == false)
    #expect([one, silent].agree == nil)
    #expect([one].agree == nil)
  }
}
