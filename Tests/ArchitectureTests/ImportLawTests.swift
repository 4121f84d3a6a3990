import Foundation
import TestSupport
import Testing

/// The laws of the house: who may import whom. They are read off every `import` in Sources.
@Suite("import laws")
struct ImportLawTests {
  /// Each room and the rooms below it that its line allows.
  static let allowed: [String: Set<String>] = [
    "Addressing": [],
    "Arguments": [],
    "Presentation": [],
    "Platform": ["CNetkit"],
    "Wire": ["Addressing"],
    "Sockets": ["Platform", "Addressing", "CNetkit"],
    "TLS": ["Sockets", "Wire", "Platform", "Addressing", "CNetkit"],
    "Diagnostics": ["TLS", "Sockets", "Wire", "Platform", "Addressing"],
    "NetkitCommands": [
      "Arguments", "Presentation", "Diagnostics", "TLS", "Sockets", "Wire", "Platform",
      "Addressing",
    ],
    "netkit": ["NetkitCommands"],
  ]
  static let libc: Set<String> = ["Glibc", "Musl", "Darwin", "Bionic"]
  static let mayImportLibc: Set<String> = ["Platform", "Sockets", "TLS"]
  /// Part of the standard library, so free to all: no clock, no input or output.
  static let standard: Set<String> = ["Synchronization", "_Concurrency", "Swift"]

  /// The words before the name of a type.
  static let kinds: Set<Substring> = [
    "struct", "enum", "class", "protocol", "actor", "typealias",
  ]

  struct Import: CustomStringConvertible {
    var path: String
    var room: String
    var module: String
    var description: String { "\(path): import \(module)" }
  }

  static func imports() throws -> [Import] {
    try Checkout.swiftFiles(in: "Sources").flatMap { path, text in
      text.split(separator: "\n").compactMap { line -> Import? in
        let words = line.split(separator: " ").drop { $0.hasPrefix("@") }
        let rest = words.drop { ["public", "package", "internal", "private"].contains(String($0)) }
        guard rest.first == "import", let name = rest.last?.split(separator: ".").first
        else { return nil }
        let room = path.split(separator: "/")[1]
        return Import(path: path, room: String(room), module: String(name))
      }
    }
  }

  @Test("arrows point down only")
  func arrowsPointDown() throws {
    let found = try Self.imports()
    #expect(!found.isEmpty)
    for item in found {
      let rooms = try #require(Self.allowed[item.room], "\(item.path): a room nobody knows")
      let libc = Self.mayImportLibc.contains(item.room) ? Self.libc : []
      let may = rooms.union(libc).union(Self.standard)
      #expect(may.contains(item.module), "\(item)")
    }
  }

  @Test("no Foundation and no Dispatch in Sources")
  func noFoundation() throws {
    for item in try Self.imports() {
      #expect(!item.module.hasPrefix("Foundation") && item.module != "Dispatch", "\(item)")
    }
  }

  @Test("commands make no system calls and never name one another")
  func commandsStandAlone() throws {
    let folders = ["IPCalc", "Resolve", "Probe", "IPv6", "NAT", "Serve", "Connect"]
    for (path, text) in try Checkout.swiftFiles(in: "Sources/NetkitCommands") {
      let parts = path.split(separator: "/")
      guard parts.count > 3, folders.contains(String(parts[2])) else { continue }
      for other in folders where other != parts[2] {
        #expect(!text.contains("\(other)Command"), "\(path) names \(other)Command")
      }
    }
  }

  @Test("main.swift hands over and declares nothing")
  func mainIsShort() throws {
    let main = try #require(
      try Checkout.swiftFiles(in: "Sources/netkit").first { $0.path.hasSuffix("main.swift") })
    #expect(main.text.split(separator: "\n").count <= 15)
  }

  @Test("no module shares its name with a type inside it")
  func noSharedNames() throws {
    for (path, text) in try Checkout.swiftFiles(in: "Sources") {
      let room = String(path.split(separator: "/")[1])
      let words = text.split { $0 == " " || $0 == "\n" }
      let declares = zip(words, words.dropFirst()).contains { kind, name in
        Self.kinds.contains(kind) && name.prefix { $0.isLetter || $0.isNumber } == room
      }
      #expect(!declares, "\(path) declares a type named \(room)")
    }
  }

  @Test("the manifest has no package dependency")
  func noPackages() throws {
    #expect(try !Checkout.text("Package.swift").contains(".package("))
  }
}
