import Diagnostics
import Presentation
import Sockets
import TLS

/// An event as a line of JSON. Each has the keys that it needs, and no others.
struct ConnectEventReport: DataReport, Encodable {
  var event: String
  var t: Duration
  var addresses: [String]?
  var address: String?
  var port: UInt16?
  var localAddress: String?
  var localPort: UInt16?
  var outcome: String?
  var error: String?
  var started: Duration?
  var version: String?
  var cipher: String?
  var alpn: String?
  var resumed: Bool?
  var verification: String?
  var peer: String?
  var peerPort: UInt16?
  var bytes: Int?
  var text: String?
  var hex: String?
  var number: Int?
  var sent: Int?
  var received: Int?
  var elapsed: Duration?
  var call: String?
  var result: String?
  var meaning: String?
  var reason: String?
  var sentBytes: UInt64?
  var receivedBytes: UInt64?
  var datagrams: Int?
  var asExpected: Bool?
  var lost: Int?
  var min: Duration?
  var mean: Duration?
  var median: Duration?
  var p99: Duration?
  var max: Duration?
  var deviation: Duration?

  init(_ event: String, at t: Duration) {
    self.event = event
    self.t = t
  }

  init(data: [UInt8], at t: Duration) {
    self.init("data", at: t)
    set(data)
  }

  init(_ attempt: ConnectRace.Attempt, at t: Duration) {
    self.init("attempt", at: t)
    set(attempt.address)
    started = attempt.startedAfter
    switch attempt.outcome {
    case .connected(let after):
      outcome = "connected"
      elapsed = after
    case .failed(let failure, let after):
      outcome = "failed"
      error = "\(failure)"
      elapsed = after
    case .abandoned(let after):
      outcome = "abandoned"
      elapsed = after
    }
  }

  init(_ summary: ConnectSummary, at t: Duration) {
    self.init("end", at: t)
    reason = summary.interruptedBy == nil ? Self.word(summary.ending) : "interrupted"
    if case .lost(let failure) = summary.ending { error = "\(failure)" }
    sentBytes = summary.sent
    receivedBytes = summary.received
    datagrams = summary.datagrams == 0 ? nil : summary.datagrams
    asExpected = summary.isAsExpected
    elapsed = summary.duration
    guard let trips = summary.roundTrips else { return }
    (sent, received, lost) = (trips.sent, trips.received, trips.lost)
    (min, mean, max) = (trips.shortest, trips.mean, trips.longest)
    (median, p99, deviation) = (trips.quantile(0.5), trips.quantile(0.99), trips.deviation)
  }

  private static func word(_ ending: ConnectEnding) -> String {
    switch ending {
    case .closedByPeer: "closed"
    case .truncated: "truncated"
    case .silence: "silence"
    case .idle: "idle"
    case .satisfied: "satisfied"
    case .lost: "lost"
    }
  }

  /// The lines for an event; none where it has none of its own.
  static func lines(for event: ConnectEvent, at t: Duration) -> [ConnectEventReport] {
    var line: ConnectEventReport
    switch event {
    case .resolved(let addresses, _):
      line = ConnectEventReport("resolved", at: t)
      line.addresses = addresses.map { "\($0.scopedAddress)" }
    case .attempted(let attempts):
      return attempts.map { ConnectEventReport($0, at: t) }
    case .connected(let peer, let local, let after):
      line = ConnectEventReport("connected", at: t)
      line.set(peer)
      line.localAddress = "\(local.scopedAddress)"
      line.localPort = local.port
      line.elapsed = after
    case .secured(let facts, let after):
      line = ConnectEventReport("tls", at: t)
      line.version = facts.version
      line.cipher = facts.cipher
      line.alpn = facts.applicationProtocol
      line.resumed = facts.isResumed
      line.verification = word(facts.peer.verification)
      line.elapsed = after
    case .presented(let peer):
      line = ConnectEventReport("tls", at: t)
      line.verification = word(peer.verification)
    case .sending(let address, _):
      line = ConnectEventReport("sending", at: t)
      line.set(address)
    case .datagram(let source, let data, let after):
      line = ConnectEventReport("datagram", at: t)
      line.peer = "\(source.scopedAddress)"
      line.peerPort = source.port
      line.set(data)
      line.elapsed = after
    case .roundTrip(let number, let sent, let received, let time):
      line = ConnectEventReport("round_trip", at: t)
      (line.number, line.sent, line.received, line.elapsed) = (number, sent, received, time)
    case .notDelivered(let message):
      line = ConnectEventReport("not_delivered", at: t)
      line.reason = message.name
      line.peer = message.offender.map { "\($0)" }
    case .call(let call):
      line = ConnectEventReport("call", at: t)
      (line.call, line.result, line.meaning) = (call.text, call.result, call.meaning)
    case .ended: return []
    }
    return [line]
  }

  private static func word(_ verification: Verification) -> String {
    switch verification {
    case .verified: "verified"
    case .failed(let failure): failure.reason.rawValue
    case .notPresented: "not_presented"
    }
  }

  private mutating func set(_ address: SocketAddress) {
    self.address = "\(address.scopedAddress)"
    port = address.port
  }
}

/// A certificate as an event.
struct CertificateEvent: Encodable {
  var event = "certificate"
  var t: Duration
  var depth: Int
  var certificate: CertificateReport

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Keys.self)
    try container.encode(event, forKey: .event)
    try container.encode(t, forKey: .t)
    try container.encode(depth, forKey: .depth)
    try certificate.encode(to: encoder)
  }

  private enum Keys: CodingKey {
    case event, t, depth
  }
}
