import Testing

@testable import Presentation

@Suite struct LayoutTests {
  private func page(
    _ columns: Int? = nil, isColored: Bool = false, _ write: (inout TextBuffer) -> Void
  ) -> String {
    var page = TextBuffer(isColored: isColored, columns: columns)
    write(&page)
    return page.text
  }

  private var table: Table {
    var table = Table([.right("PORT"), .left("STATE"), .flexible("SERVICE"), .right("RTT")])
    table.add("80", "open".styled(.green), "웹 서버", "1.23 ms")
    table.add("65535", "closed", "a service with a long name", "12 ms")
    table.add("1", "open")
    return table
  }

  @Test("a table lines up by columns and has no trailing blanks")
  func tables() {
    let text = page { table.write(to: &$0) }
    #expect(
      text == """
         PORT  STATE   SERVICE                         RTT
           80  open    웹 서버                     1.23 ms
        65535  closed  a service with a long name    12 ms
            1  open

        """)
  }

  @Test("the flexible column gives way to the page's width")
  func flexible() {
    let text = page(40) { table.write(to: &$0) }
    #expect(
      text == """
         PORT  STATE   SERVICE               RTT
           80  open    웹 서버           1.23 ms
        65535  closed  a service with …    12 ms
            1  open

        """)
    let narrow = page(20) { table.write(to: &$0) }
    #expect(narrow.contains("a servi…"), "eight columns are the least")
  }

  @Test("a table without titles has no heading; empty cells keep their place")
  func untitled() {
    var table = Table([.left(""), .right(""), .left("")])
    table.indent = 2
    table.gap = 1
    table.add("a", "", "c")
    table.add("", "22", "")
    table.add()
    #expect(page { table.write(to: &$0) } == "  a    c\n    22\n\n")
    #expect(Table([.left("A")]).isEmpty)
  }

  @Test("colour is one escape for a run, and nothing when it is off")
  func colors() {
    var text = "open".styled(.green.bold) + " port".styled(.green.bold)
    text.append(" 80")
    text.append("", .red)
    #expect(text.runs.count == 2)
    #expect(page(isColored: true) { $0.line(text) } == "\u{1b}[1;32mopen port\u{1b}[0m 80\n")
    #expect(page { $0.line(text) } == "open port 80\n")
    #expect(page(isColored: true) { $0.write("x", .dim) } == "\u{1b}[2mx\u{1b}[0m")
    let interpolated: StyledText = "port \(80)"
    #expect(interpolated.plain == "port 80")
  }

  @Test("styled text is cut inside the run where it ends")
  func cutRuns() {
    let text = "10.0".styled(.blue) + ".0.1".styled(.green)
    let expected = "10.0".styled(.blue) + ".…".styled(.green)
    #expect(text.truncated(to: 6) == expected)
    #expect(text.truncated(to: 8) == text)
    #expect(text.truncated(to: 5) == "10.0".styled(.blue) + "…".styled(.green))
  }

  private var sheet: Sheet {
    var sheet = Sheet()
    let network = "11000000.10101000.00000000.00".styled(.blue)
    sheet.field("Address", "192.168.0.10", network + " 001010")
    sheet.field("Netmask", "255.255.255.192", "11111111.11111111.11111111.11 000000", "/26")
    sheet.note("Hosts", "192.168.0.1 – 192.168.0.62", "62 usable of 64")
    sheet.note("", "and the network itself")
    sheet.blank()
    sheet.field("이름", "값")
    return sheet
  }

  @Test("a sheet lines up its fields and lets notes run")
  func sheets() {
    let text = page(80) { sheet.write(to: &$0) }
    #expect(
      text == """
          Address  192.168.0.10      11000000.10101000.00000000.00 001010
          Netmask  255.255.255.192   11111111.11111111.11111111.11 000000   /26
          Hosts    192.168.0.1 – 192.168.0.62   62 usable of 64
                   and the network itself

          이름     값

        """)
    #expect(page { sheet.write(to: &$0) } == text, "no terminal: the same")
  }

  @Test("what does not fit goes on under the value")
  func narrowSheet() {
    let text = page(46) { sheet.write(to: &$0) }
    #expect(
      text == """
          Address  192.168.0.10
                   11000000.10101000.00000000.00
                   001010
          Netmask  255.255.255.192
                   11111111.11111111.11111111.11
                   000000   /26
          Hosts    192.168.0.1 – 192.168.0.62
                   62 usable of 64
                   and the network itself

          이름     값

        """)
  }

  /// Text, width, lines, reason.
  static let paragraphs: [(String, Int, [String], String)] = [
    ("one two three", 7, ["one two", "three"], "fits exactly"),
    ("one two three", 6, ["one", "two", "three"], "one too many"),
    (
      "a 2001:db8:0:1:2:3:4:5 b", 8, ["a", "2001:db8:0:1:2:3:4:5", "b"], "an address is kept whole"
    ),
    ("하나 둘 셋", 7, ["하나 둘", "셋"], "wide characters take two"),
    ("a  b \n\nc", 9, ["a b", "", "c"], "line ends stay, blanks do not"), ("", 5, [""], "nothing"),
  ]

  @Test("text is wrapped at blanks", arguments: paragraphs)
  func wraps(text: String, width: Int, lines: [String], reason: String) {
    #expect(StyledText(text).wrapped(to: width).map(\.plain) == lines, "\(reason)")
  }

  @Test("a paragraph is indented, and hangs")
  func paragraph() {
    let text: StyledText = "one two three four five six seven"
    #expect(
      page(24) { $0.paragraph(text, indent: 2, hanging: 2) }
        == "  one two three four\n    five six seven\n")
    #expect(page { $0.paragraph(text, indent: 2) } == "  one two three four five six seven\n")
    let styled = "a b".styled(.red) + " c"
    #expect(styled.wrapped(to: 80)[0] == "a b".styled(.red) + " c")
  }
}
