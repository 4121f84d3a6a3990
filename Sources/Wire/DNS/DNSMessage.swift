/// A DNS message as a value (RFC 1035 §4, RFC 6891).
package struct DNSMessage: Hashable, Sendable {
  package var id: UInt16
  package var isResponse = false
  /// 0 is a query; 4 bits.
  package var opcode: UInt8 = 0
  package var isAuthoritative = false
  /// TC: the answer did not fit; ask again over TCP.
  package var isTruncated = false
  package var recursionDesired = false
  package var recursionAvailable = false
  /// AD and CD (RFC 4035 §3.2).
  package var isAuthenticated = false
  package var checkingDisabled = false
  /// With EDNS0's upper bits when an OPT record is there.
  package var responseCode = DNSResponseCode.noError
  package var questions: [DNSQuestion] = []
  package var answers: [DNSRecord] = []
  package var authorities: [DNSRecord] = []
  /// Without the OPT record, which is `edns`.
  package var additionals: [DNSRecord] = []
  /// nil when the sender does not speak EDNS.
  package var edns: EDNS?

  package init(id: UInt16) { self.id = id }

  /// A query of one question. The id comes from the caller's random generator.
  package static func query(
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
  package func mismatch(with query: DNSMessage) -> Mismatch? {
    guard id == query.id else { return .id }
    guard isResponse else { return .notAResponse }
    guard opcode == query.opcode else { return .opcode }
    if questions.isEmpty, responseCode != .noError, responseCode != .noSuchName { return nil }
    return questions == query.questions ? nil : .question
  }

  package enum Mismatch: Hashable, Sendable {
    case id, notAResponse, opcode, question
  }

  /// The SOA of a negative answer: how long it may be kept is the lesser of TTL and minimum
  /// (RFC 2308 §5), in seconds.
  package var negativeTTL: UInt32? {
    for record in authorities {
      if case .soa(let soa) = record.data { return min(record.ttl, soa.minimum) }
    }
    return nil
  }
}
