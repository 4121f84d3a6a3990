import Arguments
import Diagnostics
import Platform
import Presentation
import Sockets
import TLS
import Wire

/// What a server shows of its work: lines for people, or JSON.
///
/// A class, because events come through a closure that changes it.
final class ServeLog {
  private let session: Session
  private let options: ServeOptions
  private let notice: ServeNotice
  private let limit: Int
  private let start = Instant.now
  private var page: TextBuffer
  /// Whether the answer could not be written.
  private(set) var hasFailed = false

  init(_ session: Session, _ options: ServeOptions, _ notice: ServeNotice, limit: Int) {
    self.session = session
    self.options = options
    self.notice = notice
    self.limit = limit
    page = session.page(options.output)
  }

  func show(_ event: ServeEvent) {
    if case .listening(let opening) = event { tell(opening) }
    if options.output.isQuiet { return }
    if options.output.isJSON {
      if case .listening(let opening) = event {
        for address in opening.addresses { show(json: report(opening, address)) }
      } else if let report = ServeEventReport(event, at: .now - start) {
        show(json: report)
      }
    } else {
      showText(event)
    }
    flush()
  }

  func show(_ summary: ServeSummary) {
    if options.output.isQuiet { return }
    if options.output.isJSON {
      show(json: ServeEventReport(summary, at: .now - start))
    } else {
      let words =
        options.transport == .tcp
        ? "served \(summary.served), refused \(summary.refused)"
        : "answered \(summary.answered), dropped \(summary.dropped)"
      line(nil, words + ", \(bytes(summary.received)) in, \(bytes(summary.sent)) out")
    }
    flush()
  }

  private func flush() {
    session.show(&page)
    do throws(SystemError) {
      try session.output.flush()
    } catch {
      // The writer keeps it; the program complains at its end.
      hasFailed = true
    }
  }

  // MARK: Opening

  private func report(_ opening: ServeOpening, _ address: SocketAddress) -> ServeEventReport {
    var report = ServeEventReport("listening", at: .now - start)
    report.transport = opening.transport.rawValue
    report.address = "\(address.scopedAddress)"
    report.port = address.port
    report.mode = session.path.last
    report.tls = isSecure
    report.pin = opening.certificate.map { "\($0.pin)" }
    return report
  }

  private var isSecure: Bool { options.certificate != nil || options.isSelfSigned }

  /// What others wait for.
  private func tell(_ opening: ServeOpening) {
    if let path = options.certificateFile, let certificate = opening.certificate {
      notice.write(certificate.pem, to: path)
    }
    notice.tell(opening.addresses.map(\.port))
  }

  // MARK: Lines

  private func showText(_ event: ServeEvent) {
    switch event {
    case .listening(let opening): showOpening(opening)
    case .opened(let client, let peer, let clients):
      line(client, "\(peer) connected (\(clients) of \(limit))")
    case .secured(let client, let facts): line(client, describe(facts))
    case .data(let client, let data): line(client, "< \(data.count) B \(dump(data))")
    case .datagram(let peer, let data, let answered):
      line(nil, "\(peer) < \(data.count) B \(dump(data)) > \(answered) B")
    case .refused(let peer, let reason):
      line(nil, "\(peer) refused: \(describe(reason))", .yellow)
    case .dropped(let peer, let reason):
      line(nil, "\(peer) not answered: \(describe(reason))", .yellow)
    case .paused(let error):
      line(nil, "no new clients for now: \(error)", .yellow)
    case .resumed: line(nil, "taking clients again")
    case .closed(let client, let closing):
      let why = closing.detail.map { ": \(TerminalText.escaped($0))" } ?? ""
      line(
        client,
        "closed: \(describe(closing.reason))\(why); \(bytes(closing.received)) in, "
          + "\(bytes(closing.sent)) out, \(NumberText.duration(closing.duration))")
    case .call(let call):
      let result = call.result.map { " = \($0)" } ?? ""
      page.write("  \(call.text)\(result)", .bold)
      page.line("  # \(call.meaning)")
    case .draining(let clients): line(nil, "draining \(NumberText.count(clients, "client"))")
    }
  }

