import Foundation
import TestSupport
import Testing

@testable import Addressing

/// Python's ipaddress module, asked in one run about as many texts as wanted.
private enum Python {
  /// Whether the interpreter is one that refuses leading zeros, as those since 3.9.5 do.
  static let isRecent: Bool = {
    let program = "import sys; print(sys.version_info >= (3, 9, 5))"
    return (try? Tool.answer("python3", ["-c", program], to: "")) == "True\n"
  }()

  /// The number and text of each address; network, last address, first host and host count of
  /// each network; or a dash.
  static let program = """
    import ipaddress, sys
    def address(text):
        value = ipaddress.ip_address(text)
        return f"{int(value)} {value}"
    def network(text):
        value = ipaddress.ip_network(text, strict=False)
        first = next(iter(value.hosts()))
        free = value.max_prefixlen - value.prefixlen
        edges = 0 if free < 2 else 2 if value.version == 4 else 1
        count = value.num_addresses - edges
        if free < 8: assert len(list(value.hosts())) == count
        return f"{value} {value.broadcast_address} {first} {count}"
    for line in sys.stdin.buffer:
        kind, text = line.decode()[0], line.decode()[2:-1]
        try: print(address(text) if kind == "a" else network(text))
        except ValueError: print("-")
    """

  static func answers(to lines: [String]) throws -> [String] {
    let input = lines.joined(separator: "\n") + "\n"
    return try Tool.answer("python3", ["-X", "utf8", "-c", program], to: input)
      .split(separator: "\n").map { String($0) }
  }
}

@Suite("Agreement with Python's ipaddress")
struct PythonAgreementTests {
  /// Why netkit means to answer otherwise than Python 3.11 does.
  private enum Difference: String {
    /// RFC 3986 brackets are read.
    case brackets
    /// /08 is refused: some read it as octal.
    case leadingZeroLength
    /// /0.0.0.0 is a netmask or a wildcard; netkit asks.
    case ambiguousMask
    /// ::ffff:1.2.3.4 is written so (RFC 5952 §5); Python writes ::ffff:102:304 before 3.13.
    case mappedText
    /// A zone is printable ASCII without `/`, `[` and `]`; Python takes almost anything.
    case zone
    /// A network has no zone, its address has; Python writes the zone into the network's text.
    case zoneOfNetwork

    init?(_ text: String, ours: String, theirs: String) {
      let length = text.split(separator: "/", maxSplits: 1).dropFirst().first ?? ""
      if text.hasPrefix("["), theirs == "-" {
        self = .brackets
      } else if text.contains("%"), ours == "-" {
        self = .zone
      } else if text.contains("%"), Self.hasSameNumbers(ours, theirs, ignoringZones: true) {
        self = .zoneOfNetwork
      } else if length.count > 1, length.hasPrefix("0"), length.allSatisfy(\.isNumber), ours == "-"
      {
        self = .leadingZeroLength
      } else if length == "0.0.0.0", ours == "-" {
        self = .ambiguousMask
      } else if Self.hasSameNumbers(ours, theirs), ours.contains("::ffff:") {
        self = .mappedText
      } else {
        return nil
      }
    }

    /// Whether the words of two answers are the same addresses, whatever their text.
    private static func hasSameNumbers(
      _ ours: String, _ theirs: String, ignoringZones: Bool = false
    ) -> Bool {
      func values(_ answer: String) -> [String] {
        answer.split(separator: " ").map { word in
          let mark = word.firstIndex(of: "%") ?? word.endIndex
          let slash = word.lastIndex(of: "/") ?? word.endIndex
          let zone = ignoringZones || mark > slash ? "" : word[mark..<slash]
          let text = String(word[..<min(mark, slash)] + word[slash...])
          return ((try? IPPrefix(text)).map { "\($0.network.number)/\($0.length)" } ?? text) + zone
        }
      }
      return values(ours) == values(theirs)
    }
  }

  @Test(
    "100,000 texts are accepted, refused, read and written alike",
    .enabled(if: Python.isRecent, "needs python3, 3.9.5 or later"))
  func agreement() throws {
    var generator = TextGenerator("texts against Python")
    let questions = (0..<max(100_000, SeededRandom.inputs)).map { round in
      let isAddress = round % 2 == 0
      let valid = isAddress ? generator.address() : generator.network()
      let text = round % 3 == 0 ? generator.mutated(valid) : valid
      return (isAddress ? "a " : "n ") + text
    }
    let answers = try Python.answers(to: questions)
    try #require(answers.count == questions.count)

    var differences: [Difference: Int] = [:]
    var refusals = 0
    for (question, theirs) in zip(questions, answers) {
      let text = String(question.dropFirst(2))
      let ours = question.hasPrefix("a") ? address(text) : network(text)
      if ours == "-" { refusals += 1 }
      guard ours != theirs else { continue }
      if let difference = Difference(text, ours: ours, theirs: theirs) {
        differences[difference, default: 0] += 1
      } else {
        Issue.record(
          "\(text.debugDescription): \(ours), Python \(theirs) (seed \(SeededRandom.seed))")
      }
    }
    // Both kinds of text were there in number.
    #expect(questions.count / 10 < refusals && refusals < questions.count / 2)
    print(
      "agreement with Python, seed \(SeededRandom.seed): \(refusals) refused, "
        + "different by intent: \(differences.map { "\($0.key.rawValue) \($0.value)" }.sorted())")
  }

  private func address(_ text: String) -> String {
    guard let found = try? ScopedAddress(text) else { return "-" }
    return "\(found.address.number) \(found)"
  }

  private func network(_ text: String) -> String {
    guard let operand = try? NetworkOperand(text), let prefix = operand.prefix,
      [.address, .length, .netmask, .wildcard].contains(operand.form)
    else { return "-" }
    let hosts = prefix.hosts
    return "\(prefix) \(prefix.last) \(hosts.first) \(hosts.count)"
  }
}
