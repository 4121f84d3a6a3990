import Foundation
import Testing

@testable import Arguments

/// Completes words in the real shells.
@Suite("Completion") struct CompletionTests {
  /// What is typed before the Tab key, words that must be offered, and some that must not be.
  struct Case: CustomTestStringConvertible, Sendable {
    var line: String
    var offered: [String]
    var other: [String] = []
    var testDescription: String { line }
  }

  static let cases = [
    Case(line: "tool ", offered: ["scan", "calc", "wait", "map", "help"], other: ["split"]),
    Case(line: "tool sc", offered: ["scan"], other: ["calc"]),
    Case(line: "tool calc ", offered: ["split", "nth", "sub"], other: ["scan"]),
    Case(line: "tool calc -j s", offered: ["split", "sub"], other: ["nth", "scan"]),
    Case(line: "tool calc split --f", offered: ["--first"], other: ["--json"]),
    Case(line: "tool scan --fam", offered: ["--family"], other: ["--first"]),
    Case(line: "tool scan --no", offered: ["--no-resolve"]),
    Case(line: "tool scan --family ", offered: ["any", "ipv4", "ipv6"], other: ["always"]),
    Case(line: "tool scan --family=ip", offered: ["ipv4", "ipv6"], other: ["any"]),
    Case(line: "tool scan --color=a", offered: ["auto", "always"], other: ["never"]),
    Case(line: "tool scan -p 80 --ud", offered: ["--udp"]),
    Case(line: "tool scan -f hay", offered: ["haystack"], other: ["needle"]),
    Case(line: "tool help ", offered: ["scan", "calc"]),
    Case(line: "tool help calc ", offered: ["split", "nth"], other: ["scan"]),
    Case(line: "tool map ", offered: ["add", "remove"]),
    Case(line: "tool map add -i l", offered: ["lo"]),
  ]

  @Test(
    "bash completes, with and without the bash-completion package",
    .enabled(if: Tool.canTest(with: "bash"), "bash is not installed"),
    arguments: cases, [false, true])
  func bash(_ test: Case, hasPackage: Bool) throws {
    let package = "/usr/share/bash-completion/bash_completion"
    let prelude = hasPackage ? "[ -r \(package) ] && . \(package)\n" : ""
    // What readline does: it sets the line, calls the function, and takes its reply.
    let script = """
      \(prelude). completions/tool.bash
      complete -p tool
      COMP_LINE='\(test.line)' COMP_POINT=\(test.line.count) COMPREPLY=()
      _tool tool
      printf '%s\\n' "${COMPREPLY[@]}"
      """
    try check(test, "bash", ["--norc", "-c", script])
  }

  @Test(
    "zsh completes", .enabled(if: Tool.canTest(with: "zsh"), "zsh is not installed"),
    arguments: cases)
  func zsh(_ test: Case) throws {
    // A second zsh on a pseudo-terminal, in which the Tab key is pressed.
    let script = #"""
      zmodload zsh/zpty
      zpty shell zsh -f -i
      zpty -w shell "stty -echo; PROMPT=; fpath=($PWD/completions \$fpath); autoload -Uz compinit; \
      compinit -u -D; bindkey '^I' list-choices; LISTMAX=9999; COLUMNS=200; comppostfuncs=(exit); \
      echo READY"
      while zpty -r shell line; do [[ $line == *READY* ]] && break; done
      zpty -w -n shell "$1"$'\t'
      while zpty -r shell line; do print -r -- "$line"; done
      """#
    try check(test, "zsh", ["-f", "-c", script, "zsh", test.line])
  }

  @Test(
    "fish completes", .enabled(if: Tool.canTest(with: "fish"), "fish is not installed"),
    arguments: cases)
  func fish(_ test: Case) throws {
    let script = "source completions/tool.fish; complete -C '\(test.line)'"
    try check(test, "fish", ["--no-config", "-c", script])
  }

  private func check(_ test: Case, _ shell: String, _ arguments: [String]) throws {
    let files = Sample.program.generated().map { ($0.path, $0.text) }
    let output = try Tool.withFolder(files + [("haystack", ""), ("needle", "")]) { folder in
      try Tool.run(shell, arguments, in: folder)
    }
    // Words end at white space, at fish's tab before a description, and at terminal controls.
    let plain = output.replacing(/\u{1B}\[[0-9;?]*[A-Za-z]/, with: " ")
    let ends: Set<Character> = [" ", "\t", "\n", "\r\n", "\r"]
    let words = plain.split(whereSeparator: ends.contains).map { word in
      word.hasPrefix("--") && word.contains("=") ? word.drop { $0 != "=" }.dropFirst() : word
    }
    for word in test.offered { #expect(words.contains(Substring(word)), "\(word) in: \(output)") }
    for word in test.other { #expect(!words.contains(Substring(word)), "\(word) in: \(output)") }
    #expect(!output.contains("error") && !output.contains("tool.fish"), "\(output)")
  }

  @Test(
    "the scripts are well formed",
    arguments: [("bash", "tool.bash"), ("zsh", "_tool"), ("fish", "tool.fish")])
  func syntax(_ shell: String, _ file: String) throws {
    guard Tool.canTest(with: shell) else { return }
    let files = Sample.program.generated().map { ($0.path, $0.text) }
    let faults = try Tool.withFolder(files) { folder in
      try Tool.run(shell, ["-n", "completions/\(file)"], in: folder)
    }
    #expect(faults == "")
  }
}
