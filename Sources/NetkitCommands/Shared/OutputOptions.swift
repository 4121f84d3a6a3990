public import Arguments
import Presentation

/// How a command is to answer: the options that every command shares.
struct OutputOptions: ArgumentSet {
  var isJSON = false
  var isQuiet = false
  var color = ColorChoice.auto

  static var arguments: [Argument] {
    [
      flag(
        "j", "json", \.isJSON, "Print one JSON object for each answer",
        details: "The keys are documented under JSON KEYS and never change their meaning."),
      flag("q", "quiet", \.isQuiet, "Print nothing: answer by the exit status alone"),
      option(
        nil, "color", "WHEN", \.color, "Colour the answer",
        details: """
          `auto` colours where the output is a terminal, unless `NO_COLOR` is set; \
          `CLICOLOR_FORCE` or `FORCE_COLOR` colour elsewhere too.
          """
      ).rare,
    ]
  }
}

extension ColorChoice: ChoiceValue {
  var summary: String {
    switch self {
    case .auto: "On a terminal, unless the environment says otherwise"
    case .always: "Also into a file or pipe"
    case .never: "Never"
    }
  }
}
