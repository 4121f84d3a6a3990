import Testing

@testable import Arguments

/// Reads a line for the sample program; a single quote keeps spaces together.
func read(_ line: String, _ environment: [String: String] = [:]) -> Invocation {
  var words: [String] = []
  for (index, part) in line.split(separator: "'", omittingEmptySubsequences: false).enumerated() {
    if index.isMultiple(of: 2) {
      words += part.split(separator: " ").map(String.init)
    } else {
      words.append(String(part))
    }
  }
  return Sample.program.read(words) { environment[$0] }
}

/// The command that a line was understood as.
func understood<C: Command>(
  _ line: String, as type: C.Type = C.self, _ environment: [String: String] = [:]
) -> C? {
  guard case .run(let command, _) = read(line, environment) else { return nil }
  return command as? C
}

/// The first line of a complaint without the program's name, then the hint.
func complaint(_ line: String, _ environment: [String: String] = [:]) -> [String] {
  guard case .refuse(let text) = read(line, environment) else { return ["(accepted)"] }
  return text.split(separator: "\n").prefix { !$0.hasPrefix("Usage") }.map(String.init)
}

@Suite("Parsing") struct ParsingTests {
  @Test(
    "every spelling of an option's value is read",
    arguments: [
      "scan h -p 80", "scan h -p80", "scan h -p=80", "scan h --ports 80", "scan h --ports=80",
      "scan -p80 h", "scan --ports 80 -- h", "scan h -up80", "scan h -u -p 80", "scan h -p1 -p80",
    ])
  func spellings(_ line: String) {
    let scan = understood(line, as: Scan.self)
    #expect(scan?.ports == "80")
    #expect(scan?.hosts.map(\.name) == ["h"])
  }
}
