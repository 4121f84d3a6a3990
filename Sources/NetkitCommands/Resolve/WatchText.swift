import Addressing
import Diagnostics
import Presentation

/// Keeps what names led to, and tells what changes.
struct WatchText {
  /// A change of one name's answer.
  struct Change: Encodable {
    enum Kind: String, Encodable {
      case first, changed
    }

    /// As typed.
    var name: String
    var kind: Kind
    /// Since the watch began.
    var elapsed: Duration
    /// Addresses that are new.
    var added: [ScopedAddress]
    /// Addresses that are gone.
    var removed: [ScopedAddress]
    /// Whether the same addresses come in another order.
    var isReordered: Bool
    var status: ResolveReport.Status
    var text: String
    /// The whole answer.
    var report: ResolveReport
  }

  private struct Known {
    var addresses: [ScopedAddress]
    var status: ResolveReport.Status
    var verdict: Verdict
  }

  private var known: [String: Known] = [:]

  /// What a report changes; nil for nothing.
  mutating func change(_ report: ResolveReport, after elapsed: Duration) -> Change? {
    let addresses = report.addresses.map(\.address)
    let old = known[report.name]
    known[report.name] = Known(
      addresses: addresses, status: report.status, verdict: report.verdict)
    var change = Change(
      name: report.name, kind: .first, elapsed: elapsed, added: addresses, removed: [],
      isReordered: false, status: report.status, text: report.text, report: report)
    guard let old else { return change }
    change.kind = .changed
    change.added = addresses.filter { !old.addresses.contains($0) }
    change.removed = old.addresses.filter { !addresses.contains($0) }
    change.isReordered =
      change.added.isEmpty && change.removed.isEmpty && addresses != old.addresses
    let isSame =
      addresses == old.addresses && report.status == old.status && report.verdict == old.verdict
    return isSame ? nil : change
  }

  /// `after 15 s  www.example.org  + 192.0.2.7  - 192.0.2.6`
  func write(_ change: Change, to page: inout TextBuffer) {
    var line = StyledText("after \(NumberText.duration(change.elapsed))  ")
    line.append(TerminalText.escaped(change.name), .bold)
    for address in change.added { line.append("  + \(address)", .green) }
    for address in change.removed { line.append("  - \(address)", .red) }
    if change.isReordered {
      let order = change.report.addresses.map { "\($0.address)" }.joined(separator: ", ")
      line.append("  now in this order: \(order)")
    } else if change.added.isEmpty {
      line.append("  now: \(TerminalText.escaped(change.text))")
    }
    page.paragraph(line, hanging: 2)
  }
}
