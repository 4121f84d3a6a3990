import Foundation
import TestSupport

/// The package's own files, read as text: what the laws of the house are checked against.
extension Checkout {
  /// Every Swift file below `folder`, as (path from the root, text), in order of path.
  static func swiftFiles(in folder: String) throws -> [(path: String, text: String)] {
    let names = try FileManager.default.subpathsOfDirectory(
      atPath: root.appending(path: folder).path)
    return try names.filter { $0.hasSuffix(".swift") }.sorted().map { name in
      ("\(folder)/\(name)", try text("\(folder)/\(name)"))
    }
  }

  /// The names at the top level, without what git and the build leave there.
  static func topLevelNames() throws -> [String] {
    let unseen: Set<String> = [".git", ".build", ".swiftpm", "Package.resolved"]
    return try FileManager.default.contentsOfDirectory(atPath: root.path)
      .filter { !unseen.contains($0) }
  }
}
