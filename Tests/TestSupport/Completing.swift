public import Foundation

/// What is typed before the Tab key, and words that must and must not be offered then.
public struct Completing: CustomStringConvertible, Sendable {
  public let line: String
  public let offered: [String]
  public let other: [String]

  public init(line: String, offered: [String], other: [String] = []) {
    self.line = line
    self.offered = offered
    self.other = other
  }

  public var description: String { line }

  /// Presses Tab in bash: what readline does, it sets the line, calls the function, and takes its
  /// reply. `prelude` is what the shell read before.
  public func inBash(_ program: String, in folder: URL, prelude: String = "") throws -> Offer {
    let script = """
      \(prelude)
      . completions/\(program).bash
      COMP_LINE='\(line)' COMP_POINT=\(line.count) COMPREPLY=()
      _\(program) \(program)
      printf '%s\\n' "${COMPREPLY[@]}"
      """
    return Offer(try Tool.run("bash", ["--norc", "-c", script], in: folder))
  }

  /// Presses Tab for each line in a zsh of its own, on a pseudo-terminal. The first of them notes
  /// which functions there are, as `compinit` does for its user; to look anew costs each half a
  /// second. A form feed parts the offers.
  public static func inZsh(_ tests: [Completing], in folder: URL) throws -> [Offer] {
    let script = #"""
      zmodload zsh/zpty
      dump=$(mktemp) notes=-u
      { for line; do
        zpty shell zsh -f -i
        zpty -w shell "stty -echo; PROMPT=; fpath=($PWD/completions \$fpath); \
        autoload -Uz compinit; compinit $notes -d $dump; bindkey '^I' list-choices; \
        LISTMAX=9999; COLUMNS=200; comppostfuncs=(exit); echo REA''DY"
        while zpty -r shell answer; do [[ $answer == *READY* ]] && break; done
        zpty -w -n shell "$line"$'\t'
        while zpty -r shell answer; do print -r -- "$answer"; done
        zpty -d shell
        print $'\f'
        notes=-C
      done } always { rm -f $dump }
      """#
    let output = try Tool.run("zsh", ["-f", "-c", script, "zsh"] + tests.map(\.line), in: folder)
    return output.components(separatedBy: "\u{0C}").dropLast().map { Offer($0) }
  }

  public func inFish(_ program: String, in folder: URL) throws -> Offer {
    let script = "source completions/\(program).fish; complete -C '\(line)'"
    return Offer(try Tool.run("fish", ["--no-config", "-c", script], in: folder))
  }

  /// What a shell offered.
  public struct Offer: CustomStringConvertible, Sendable {
    public let description: String
    public let words: [Substring]

    init(_ output: String) {
      description = output
      // Words end at white space, at fish's tab before a description, and at terminal controls.
      let plain = output.replacing(/\u{1B}\[[0-9;?]*[A-Za-z]/, with: " ")
      words = plain.split(whereSeparator: \.isWhitespace).map { word in
        word.hasPrefix("--") && word.contains("=") ? word.drop { $0 != "=" }.dropFirst() : word
      }
    }
  }

  /// One sentence for each word that is missing from an offer, or should be.
  public func faults(of offer: Offer) -> [String] {
    offered.filter { !offer.words.contains(Substring($0)) }.map { "\($0) is missing: \(offer)" }
      + other.filter { offer.words.contains(Substring($0)) }.map { "\($0) is offered: \(offer)" }
  }
}