  private func showOpening(_ opening: ServeOpening) {
    let places = opening.addresses.map { "\($0)" }.joined(separator: " and ")
    let name = isSecure ? "tls" : opening.transport.rawValue
    let reach = opening.isLoopbackOnly ? " (loopback only; --any for the network)" : ""
    line(nil, "listening on \(name) \(places)\(reach)", .bold)
    for address in opening.missing {
      line(nil, "without \(address): this host has no such address", .yellow)
    }
    if let certificate = opening.certificate {
      line(nil, "certificate made for this run; clients trust it with --pin \(certificate.pin)")
    }
  }

  private func line(_ client: Int?, _ text: String, _ style: Style = .plain) {
    if options.hasTimestamps { page.write(Self.timestamp + " ", .dim) }
    if let client { page.write("[\(client)] ", .dim) }
    page.write(text, style)
    page.line()
  }

  private static var timestamp: String {
    let now = WallClock.now
    let seconds = CivilTime(epochSeconds: now / 1_000_000_000)
    let thousandths = String(now / 1_000_000 % 1000)
    let padding = String(repeating: "0", count: 3 - thousandths.count)
    return "\(seconds)".dropLast() + ".\(padding)\(thousandths)Z"
  }

  private func show(json report: ServeEventReport) {
    var report = report
    if options.hasTimestamps { report.time = Self.timestamp }
    session.show(json: report)
  }

  // MARK: Words

  private func bytes(_ count: UInt64) -> String { NumberText.bytes(count) }

  private func dump(_ data: [UInt8]) -> String {
    switch options.dump {
    case .text: "\"\(TerminalText.escaped(data, limit: 1000))\""
    case .hex:
      Hexadecimal.text(data.prefix(512), separator: " ") + (data.count > 512 ? " …" : "")
    case .none: ""
    }
  }

  private func describe(_ facts: TLSFacts) -> String {
    var text = "\(facts.version) \(facts.cipher)"
    if let name = facts.applicationProtocol { text += ", ALPN \(TerminalText.escaped(name))" }
    if let name = facts.serverName { text += ", asked for \(TerminalText.escaped(name))" }
    if facts.isResumed { text += ", resumed" }
    if let der = facts.peer.chain.first, let certificate = try? Certificate(decoding: der) {
      text += ", client \(TerminalText.escaped("\(certificate.subject)"))"
    }
    return text
  }

  private func describe(_ reason: RefusalReason) -> String {
    switch reason {
    case .maxClients: "no more than \(limit) clients (--max-clients)"
    case .maxPerAddress: "enough clients from this address (--max-per-ip)"
    case .notAllowed: "not from an allowed network (--allow)"
    }
  }

  private func describe(_ reason: DropReason) -> String {
    switch reason {
    case .lowPort: "from a low port (--udp-allow-low-ports)"
    case .loopPort: "from a port that would answer for ever"
    case .ownPort: "from a port of our own"
    case .badSource: "from an address that no host sends from"
    case .rate: "too often (--udp-max-rate)"
    case .notAllowed: "not from an allowed network (--allow)"
    case .unsent: "the kernel did not take the answer"
    }
  }

  private func describe(_ reason: CloseReason) -> String {
    switch reason {
    case .end: "the client said so"
    case .endOfStream: "the client closed"
    case .done: "all was said"
    case .idle: "silent for too long (--idle)"
    case .slow: "it did not read"
    case .lineTooLong: "a line was too long (--max-line)"
    case .reset: "the connection broke"
    case .shutdown: "the server ends"
    case .handshakeTimeout: "no TLS handshake in time (--handshake-timeout)"
    case .tls: "TLS failed"
    }
  }
}
