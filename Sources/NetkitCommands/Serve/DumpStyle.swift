import Arguments

/// How a log shows what was sent.
enum DumpStyle: String, ChoiceValue, CaseIterable {
  case text
  case hex
  case none

  var summary: String {
    switch self {
    case .text: "As text, with what a terminal would not show spelled out"
    case .hex: "As hexadecimal digits"
    case .none: "Not at all"
    }
  }
}
