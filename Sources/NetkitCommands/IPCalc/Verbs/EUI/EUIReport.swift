import Addressing
import Presentation

/// A MAC address and what is made of it.
struct EUIReport: Encodable {
  struct Forms: Encodable {
    let colon: String
    let dash: String
    let dot: String
    let bare: String
    let halves: String
  }

  let input: String
  let mac: MACAddress
  /// What follows up to `solicitedNode` is nil for a group address, which no interface has.
  let eui64: String?
  let interfaceIdentifier: String?
  let linkLocal: IPv6Address?
  let slaac: IPv6Address?
  let solicitedNode: IPv6Address?
  let isLocal: Bool
  let isGroup: Bool
  /// Six hexadecimal digits; nil for local and group addresses.
  let makerNumber: String?
  /// Nil when the system has no list of makers, or it does not know the number.
  let maker: String?
  let forms: Forms

  init(input: String, mac: MACAddress, network: IPv6Prefix?, maker: String?) {
    self.input = input
    self.mac = mac
    eui64 = mac.isGroup ? nil : mac.eui64Text
    interfaceIdentifier = mac.isGroup ? nil : mac.identifierText
    linkLocal = mac.isGroup ? nil : mac.linkLocalAddress
    slaac = mac.isGroup ? nil : network.flatMap { mac.address(in: $0) }
    solicitedNode = mac.isGroup ? nil : mac.linkLocalAddress.solicitedNodeGroup
    isLocal = mac.isLocal
    isGroup = mac.isGroup
    makerNumber = mac.makerNumber.map { _ in String(mac.text(.colon).prefix(8)) }
    self.maker = maker
    forms = Forms(
      colon: mac.text(.colon), dash: mac.text(.dash), dot: mac.text(.dot), bare: mac.text(.bare),
      halves: mac.text(.halves))
  }

  func write(to page: inout TextBuffer) {
    page.write("\(mac)", .bold)
    page.line(" — \(kind)")
    page.line()
    var sheet = Sheet()
    if let eui64, let interfaceIdentifier, let linkLocal {
      sheet.note("EUI-64", StyledText(eui64))
      sheet.note("Interface", StyledText(interfaceIdentifier), "U/L bit inverted")
      sheet.note("Link-local", StyledText("\(linkLocal)"))
      if let slaac { sheet.note("SLAAC", StyledText("\(slaac)")) }
      if let solicitedNode {
        let group = MACAddress(group: .v6(solicitedNode)).map { "\($0)" } ?? ""
        sheet.note("Solicited", StyledText("\(solicitedNode)"), StyledText(group))
      }
    }
    if let makerNumber {
      sheet.note(
        "Maker", StyledText(makerNumber), StyledText(maker.map { TerminalText.escaped($0) } ?? ""))
    }
    sheet.note("Forms", StyledText("\(forms.dash)"), StyledText(forms.dot))
    sheet.note("", StyledText(forms.halves), StyledText(forms.bare))
    sheet.write(to: &page)
  }

  private var kind: String {
    if mac.isBroadcast { return "broadcast" }
    if isGroup { return "group address" }
    return isLocal ? "local: given out by no maker" : "universal: given out by its maker"
  }
}

extension MACAddress {
  /// The interface identifier as the last four groups of an address, with all their digits.
  fileprivate var identifierText: String {
    let digits = String(interfaceIdentifier, radix: 16)
    let full = Array(String(repeating: "0", count: 16 - digits.count) + digits)
    return stride(from: 0, to: 16, by: 4).map { String(full[$0..<$0 + 4]) }
      .joined(separator: ":")
  }
}
