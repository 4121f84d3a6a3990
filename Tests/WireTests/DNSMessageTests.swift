import Addressing
import Testing

@testable import Wire

@Suite("DNS messages")
struct DNSMessageTests {
  /// Written by hand from RFC 1035 §4.1: www.test CNAME web.test, A 198.51.100.80, OPT 1232.
  static let aliasAnswer = hex(
    """
    1234 8180 0001 0002 0000 0001
    03777777 0474657374 00 0001 0001
    c00c 0005 0001 0000003c 0006 03776562 c010
    c026 0001 0001 0000012c 0004 c6336450
    00 0029 04d0 00008000 0000
    """)
  /// nosuch.test does not exist; the SOA of test says so for 60 s.
  static let negativeAnswer = hex(
    """
    beef 8583 0001 0000 0001 0000
    066e6f73756368 0474657374 00 001c 0001
    c013 0006 0001 00000e10 0021
    026e73 c013 05 61646d696e c013 00000001 00000e10 00000384 00093a80 0000003c
    """)

  static func everyRecord() throws -> DNSMessage {
    let name = try DNSName("www.Example.com")
    var message = DNSMessage(id: 0xCAFE)
    message.isResponse = true
    message.isAuthoritative = true
    message.isAuthenticated = true
    message.checkingDisabled = true
    message.recursionAvailable = true
    message.opcode = 2
    message.responseCode = .badVersion
    message.questions = [DNSQuestion(name, .any)]
    message.answers = [
      DNSRecord(name, .a, ttl: 1, .a(IPv4Address(bits: 0x0A00_0001))),
      DNSRecord(name, .aaaa, ttl: 2, .aaaa(IPv6Address(bits: 1))),
      DNSRecord(name, .cname, ttl: 3, .name(try DNSName("web.example.com"))),
      DNSRecord(name, .mx, ttl: 4, .mx(preference: 10, exchange: try DNSName("mx.example.com"))),
      DNSRecord(name, .txt, ttl: 5, .txt([Array("v=1".utf8), []])),
      DNSRecord(
        name, .srv, ttl: 6,
        .srv(priority: 1, weight: 2, port: 443, target: try DNSName("web.example.com"))),
      DNSRecord(
        name, .https, ttl: 7,
        .service(
          priority: 1, target: .root,
          parameters: [.init(key: 1, value: [2, 0x68, 0x32]), .init(key: 3, value: [1, 0xBB])])),
      DNSRecord(name, DNSRecordType(rawValue: 4242), ttl: 8, .other([1, 2, 3])),
    ]
    message.authorities = [
      DNSRecord(try DNSName("example.com"), .ns, ttl: 9, .name(try DNSName("ns.example.com")))
    ]
    message.additionals = [
      DNSRecord(.root, .a, classCode: DNSQuestion.chaos, ttl: 0, .other([1]))
    ]
    message.edns = EDNS(
      payloadSize: 4096, wantsSignatures: true, options: [.init(code: 10, value: [1, 2])])
    return message
  }

  @Test("an answer with an alias is read")
  func alias() throws {
    let message = try DNSMessage(decoding: Self.aliasAnswer)
    #expect(message.id == 0x1234)
    #expect(message.isResponse && message.recursionDesired && message.recursionAvailable)
    #expect(!message.isTruncated && !message.isAuthoritative)
    #expect(message.responseCode == .noError)
    #expect(message.edns == EDNS(payloadSize: 1232, wantsSignatures: true))
    #expect(message.additionals.isEmpty)
    let chain = DNSChain(of: try DNSName("WWW.test"), .a, in: message)
    #expect(chain.aliases == [try DNSName("web.test")])
    #expect(chain.addresses == [.v4(IPv4Address(bits: 0xC633_6450))])
    #expect(chain.ttl == 60)
    #expect(!chain.loops)
  }

  @Test("a negative answer gives its code and how long it holds")
  func negative() throws {
    let message = try DNSMessage(decoding: Self.negativeAnswer)
    #expect(message.responseCode == .noSuchName)
    #expect(message.isAuthoritative)
    #expect(message.questions == [DNSQuestion(try DNSName("nosuch.test"), .aaaa)])
    #expect(message.negativeTTL == 60)
    #expect(DNSChain(of: try DNSName("nosuch.test"), .aaaa, in: message).addresses.isEmpty)
  }

  @Test("every record and flag survives the round trip")
  func roundTrip() throws {
    let message = try Self.everyRecord()
    let bytes = message.encoded()
    let decoded = try DNSMessage(decoding: bytes)
    #expect(decoded == message)
    #expect(decoded.responseCode == .badVersion)
    #expect(decoded.questions[0].name.description == "www.Example.com")
    // The name of the first answer is a pointer to the question's at 12.
    #expect(Array(bytes[33..<35]) == [0xC0, 0x0C])
    var framer = DNSFramer()
    let framed = message.encodedForTCP()
    framer.append(framed.dropLast())
    #expect(framer.next() == nil)
    framer.append(framed.suffix(1))
    #expect(framer.next() == bytes)
    #expect(framer.next() == nil)
  }

