import Foundation
import Testing

/// Completes netkit's own words in the real shells, from the scripts that are committed.
@Suite("completion in the shells")
struct ShellTests {
  /// What is typed before the Tab key, and words that must and must not be offered.
  struct Case: CustomTestStringConvertible, Sendable {
    var line: String
    var offered: [String]
    var other: [String] = []
    var testDescription: String { line }
  }

  static let cases = [
    Case(line: "netkit ", offered: ["ipcalc", "help"], other: ["split"]),
    Case(line: "netkit ipc", offered: ["ipcalc"], other: ["help"]),
    Case(line: "netkit ipcalc ", offered: ["split", "plan", "has"]),
    Case(line: "netkit ipcalc sp", offered: ["split", "special"], other: ["plan"]),
    Case(line: "netkit ipcalc split --bo", offered: ["--borrow"], other: ["--json"]),
    Case(line: "netkit ipcalc plan --cloud ", offered: ["aws", "azure", "gcp", "oci"]),
    Case(line: "netkit ipcalc --color=n", offered: ["never"], other: ["always"]),
  ]

  @Test(
    "bash", .enabled(if: Tool.canTest(with: "bash"), "bash is not installed"), arguments: cases)
  func bash(_ test: Case) throws {
    let script = """
      . completions/netkit.bash
      COMP_LINE='\(test.line)' COMP_POINT=\(test.line.count) COMPREPLY=()
      _netkit netkit
      printf '%s\\n' "${COMPREPLY[@]}"
      """
    try check(test, "bash", ["--norc", "-c", script])
  }

  @Test("zsh", .enabled(if: Tool.canTest(with: "zsh"), "zsh is not installed"), arguments: cases)
  func zsh(_ test: Case) throws {
    // A second zsh on a pseudo-terminal, in which the Tab key is pressed.
    let script = #"""
      zmodload zsh/zpty
      zpty shell zsh -f -i
      zpty -w shell "stty -echo; PROMPT=; fpath=($PWD/completions \$fpath); \
      autoload -Uz compinit; compinit -u -D; bindkey '^I' list-choices; LISTMAX=9999; \
      COLUMNS=200; comppostfuncs=(exit); echo READY"
      while zpty -r shell line; do [[ $line == *READY* ]] && break; done
      zpty -w -n shell "$1"$'\t'
      while zpty -r shell line; do print -r -- "$line"; done
      """#
    try check(test, "zsh", ["-f", "-c", script, "zsh", test.line])
  }

  @Test("fish", .enabled(if: Tool.canTest(with: "fish"), "fish is not installed"), arguments: cases)
  func fish(_ test: Case) throws {
    let script = "source completions/netkit.fish; complete -C '\(test.line)'"
    try check(test, "fish", ["--no-config", "-c", script])
  }

  private func check(_ test: Case, _ shell: String, _ words: [String]) throws {
    let output = try Tool.run(shell, words, in: GeneratedFilesTests.root)
    // Words end at white space, at fish's tab before a description, and at terminal controls.
    let plain = output.replacing(/\u{1B}\[[0-9;?]*[A-Za-z]/, with: " ")
    let offered = plain.split(whereSeparator: \.isWhitespace).map { word in
      word.hasPrefix("--") && word.contains("=") ? word.drop { $0 != "=" }.dropFirst() : word
    }
    for word in test.offered { #expect(offered.contains(Substring(word)), "\(word): \(output)") }
    for word in test.other { #expect(!offered.contains(Substring(word)), "\(word): \(output)") }
  }
}
