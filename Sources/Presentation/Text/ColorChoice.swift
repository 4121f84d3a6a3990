/// The user's word on colour: `--color auto|always|never`.
public enum ColorChoice: String, CaseIterable, Sendable {
  case auto, always, never

  /// Whether one stream is to be coloured; decide it for stdout and stderr apart.
  ///
  /// The option wins; then `NO_COLOR` (set and not empty, no-color.org); then `CLICOLOR_FORCE` and
  /// `FORCE_COLOR` (set, not empty and not `0`); then a terminal that is not `dumb`, unless
  /// `CLICOLOR` is `0`.
  public func isOn(isTerminal: Bool, environment: (String) -> String?) -> Bool {
    switch self {
    case .always: return true
    case .never: return false
    case .auto:
      if let refusal = environment("NO_COLOR"), !refusal.isEmpty { return false }
      for name in ["CLICOLOR_FORCE", "FORCE_COLOR"] {
        if let demand = environment(name), !demand.isEmpty, demand != "0" { return true }
      }
      return isTerminal && environment("TERM") != "dumb" && environment("CLICOLOR") != "0"
    }
  }
}
