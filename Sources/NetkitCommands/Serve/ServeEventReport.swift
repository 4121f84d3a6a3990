import Diagnostics
import Presentation
import Sockets
import TLS
import Wire

/// An event as a line of JSON. Each has the keys that it needs, and no others.
struct ServeEventReport: DataReport, Encodable {
  var event: String
  var t: Duration
  var time: String?
  var transport: String?
  var address: String?
  var port: UInt16?
  var mode: String?
  var tls: Bool?
  var pin: String?
  var id: Int?
  var peer: String?
  var peerPort: UInt16?
  var clients: Int?
  var version: String?
  var cipher: String?
  var alpn: String?
  var sni: String?
  var resumed: Bool?
  var clientSubject: String?
  var dir: String?
  var bytes: Int?
  var text: String?
  var hex: String?
  var answered: Int?
  var reason: String?
  var detail: String?
  var call: String?
  var result: String?
  var meaning: String?
  var `in`: UInt64?
  var out: UInt64?
  var elapsed: Duration?
  var served: Int?
  var refused: Int?
  var dropped: Int?

  init(_ event: String, at t: Duration) {
    self.event = event
    self.t = t
  }
}

extension ServeEventReport {
  /// The line for an event; nil for `listening`, which is one line for each socket.
  init?(_ event: ServeEvent, at t: Duration) {
    switch event {
    case .listening: return nil
    case .opened(let client, let peer, let clients):
      self.init("open", at: t)
      id = client
      set(peer)
      self.clients = clients
    case .secured(let client, let facts):
      self.init("tls", at: t)
      id = client
      version = facts.version
      cipher = facts.cipher
      alpn = facts.applicationProtocol
      sni = facts.serverName
      resumed = facts.isResumed
      clientSubject = facts.peer.chain.first.flatMap { try? Certificate(decoding: $0) }
        .map { "\($0.subject)" }
    case .data(let client, let bytes):
      self.init("data", at: t)
      id = client
      dir = "in"
      set(bytes)
    case .datagram(let peer, let bytes, let answered):
      self.init("datagram", at: t)
      set(peer)
      set(bytes)
      self.answered = answered
    case .refused(let peer, let reason):
      self.init("refused", at: t)
      set(peer)
      self.reason = reason.rawValue
    case .dropped(let peer, let reason):
      self.init("drop", at: t)
      transport = "udp"
      set(peer)
      self.reason = reason.rawValue
    case .paused(let error):
      self.init("paused", at: t)
      reason = "\(error)"
    case .resumed: self.init("resumed", at: t)
    case .closed(let client, let closing):
      self.init("close", at: t)
      id = client
      reason = closing.reason.rawValue
      detail = closing.detail
      self.in = closing.received
      out = closing.sent
      elapsed = closing.duration
    case .call(let call):
      self.init("call", at: t)
      self.call = call.text
      result = call.result
      meaning = call.meaning
    case .draining(let clients):
      self.init("draining", at: t)
      self.clients = clients
    }
  }

  init(_ summary: ServeSummary, at t: Duration) {
    self.init("summary", at: t)
    served = summary.served
    refused = summary.refused
    answered = summary.answered
    dropped = summary.dropped
    self.in = summary.received
    out = summary.sent
  }

  private mutating func set(_ peer: SocketAddress) {
    self.peer = "\(peer.scopedAddress)"
    peerPort = peer.port
  }
}
