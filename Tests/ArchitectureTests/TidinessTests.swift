import Foundation
import TestSupport
import Testing

/// What a stranger would stumble over, checked by machine.
@Suite("tidiness")
struct TidinessTests {
  @Test("swift-format finds nothing")
  func format() throws {
    let words = ["format", "lint", "--strict", "--recursive", "Package.swift", "Sources", "Tests"]
    let result = try Tool.result("swift", words, in: Checkout.root)
    #expect(result.status == 0, "\(result.output.prefix(4000))")
  }

  @Test("only the agreed names stand at the top level")
  func topLevel() throws {
    let known: Set<String> = [
      "Package.swift", "Sources", "Tests", "man", "completions", "README.md", "README.ko.md",
      "LICENSE", "CHANGELOG.md", "CONTRIBUTING.md", "SECURITY.md", "Makefile", ".swift-format",
      ".editorconfig", ".gitignore", ".ci",
    ]
    let found = Set(try Checkout.topLevelNames())
    #expect(found.subtracting(known).isEmpty, "\(found.subtracting(known))")
  }

  @Test("nothing is left for later")
  func nothingUnfinished() throws {
    let words = ["TO" + "DO", "FIX" + "ME", "XX" + "X", "not impl" + "emented"]
    for folder in ["Sources", "Tests"] {
      for (path, text) in try Checkout.swiftFiles(in: folder) {
        for word in words { #expect(!text.contains(word), "\(path): \(word)") }
      }
    }
  }

  @Test("no platform switch inside a function body")
  func platformsAreFiles() throws {
    for (path, text) in try Checkout.swiftFiles(in: "Sources") {
      for line in text.split(separator: "\n") where line.contains("#if ") {
        let indent = line.prefix { $0 == " " }.count
        #expect(indent == 0, "\(path): \(line)")
      }
    }
  }
}
