import Addressing
import Platform
import Wire

/// What to ask one STUN server, when to ask again and when enough is known (RFC 5780 §4).
///
/// Pure: time and datagrams go in, datagrams come out, so that every NAT, loss and hostile server
/// can be played to it in a test. Four rules keep it honest. Each question has its own socket. All
/// that can start at once starts at once. Silence counts only where request and control left back
/// to back and losses cannot explain it (`LossEstimate`). And what the server names is asked
/// little: nine transactions a server, eight packets to the address that it names.
struct STUNInquiry {
  /// Requests of one filter question.
  static let filterLimit = 16
  /// Requests of another question.
  static let plainLimit = 8
  /// Packets to all places that the server named.
  static let namedLimit = 8
  /// Packets to our own outside address before the receiver has sent, and after it has.
  static let unsolicitedLimit = 3
  static let punchLimit = 12
  static let loopLimit = unsolicitedLimit + 2 * punchLimit
  /// Packets to the server's own address: two filter questions with their controls, three plain
  /// ones, and the controls that go with the packets to our own outside address.
  static let packetLimit =
    4 * filterLimit + 3 * plainLimit + unsolicitedLimit + punchLimit

  static let firstBurst = 5
  static let laterBurst = 3
  static let gap = Duration.milliseconds(10)
  /// Until an answer has come.
  static let patience = Duration.milliseconds(1400)
  /// Altogether.
  static let limit = Duration.seconds(5)

  struct Send {
    var question: STUNQuestion
    var place: STUNPlace { question.place }
    var destination: TransportAddress
    var bytes: [UInt8]
  }

  struct Transaction {
    let question: STUNQuestion
    let destination: TransportAddress
    let bytes: [UInt8]
    var sends: [Instant] = []
    var answers = 0
    var mapped: TransportAddress?
    var refusal: String?
    var roundTrip: Duration?
  }

  let server: TransportAddress
  let local: IPAddress
  let localPorts: [STUNPlace: UInt16]
  let ownAddresses: Set<IPAddress>
  let start: Instant
  private var random: any RandomNumberGenerator
  var transactions: [STUNQuestion: Transaction] = [:]
  var questions: [STUNTransaction: STUNQuestion] = [:]
  /// nil until the first plain answer; then what it named, fit to be asked or not.
  var other: TransportAddress??
  var firstAnswer: STUNMessage?
  /// Whether something on the way had rewritten an answer.
  var hasRestored = false
  var slowest: Duration?
  var fastest: Duration?
  var loopSeen: [STUNQuestion: TransportAddress] = [:]
  var silence = STUNFindings.Silence.quiet
  var notes: [String] = []
  private(set) var packets = 0

  /// - Parameter localPorts: where the four sockets are bound.
  init(
    server: TransportAddress, local: IPAddress, localPorts: [STUNPlace: UInt16],
    ownAddresses: Set<IPAddress>, now: Instant, random: some RandomNumberGenerator
  ) {
    self.server = server
    self.local = local
    self.localPorts = localPorts
    self.ownAddresses = ownAddresses
    self.random = random
    start = now
    for question in STUNQuestion.allCases where question.isPlain || question.change != nil {
      begin(question, to: server)
    }
  }

  mutating func begin(_ question: STUNQuestion, to destination: TransportAddress) {
    let transaction = STUNTransaction(using: &random)
    var message = STUNMessage(kind: .request, transaction: transaction)
    if let change = question.change {
      message.attributes.append(.changeRequest(address: change.address, port: change.port))
    }
    questions[transaction] = question
    transactions[question] = Transaction(
      question: question, destination: destination, bytes: message.encoded(fingerprint: true))
  }

  // MARK: Sending

  /// What is to be sent now.
  mutating func due(at now: Instant) -> [Send] {
    var sends: [Send] = []
    for question in [STUNQuestion.plain, .hairpinPlain, .otherAddress, .otherBoth, .otherPort] {
      if isDue(question, at: now) { sends.append(send(question, at: now)) }
    }
    for pair in [(STUNQuestion.changeBoth, STUNQuestion.controlBoth), (.changePort, .controlPort)] {
      // Back to back, so that what swallows one would swallow the other.
      if isFilterDue(pair.0, at: now) {
        sends.append(send(pair.0, at: now))
        sends.append(send(pair.1, at: now))
      }
    }
    sends += loopsDue(at: now)
    return sends
  }

  mutating func send(_ question: STUNQuestion, at now: Instant) -> Send {
    packets += 1
    transactions[question]?.sends.append(now)
    let transaction = transactions[question]!  // callers ask only for questions that have begun
    return Send(
      question: question, destination: transaction.destination, bytes: transaction.bytes)
  }
}
