@testable import Arguments

/// Reads a line for the sample program; single quotes keep a word together.
func read(_ line: String, _ environment: [String: String] = [:]) -> Invocation {
  Sample.program.read(words(line)) { environment[$0] }
}

private func words(_ line: String) -> [String] {
  ShellWords.commands(in: "tool \(line)")?.first?.dropFirst().map { $0 } ?? []
}

/// The command that a line was understood as; nil if it was refused.
func understood<C: Command>(
  _ line: String, as type: C.Type = C.self, _ environment: [String: String] = [:]
) -> C? {
  guard case .run(let command, _) = read(line, environment) else { return nil }
  return command as? C
}

/// The lines of a complaint before the usage.
func complaint(_ line: String, _ environment: [String: String] = [:]) -> [String] {
  guard case .refuse(let text) = read(line, environment) else { return ["(accepted)"] }
  return text.split(separator: "\n").prefix { !$0.hasPrefix("Usage") }.map(String.init)
}
