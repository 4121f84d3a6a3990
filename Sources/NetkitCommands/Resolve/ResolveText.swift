import Diagnostics
import Presentation

/// A name's report for people.
struct ResolveText {
  private let report: ResolveReport

  init(_ report: ResolveReport) { self.report = report }

  func write(to page: inout TextBuffer) {
    writeHead(to: &page)
    writeAddresses(to: &page)
    writeOrder(to: &page)
    ServiceText(report.services ?? []).write(to: &page)
    ServerText(report.servers ?? []).write(to: &page)
    for warning in report.warnings where !isShownAsTable(warning) {
      page.paragraph(StyledText("! ", .yellow) + StyledText(escaped(warning.text)), hanging: 2)
    }
  }

  /// What each name server says stands in their table.
  private func isShownAsTable(_ warning: ResolveWarning) -> Bool {
    report.servers != nil && warning.code.hasPrefix("server")
  }

  // MARK: The head

  private func writeHead(to page: inout TextBuffer) {
    var head = escaped(report.name).styled(.bold) + StyledText(": ")
    head.append(StyledText(report.text, style))
    if let code = report.eaiName { head.append(" (\(code))") }
    if let times { head.append(times, .dim) }
    page.paragraph(head, hanging: 2)
    var facts = Sheet()
    if let unicode = report.unicode { facts.field("in Unicode", escaped(unicode)) }
    if let ascii = report.ascii { facts.field("in ASCII", escaped(ascii)) }
    if let found = report.found { facts.field("found as", escaped(found)) }
    if let canonical = report.canonical, canonical != report.name, canonical != report.found,
      canonical != report.ascii
    {
      facts.field("canonical", escaped(canonical))
    }
    if let source = report.source { facts.field("source", StyledText(words(source))) }
    facts.write(to: &page)
  }

  private var style: Style {
    switch report.status {
    case .ok: report.verdict.isSound ? .green : .yellow
    case .noName, .noData, .temporary, .timeout, .localError, .interrupted: .red
    }
  }

  /// ` in 6.2 ms (IPv4 5.9 ms, IPv6 6.1 ms)`
  private var times: String? {
    guard let any = report.timingMs.any else { return nil }
    let families = [("IPv4", report.timingMs.v4), ("IPv6", report.timingMs.v6)]
      .compactMap { name, time in time.map { "\(name) \(Self.time($0))" } }
    return " in \(Self.time(any))"
      + (families.isEmpty ? "" : " (\(families.joined(separator: ", ")))")
  }

  private static func time(_ milliseconds: Double) -> String {
    NumberText.duration(.nanoseconds(Int64(milliseconds * 1_000_000)))
  }

  private func words(_ source: AnswerSource) -> String {
    switch (source.service, source.file, source.line) {
    case ("numeric", _, _): "typed as an address; nobody was asked"
    case (_, let file?, let line?): "\(file), line \(line)"
    default: source.service
    }
  }

  // MARK: The addresses

  private func writeAddresses(to page: inout TextBuffer) {
    guard !report.addresses.isEmpty || report.missing != nil else { return }
    var table = Table([
      .right("#"), .left("ADDRESS"), .left("PORT"), .left("FAMILY"), .left("SCOPE"), .left("KIND"),
    ])
    table.indent = 2
    for address in report.addresses {
      let port = address.port.map { "\($0)" } ?? "-"
      table.add(
        "\(address.rank)".styled(.plain), "\(address.address)".styled(.plain),
        (port + (address.type.map { "/\($0.rawValue)" } ?? "")).styled(.plain),
        address.family.name.styled(.plain), address.scope.styled(.plain),
        address.kind.words.styled(.plain))
    }
    for address in report.missing ?? [] {
      table.add("-".styled(.yellow), address.styled(.yellow), "not listed".styled(.yellow))
    }
    table.write(to: &page)
  }

  // MARK: The order

  private func writeOrder(to page: inout TextBuffer) {
    guard let policy = report.policy else { return }
    page.line()
    for address in report.addresses {
      page.paragraph(StyledText("\(address.rank)  \(origin(address))"), indent: 2, hanging: 3)
      guard let rule = address.ruleOverNext, let reason = address.reason else { continue }
      page.paragraph(
        StyledText("before \(address.rank + 1): rule \(rule), \(reason)"), indent: 5, hanging: 2)
    }
    let holds = report.orderExplained == true
    let verdict = holds ? "as explained" : "not as explained"
    page.paragraph(
      StyledText("order: ") + verdict.styled(holds ? .green : .yellow)
        + StyledText(", by \(Self.tables(policy))"), indent: 2, hanging: 2)
  }

  private func origin(_ address: ResolvedAddress) -> String {
    guard let source = address.sourceAddress else { return "no route, so no source address" }
    let interface = address.interface.map { " (\($0))" } ?? ""
    let labels = "\(address.label ?? 0) from \(address.sourceLabel ?? 0)"
    return "source \(source)\(interface), label \(labels), precedence \(address.precedence ?? 0)"
  }

  private static func tables(_ policy: String) -> String {
    switch policy {
    case "glibc-default":
      "glibc's own tables (IPv4 has precedence 10, not RFC 6724's 35, and unique local 40, not 3)"
    case "gai.conf": "the tables of /etc/gai.conf"
    case "musl": "musl's tables"
    default: "RFC 6724's tables"
    }
  }

  private func escaped(_ text: String) -> String { TerminalText.escaped(text) }
  private func escaped(_ text: String) -> StyledText { StyledText(TerminalText.escaped(text)) }
}

extension Verdict {
  /// Whether nothing is amiss.
  var isSound: Bool { self == .ok || self == .ipv4Only || self == .ipv6Only }
}

extension AddressKind {
  var words: String {
    switch self {
    case .global: "global unicast"
    case .uniqueLocal: "unique local"
    case .linkLocal: "link-local"
    case .siteLocal: "site-local"
    case .mapped: "IPv4-mapped"
    case .shared: "shared (CGN)"
    case .sixToFour: "6to4"
    case .nat64: "NAT64"
    case .teredo: "Teredo"
    case .unspecified, .loopback, .privateUse, .documentation, .benchmarking, .multicast,
      .broadcast, .reserved, .public:
      rawValue
    }
  }
}
