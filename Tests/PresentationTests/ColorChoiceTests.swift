import Testing

@testable import Presentation

@Suite struct ColorChoiceTests {
  typealias Row = (ColorChoice, [String: String], terminal: Bool, isOn: Bool, String)

  static let rows: [Row] = [
    (.auto, [:], true, true, "a terminal"), (.auto, [:], false, false, "a pipe"),
    (.always, ["NO_COLOR": "1", "TERM": "dumb"], false, true, "the option wins"),
    (.never, ["CLICOLOR_FORCE": "1"], true, false, "the option wins"),
    (.auto, ["NO_COLOR": "1"], true, false, "NO_COLOR"),
    (.auto, ["NO_COLOR": "0"], true, false, "any value counts"),
    (.auto, ["NO_COLOR": ""], true, true, "empty is not set"),
    (.auto, ["NO_COLOR": "1", "FORCE_COLOR": "1"], true, false, "NO_COLOR is asked first"),
    (.auto, ["CLICOLOR_FORCE": "1"], false, true, "forced into a pipe"),
    (.auto, ["FORCE_COLOR": "3"], false, true, "forced into a pipe"),
    (.auto, ["FORCE_COLOR": "0"], false, false, "0 forces nothing"),
    (.auto, ["FORCE_COLOR": ""], false, false, "empty forces nothing"),
    (.auto, ["CLICOLOR_FORCE": "1", "TERM": "dumb"], true, true, "forced on a dumb terminal"),
    (.auto, ["TERM": "dumb"], true, false, "a dumb terminal"),
    (.auto, ["TERM": "xterm"], false, false, "a name is no terminal"),
    (.auto, ["CLICOLOR": "0"], true, false, "CLICOLOR refuses"),
    (.auto, ["CLICOLOR": "1"], false, false, "CLICOLOR does not force"),
  ]

  @Test("colour follows the option, the environment, the terminal", arguments: rows.indices)
  func isOn(index: Int) {
    let (choice, environment, isTerminal, isOn, reason) = Self.rows[index]
    #expect(choice.isOn(isTerminal: isTerminal) { environment[$0] } == isOn, "\(reason)")
  }
}
