/// A DNS message as a value (RFC 1035 §4, RFC 6891).
public struct DNSMessage: Hashable, Sendable {
  public var id: UInt16
  public var isResponse = false
  /// 0 is a query; 4 bits.
  public var opcode: UInt8 = 0
  public var isAuthoritative = false
  /// TC: the answer did not fit; ask again over TCP.
  public var isTruncated = false
  public var recursionDesired = false
  public var recursionAvailable = false
  /// AD and CD (RFC 4035 §3.2).
  public var isAuthenticated = false
  public var checkingDisabled = false
  /// With EDNS0's upper bits when an OPT record is there.
  public var responseCode = DNSResponseCode.noError
  public var questions: [DNSQuestion] = []
  public var answers: [DNSRecord] = []
  public var authorities: [DNSRecord] = []
  /// Without the OPT record, which is `edns`.
  public var additionals: [DNSRecord] = []
  /// nil when the sender does not speak EDNS.
  public var edns: EDNS?

  public init(id: UInt16) { self.id = id }

  /// A query of one question. The id comes from the caller's random generator.
  public static func query(
    _ question: DNSQuestion, id: UInt16, recursionDesired: Bool = true, edns: EDNS? = EDNS()
  ) -> DNSMessage {
    var message = DNSMessage(id: id)
    message.recursionDesired = recursionDesired
    message.questions = [question]
    message.edns = edns
    return message
  }

  /// Why a message is not the answer to a query; nil when it is. A mismatch is to be ignored, not
  /// reported as an answer: it may be late, or forged (RFC 5452 §9.1).
  /// A server may leave the question out of an error (FORMERR, NOTIMP): allowed then only.
  public func mismatch(with query: DNSMessage) -> Mismatch? {
    guard id == query.id else { return .id }
    guard isResponse else { return .notAResponse }
    guard opcode == query.opcode else { return .opcode }
    if questions.isEmpty, responseCode != .noError, responseCode != .noSuchName { return nil }
    return questions == query.questions ? nil : .question
  }

  public enum Mismatch: Hashable, Sendable {
    case id, notAResponse, opcode, question
  }

  /// The SOA of a negative answer: how long it may be kept is the lesser of TTL and minimum
  /// (RFC 2308 §5), in seconds.
  public var negativeTTL: UInt32? {
    for record in authorities {
      if case .soa(let soa) = record.data { return min(record.ttl, soa.minimum) }
    }
    return nil
  }
}
