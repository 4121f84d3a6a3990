import Foundation

enum Folder {
  /// Copies a file into a folder that may have to be made first.
  static func copy(_ path: String, into folder: String, as name: String) throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try FileManager.default.copyItem(atPath: path, toPath: "\(folder)/\(name)")
  }
}
