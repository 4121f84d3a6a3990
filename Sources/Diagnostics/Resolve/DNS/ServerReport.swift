public import Addressing
import Platform
import Sockets
public import Wire

/// What one name server answers when it is asked alone.
public struct ServerReport: Encodable, Hashable, Sendable {
  public var server: ScopedAddress
  /// A and AAAA, or the one that was asked for.
  public var answers: [ServerAnswer]

  public init(server: ScopedAddress, answers: [ServerAnswer]) {
    self.server = server
    self.answers = answers
  }

  public func answer(_ type: DNSRecordType) -> ServerAnswer? {
    answers.first { $0.type == type.description }
  }
}

/// One answer of a name server.
public struct ServerAnswer: Encodable, Hashable, Sendable {
  public enum Status: String, Hashable, Sendable, Encodable {
    case answered, silent, unreachable, malformed, interrupted
  }

  /// `A`, `AAAA` or `PTR`.
  public var type: String
  public var status: Status
  /// `NOERROR`, `NXDOMAIN`, `SERVFAIL`; nil without an answer.
  public var rcode: String?
  /// From the first query to the answer, TCP included.
  public var time: Duration
  /// Seconds that the answer may be kept: the least of its records, or of a negative answer.
  public var ttl: UInt32?
  /// The CNAMEs that were followed, without the name itself.
  public var aliases: [String]
  public var addresses: [IPAddress]
  /// The names that PTR records give.
  public var names: [String]?
  /// `udp`, or `tcp` where the answer over UDP was cut.
  public var transport: String
  /// Whether the server knows EDNS; nil without an answer.
  public var edns: Bool?
  public var authoritative: Bool?
  /// Datagrams that did not fit the question; nil for none.
  public var ignored: Int?
  /// What went wrong, in words; nil for nothing.
  public var error: String?

  /// Reads what came of an exchange.
  public init(_ reply: DNSExchange.Reply, to question: DNSQuestion) {
    type = question.type.description
    time = reply.elapsed
    aliases = []
    addresses = []
    transport = reply.isOverTCP ? "tcp" : "udp"
    ignored = reply.ignored == 0 ? nil : reply.ignored
    switch reply.outcome {
    case .answered(let message):
      status = .answered
      read(message, question)
    case .silent: status = .silent
    case .unreachable(let fault):
      status = .unreachable
      error = fault.description
    case .malformed(let fault):
      status = .malformed
      error = "\(fault)"
    case .cancelled: status = .interrupted
    }
  }

  private mutating func read(_ message: DNSMessage, _ question: DNSQuestion) {
    let chain = DNSChain(of: question.name, question.type, in: message)
    rcode = message.responseCode.description
    aliases = chain.aliases.map(\.description)
    addresses = chain.addresses
    ttl = chain.records.isEmpty ? message.negativeTTL ?? chain.ttl : chain.ttl
    edns = message.edns != nil
    authoritative = message.isAuthoritative
    if question.type == .ptr {
      names = chain.records.compactMap { record in
        guard case .name(let name) = record.data else { return nil }
        return name.description
      }
    }
    if chain.loops { error = "the aliases lead in a circle" }
  }

  /// Whether it says that something is there, or not, rather than that it cannot tell.
  public var isUseful: Bool { rcode == "NOERROR" || rcode == "NXDOMAIN" }
}

extension [ServerReport] {
  /// Whether all servers that answer give the same; nil where fewer than two do.
  public var agree: Bool? {
    var hasTwo = false
    for type in ["A", "AAAA", "PTR"] {
      let views = compactMap { report in
        report.answers.first { $0.type == type && $0.status == .answered }
      }
      guard let first = views.first, views.count > 1 else { continue }
      hasTwo = true
      let same = views.allSatisfy {
        $0.rcode == first.rcode && Set($0.addresses) == Set(first.addresses)
          && Set($0.names ?? []) == Set(first.names ?? [])
      }
      if !same { return false }
    }
    return hasTwo ? true : nil
  }
}
