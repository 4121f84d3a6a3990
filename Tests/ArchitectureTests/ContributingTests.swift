import Foundation
import TestSupport
import Testing

/// The map in CONTRIBUTING.md is the house as it stands.
@Suite("the map of the house")
struct ContributingTests {
  static let text = (try? Checkout.text("CONTRIBUTING.md")) ?? ""

  /// What is set in code type: paths, words, commands.
  static let names = text.matches(of: /`([^`\n]+)`/).map { String($0.1) }

  static func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: Checkout.root.appending(path: path).path)
  }

  @Test("every path that it names is there")
  func paths() {
    let folders = ["Sources/", "Tests/", ".ci/", "man/", "completions/"]
    let paths = Self.names.filter { name in folders.contains { name.hasPrefix($0) } }
    #expect(paths.count > 15)
    for path in paths { #expect(Self.exists(path), "\(path)") }
  }

  @Test("every room is on the map, in no other order than the arrows allow")
  func rooms() throws {
    let rooms = try FileManager.default.contentsOfDirectory(
      atPath: Checkout.root.appending(path: "Sources").path)
    #expect(Set(rooms) == Set(ImportLawTests.allowed.keys).union(["CNetkit"]))
    let map = Self.text.split(separator: "\n").filter { $0.hasPrefix("    ") }
    func depth(_ room: String) throws -> Int {
      let line = try #require(
        map.first { $0.split(separator: " ").prefix(3).contains(Substring(room)) },
        "\(room) is not on the map")
      return line.prefix { !$0.isLetter }.count
    }
    for (room, below) in ImportLawTests.allowed {
      for other in below where ["NetkitCommands", "netkit", "Platform"].contains(room) {
        #expect(try depth(other) > depth(room), "\(room) stands above \(other)")
      }
      _ = try depth(room)
    }
  }

  @Test("every command has the folder that the map says")
  func commands() {
    for folder in ["IPCalc", "Resolve", "Probe", "IPv6", "NAT", "Serve", "Connect"] {
      #expect(Self.exists("Sources/NetkitCommands/\(folder)"), "\(folder)")
    }
  }

  @Test("what `make` and the tests are told by name exists")
  func targets() throws {
    let makefile = try Checkout.text("Makefile")
    for name in Self.names where name.hasPrefix("make ") {
      let target = name.dropFirst("make ".count)
      #expect(makefile.contains("\n\(target):"), "\(name)")
    }
    #expect(Self.names.contains("ArchitectureTests"))
  }
}
