import Addressing
import Arguments
import Presentation

/// `netkit ipcalc conv`: an address in other notations, and back.
struct ConvCommand: RunnableCommand {
  var operands: [String] = []
  var notations: [NotationName] = []
  var family: Int?
  var output = OutputOptions()
  var reading = ReadingOptions()

  static let name = "conv"
  static let summary = "Turn addresses into numbers and other notations, and back"
  static var details: String {
    """
    An operand is an address, a number, a name under arpa, an address in brackets as URLs have it, \
    or a name under ipv6-literal.net. Numbers are decimal, 0x hexadecimal, 0o (or 0) octal or 0b \
    binary; one that fits 32 bits is IPv4 unless `--ipv6` is given. Of a network the address is \
    taken.

    With `--to` each operand gives one line, its notations parted by a blank; without it, all of \
    them with their names. Where an address has no such notation, as most IPv6 addresses are not \
    mapped ones, a dash stands for it and the exit status is 1.
    """
  }
  static var arguments: [Argument] {
    [
      operands("X", \.operands, "Address or number; `@file` or `-` for many"),
      options(
        "t", "to", "LIST", \.notations, "Print these notations alone", separator: ",",
        details: "With `nat64` a translator's prefix may stand after a colon: nat64:2001:db8::/96."),
      flag("4", "ipv4", \.family, is: 4, "Read numbers as IPv4", group: "family"),
      flag("6", "ipv6", \.family, is: 6, "Read numbers as IPv6", group: "family"),
      shared(at: \.reading),
      heading("Output"),
      shared(at: \.output),
    ]
  }
  static var examples: [Example] {
    [
      Example("netkit ipcalc conv 192.168.0.10", "All notations"),
      Example("netkit ipcalc conv 3232235530 --to short", "192.168.0.10"),
      Example("netkit ipcalc conv 192.0.2.33 --to nat64:2001:db8::/96,hex", "Two of them"),
      Example("netkit ipcalc conv 2001:db8::1 --to full,arpa --json", "As JSON"),
    ]
  }
  static var sections: [ManualSection] {
    [
      ManualSection(
        "JSON KEYS", "One object for each operand.",
        entries: [
          .init("input", "The operand"),
          .init("family", "4 or 6"),
          .init("address", "The address as RFC 5952 or dotted decimal has it"),
          .init(
            "forms",
            "The notations by the names that `--to` knows, each a string, or null where the "
              + "address has none"),
        ])
    ]
  }

  private struct Report: Encodable {
    let input: String
    let family: Int
    let address: IPAddress
    let forms: Members<String?>
  }

  func run(in session: Session) -> ExitStatus {
    var answers = Answers(session, output)
    let source = OperandSource(session: session, rules: reading.rules)
    return source.forEachWord(operands) { word throws(AddressFault) in
      let text = String(repairing: word)
      guard let address = try address(word, text) else {
        session.complain("'\(text)' is not an address")
        return .usage
      }
      let wanted = notations.isEmpty ? NotationName.all : notations
      let forms = wanted.map { (key: $0.argument, value: address.text($0.notation)) }
      let report = Report(
        input: text, family: address.family, address: address, forms: Members(forms))
      answers.give(report, isSheet: notations.isEmpty) { page in
        if notations.isEmpty {
          write(report, to: &page)
        } else {
          page.line(forms.map { $0.value ?? "-" }.joined(separator: " "))
        }
      }
      return notations.isEmpty || forms.allSatisfy { $0.value != nil } ? .yes : .no
    }
  }

  private func write(_ report: Report, to page: inout TextBuffer) {
    page.write("\(report.address)", .bold)
    page.line(" — IPv\(report.family)")
    page.line()
    for (name, value) in report.forms.pairs {
      guard let value else { continue }
      page.label(named: name)
      // 128 bits are wider than a screen: a line for each half.
      if value.utf8.count > 66,
        let middle = value.index(
          value.startIndex, offsetBy: value.count / 2, limitedBy: value.endIndex)
      {
        page.line(String(value[..<middle]))
        page.label("")
        page.line(String(value[middle...]))
      } else {
        page.line(value)
      }
    }
  }

  // MARK: Reading

  /// The address that a word stands for in any notation; nil for a range or a MAC address.
  private func address(_ word: Span<UInt8>, _ text: String) throws(AddressFault) -> IPAddress? {
    if Self.isNumber(text) {
      do throws(AddressError) {
        return try IPAddress(number: text, family: family)
      } catch {
        throw error.fault
      }
    }
    if let literal = Self.windowsLiteral(text) {
      do throws(AddressError) {
        return try IPAddress(literal)
      } catch {
        throw error.fault
      }
    }
    return try NetworkOperand(parsing: word, rules: reading.rules).address?.address
  }

  /// Decimal digits alone, or any digits after a mark of their base.
  private static func isNumber(_ text: String) -> Bool {
    let bytes = Array(text.utf8)
    guard bytes.count > 1, bytes[0] == UInt8(ascii: "0") else {
      return !bytes.isEmpty && bytes.allSatisfy { (48...57).contains($0) }
    }
    let mark = bytes[1] | 0x20
    let isMarked = "xob".utf8.contains(mark)
    // inet_aton's 0x7f.1 has points: that is an address, for those who ask for --loose.
    return isMarked
      ? !bytes.contains(UInt8(ascii: ".")) : bytes.allSatisfy { (48...57).contains($0) }
  }

  /// `2001-db8--1.ipv6-literal.net` with its colons back; nil for any other text.
  private static func windowsLiteral(_ text: String) -> String? {
    let suffix = ".ipv6-literal.net"
    guard text.lowercased().hasSuffix(suffix) else { return nil }
    return String(text.dropLast(suffix.count).map { $0 == "-" ? ":" : $0 })
  }
}
