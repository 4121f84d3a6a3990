import Foundation
import Platform
import Testing

@Suite("Files")
struct FileTests {
  /// A fresh folder, removed afterwards.
  func withFolder(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.path + "/netkit-files-\(UUID())"
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try body(folder)
  }

  @Test("a file read whole is the file")
  func whole() throws {
    try withFolder { folder in
      let path = folder + "/whole"
      let content = Data((0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 31) })
      try content.write(to: URL(fileURLWithPath: path))
      var reader = try FileReader(path: path, capacity: 4096)
      #expect(try reader.readAll() == Array(content))
      var limited = try FileReader(path: path, capacity: 4096)
      #expect(throws: SystemError.self) { try limited.readAll(limit: 99_999) }
    }
  }

  @Test("lines come whole though pieces end anywhere", arguments: [1, 2, 3, 7, 64, 4096])
  func lines(capacity: Int) throws {
    try withFolder { folder in
      let path = folder + "/lines"
      let expected = (0..<200).map { "line \($0) " + String(repeating: "x", count: $0 % 40) }
      try expected.joined(separator: "\n").write(
        toFile: path, atomically: false, encoding: .utf8)
      var reader = try FileReader(path: path, capacity: capacity)
      var lines: [String] = []
      var rest = 0
      while try reader.fill(keeping: rest) {
        rest = reader.withBytes { bytes in
          let text = bytes.withUnsafeBytes { Array($0) }
          let parts = text.split(separator: 10, omittingEmptySubsequences: false)
          lines += parts.dropLast().map { String(decoding: $0, as: UTF8.self) }
          return parts.last?.count ?? 0
        }
      }
      lines.append(
        reader.withBytes { bytes in
          bytes.withUnsafeBytes { String(decoding: $0.suffix(rest), as: UTF8.self) }
        })
      #expect(lines == expected)
    }
  }

  @Test("a missing file says which call failed and why")
  func missing() {
    #expect(throws: SystemError("open", ENOENT)) { _ = try FileReader(path: "/none/such") }
    #expect(SystemError("open", ENOENT).description == "open: no such file or directory")
  }

  @Test("a replaced file keeps its permissions, and nothing is left beside it")
  func replacement() throws {
    try withFolder { folder in
      let path = folder + "/file"
      _ = FileManager.default.createFile(
        atPath: path, contents: Data("old".utf8), attributes: [.posixPermissions: 0o640])
      try FileReplacement.write(path) { $0.append("new") }
      #expect(try String(contentsOfFile: path, encoding: .utf8) == "new")
      let attributes = try FileManager.default.attributesOfItem(atPath: path)
      #expect(attributes[.posixPermissions] as? Int == 0o640)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["file"])
    }
  }
}
