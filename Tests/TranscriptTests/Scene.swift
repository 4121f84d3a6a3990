import Foundation
import Testing

/// A command line of a verb and all that it is to print.
struct Scene: Sendable, CustomTestStringConvertible {
  /// What the row proves.
  let reason: String
  /// What follows `netkit ipcalc`, parted by blanks.
  let line: String
  var status: Int32 = 0
  var input = ""
  let output: String
  var errors = ""

  var testDescription: String { "\(line) (\(reason))" }

  func play() throws {
    let words = ["ipcalc"] + line.split(separator: " ").map { String($0) }
    let run = try Netkit.run(words, input: input)
    // The version is the one thing that changes without a verb changing.
    let printed = run.output.replacing(/"netkit":"[^"]+"/, with: "\"netkit\":\"VERSION\"")
    #expect(printed == output)
    #expect(run.errors == errors)
    #expect(run.status == status)
    let isText = !line.contains("--json") && !line.contains("--to")
    if isText {
      let widest = run.output.split(separator: "\n").map(\.count).max() ?? 0
      #expect(widest <= 80, "a line is wider than a screen")
    }
  }
}