  @Test("a query is written as RFC 1035 draws it")
  func query() throws {
    let question = DNSQuestion(try DNSName("a.test"), .aaaa)
    #expect(
      DNSMessage.query(question, id: 0x0102).encoded()
        == hex(
          "0102 0100 0001 0000 0000 0001 0161 0474657374 00 001c 0001 00 0029 04d0 00000000 0000"))
    #expect(
      DNSMessage.query(question, id: 0, recursionDesired: false, edns: nil).encoded()
        == hex("0000 0000 0001 0000 0000 0000 0161 0474657374 00 001c 0001"))
  }

  @Test("an answer to another query is told apart")
  func mismatch() throws {
    let query = DNSMessage.query(DNSQuestion(try DNSName("www.test"), .a), id: 0x1234)
    var answer = try DNSMessage(decoding: Self.aliasAnswer)
    #expect(answer.mismatch(with: query) == nil)
    answer.id = 0x1235
    #expect(answer.mismatch(with: query) == .id)
    answer.id = 0x1234
    answer.isResponse = false
    #expect(answer.mismatch(with: query) == .notAResponse)
    answer.isResponse = true
    answer.opcode = 4
    #expect(answer.mismatch(with: query) == .opcode)
    answer.opcode = 0
    answer.questions[0].type = .aaaa
    #expect(answer.mismatch(with: query) == .question)
    answer.questions = []
    #expect(answer.mismatch(with: query) == .question)
    answer.responseCode = .formatError  // an error may come without the question
    #expect(answer.mismatch(with: query) == nil)
  }

  @Test("aliases that loop end, whatever their order")
  func loops() throws {
    let (a, b, c) = (try DNSName("a"), try DNSName("b"), try DNSName("c"))
    var message = DNSMessage(id: 0)
    message.answers = [
      DNSRecord(c, .cname, ttl: 1, .name(a)), DNSRecord(a, .cname, ttl: 1, .name(b)),
      DNSRecord(b, .cname, ttl: 1, .name(c)),
    ]
    let chain = DNSChain(of: a, .a, in: message)
    #expect(chain.loops)
    #expect(chain.aliases == [b, c])
  }

  @Test("a DNAME rewrites the names below it")
  func dname() throws {
    var message = DNSMessage(id: 0)
    message.answers = [
      DNSRecord(try DNSName("old.test"), .dname, ttl: 5, .name(try DNSName("new.test"))),
      DNSRecord(try DNSName("x.new.test"), .a, ttl: 9, .a(IPv4Address(bits: 7))),
    ]
    let chain = DNSChain(of: try DNSName("x.old.test"), .a, in: message)
    #expect(chain.canonical == (try DNSName("x.new.test")))
    #expect(chain.addresses == [.v4(IPv4Address(bits: 7))])
    #expect(chain.ttl == 5)
  }

  @Test(
    "hostile messages are refused",
    arguments: [
      ("1234 8180 ffff 0000 0000 0000", "more questions than bytes"),
      ("1234 8180 0000 ffff 0000 0000", "more answers than bytes"),
      ("1234 8180 0001 0000 0000 0000 c00c 0001 0001", "a question name that points at itself"),
      ("1234 8180 0000 0001 0000 0000 00 0001 0001 00000000 0003 010203", "A of three bytes"),
      ("1234 8180 0000 0001 0000 0000 00 0001 0001 00000000 0005 0102030405", "A of five bytes"),
      ("1234 8180 0000 0001 0000 0000 00 001c 0001 00000000 0004 01020304", "AAAA of four bytes"),
      ("1234 8180 0000 0001 0000 0000 00 0001 0001 00000000 ffff 01", "data past the end"),
      ("1234 8180 0000 0001 0000 0000 00 0010 0001 00000000 0002 05 61", "TXT string past its end"),
      ("1234 8180 0000 0001 0000 0000 00 0029 04d0 00000000 0000", "OPT among the answers"),
      (
        "1234 8180 0000 0000 0000 0002 00 0029 04d0 00000000 0000 00 0029 04d0 00000000 0000",
        "two OPT records"
      ),
      ("1234 8180 0000 0001 0000 0000 00 0005 0001 00000000 0002 c0ff", "alias that points out"),
    ])
  func hostile(text: String, reason: String) {
    #expect(refuses { _ = try DNSMessage(decoding: hex(text)) }, "\(reason)")
  }

  @Test("a truncated answer keeps what came whole")
  func truncated() throws {
    var bytes = Array(Self.aliasAnswer.dropLast(14))
    #expect(refuses { _ = try DNSMessage(decoding: bytes) })
    bytes[2] |= 0x02
    let message = try DNSMessage(decoding: bytes)
    #expect(message.isTruncated)
    #expect(message.answers.count == 1)
  }

  @Test("a TTL with its top bit set is zero")
  func negativeTime() throws {
    let message = try DNSMessage(
      decoding: hex("0000 8000 0000 0001 0000 0000 00 0001 0001 80000001 0004 01020304"))
    #expect(message.answers[0].ttl == 0)
  }

  @Test("types and codes write their names")
  func types() {
    #expect(DNSRecordType(rawValue: 28).description == "AAAA")
    #expect(DNSRecordType(rawValue: 65280).description == "TYPE65280")
    #expect(DNSResponseCode(rawValue: 3).description == "NXDOMAIN")
  }

  @Test("truncations and noise never trap, and what decodes encodes again")
  func fuzz() throws {
    let samples = [Self.aliasAnswer, Self.negativeAnswer, try Self.everyRecord().encoded()]
    for sample in samples {
      for length in 0..<sample.count {
        #expect(refuses { _ = try DNSMessage(decoding: Array(sample.prefix(length))) })
      }
    }
    Fuzz.run("DNS", samples: samples) { bytes in
      guard let message = try? DNSMessage(decoding: bytes) else { return }
      if (try? DNSMessage(decoding: message.encoded())) != message { Issue.record("\(bytes)") }
      for question in message.questions {
        _ = DNSChain(of: question.name, question.type, in: message)
        _ = question.name.description
      }
    }
  }
}
