import Foundation
import TestSupport
import Testing

@testable import Arguments

/// Completes words in the real shells.
@Suite("Completion") struct CompletionTests {
  static let cases = [
    Completing(line: "tool ", offered: ["scan", "calc", "wait", "map", "help"], other: ["split"]),
    Completing(line: "tool sc", offered: ["scan"], other: ["calc"]),
    Completing(line: "tool calc ", offered: ["split", "nth", "sub"], other: ["scan"]),
    Completing(line: "tool calc -j s", offered: ["split", "sub"], other: ["nth", "scan"]),
    Completing(line: "tool calc split --f", offered: ["--first"], other: ["--json"]),
    Completing(line: "tool scan --fam", offered: ["--family"], other: ["--first"]),
    Completing(line: "tool scan --no", offered: ["--no-resolve"]),
    Completing(line: "tool scan --family ", offered: ["any", "ipv4", "ipv6"], other: ["always"]),
    Completing(line: "tool scan --family=ip", offered: ["ipv4", "ipv6"], other: ["any"]),
    Completing(line: "tool scan --color=a", offered: ["auto", "always"], other: ["never"]),
    Completing(line: "tool scan -p 80 --ud", offered: ["--udp"]),
    Completing(line: "tool scan -f hay", offered: ["haystack"], other: ["needle"]),
    Completing(line: "tool help ", offered: ["scan", "calc"]),
    Completing(line: "tool help calc ", offered: ["split", "nth"], other: ["scan"]),
    Completing(line: "tool map ", offered: ["add", "remove"]),
    Completing(line: "tool map add -i l", offered: ["lo"]),
  ]

  @Test(
    "bash completes, with and without the bash-completion package",
    .enabled(if: Tool.canTest(with: "bash"), "bash is not installed"),
    arguments: cases, [false, true])
  func bash(_ test: Completing, hasPackage: Bool) throws {
    let package = "/usr/share/bash-completion/bash_completion"
    let prelude = hasPackage ? "[ -r \(package) ] && . \(package)" : ""
    check(
      test, try Tool.withFolder(Self.files) { try test.inBash("tool", in: $0, prelude: prelude) })
  }

  @Test("zsh completes", .enabled(if: Tool.canTest(with: "zsh"), "zsh is not installed"))
  func zsh() throws {
    let offers = try Tool.withFolder(Self.files) { try Completing.inZsh(Self.cases, in: $0) }
    #expect(offers.count == Self.cases.count)
    for (test, offer) in zip(Self.cases, offers) { check(test, offer) }
  }

  @Test(
    "fish completes", .enabled(if: Tool.canTest(with: "fish"), "fish is not installed"),
    arguments: cases)
  func fish(_ test: Completing) throws {
    check(test, try Tool.withFolder(Self.files) { try test.inFish("tool", in: $0) })
  }

  /// The scripts, and two files to complete.
  private static let files =
    Sample.program.generated().map { ($0.path, $0.text) } + [("haystack", ""), ("needle", "")]

  private func check(_ test: Completing, _ offer: Completing.Offer) {
    #expect(test.faults(of: offer) == [])
    let text = offer.description
    #expect(!text.contains("error") && !text.contains("tool.fish"), "\(text)")
  }

  /// For each shell that is here.
  static let scripts = [("bash", "tool.bash"), ("zsh", "_tool"), ("fish", "tool.fish")]
    .filter { Tool.canTest(with: $0.0) }

  @Test(
    "the scripts are well formed", .enabled(if: !scripts.isEmpty, "no shell is installed"),
    arguments: scripts)
  func syntax(_ shell: String, _ file: String) throws {
    let faults = try Tool.withFolder(Self.files) { folder in
      try Tool.run(shell, ["-n", "completions/\(file)"], in: folder)
    }
    #expect(faults == "")
  }
}
