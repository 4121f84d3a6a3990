import Addressing
import Presentation

/// `RFC1918` as people write it: `RFC 1918`.
func spaced(_ reference: String) -> String {
  reference.hasPrefix("RFC") ? "RFC \(reference.dropFirst(3))" : reference
}

extension TextBuffer {
  /// The same, where thousands of sheets are written: no string is made for it.
  mutating func putSpaced(_ reference: String) {
    guard reference.hasPrefix("RFC"),
      let number = UInt32(Substring(reference.utf8.dropFirst(3)))
    else { return write(reference) }
    put("RFC ")
    put(number)
  }
}

extension SpecialPurpose {
  /// The row for a host by its address, since its network may hold several; else the row for the
  /// network whole.
  static func lookup(host: IPAddress, of prefix: IPPrefix) -> SpecialPurpose? {
    prefix.role(of: host) == .host ? lookup(host) : lookup(prefix)
  }

  /// `Private-Use (RFC 1918), 192.168.0.0/16:` and, below it, what its addresses are good for.
  func writeScope(to page: inout TextBuffer) {
    page.write(name)
    if let first = rfcs.first {
      page.put(" (")
      page.putSpaced(first)
      page.put(")")
    }
    page.put(", ")
    page.put(block)
    page.line(terminated == nil ? "" : ", ended")
    page.label("")
    writeFlag("source", flags.source, to: &page)
    page.put(" · ")
    writeFlag("destination", flags.destination, to: &page)
    page.put(" · ")
    writeFlag("forwardable", flags.forwardable, to: &page)
    page.put(" · ")
    writeFlag("global", flags.global, to: &page)
    page.line()
    guard flags.reservedByProtocol == true else { return }
    page.label("")
    page.line("reserved by the protocol itself")
  }

  private func writeFlag(_ name: StaticString, _ value: Bool?, to page: inout TextBuffer) {
    switch value {
    case true?: page.put(name)
    case false?:
      page.put("not ")
      page.put(name)
    case nil:
      page.put(name)
      page.put(" depends")
    }
  }
}

extension [SpecialPurpose] {
  /// The blocks of special purpose inside a network that is none itself, the first four named.
  func writeParts(to page: inout TextBuffer) {
    page.line(count == 1 ? "holds 1 block of special purpose:" : "holds \(count) such blocks:")
    for special in prefix(4) {
      page.label("")
      page.line("\(special.block) \(special.name)")
    }
    if count > 4 {
      page.label("")
      page.line("and \(count - 4) more: netkit ipcalc special")
    }
  }
}
