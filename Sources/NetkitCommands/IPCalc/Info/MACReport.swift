import Addressing
import Presentation

/// What is to be said of a MAC address: who gave it out, and what IPv6 makes of it.
struct MACReport: Encodable {
  /// As it was typed.
  let input: String
  let mac: MACAddress
  /// For a group of stations rather than one.
  let isGroup: Bool
  /// Chosen by an administrator or at random rather than given out by a maker.
  let isLocal: Bool
  let eui64: String
  let linkLocal: IPv6Address

  init(input: String, mac: MACAddress) {
    self.input = input
    self.mac = mac
    isGroup = mac.isGroup
    isLocal = mac.isLocal
    eui64 = mac.eui64Text
    linkLocal = mac.linkLocalAddress
  }

  func write(to page: inout TextBuffer) {
    page.write("\(mac)", .bold)
    let kind = mac.isBroadcast ? "broadcast" : isGroup ? "group" : "station"
    page.line(" — a \(kind) address, \(isLocal ? "locally administered" : "given out by a maker")")
    page.line()
    page.label("EUI-64")
    page.line(eui64)
    guard !isGroup else { return }
    page.label("Link-local")
    page.line("\(linkLocal)")
  }
}
