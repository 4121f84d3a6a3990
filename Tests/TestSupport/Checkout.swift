public import Foundation

/// The package that is tested: its files, and the program that this run has built.
public enum Checkout {
  public static let root = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  /// Beside the test bundle, or one folder above it.
  public static let netkit: String = {
    var folder = Bundle.main.bundleURL
    for _ in 0..<3 {
      let candidate = folder.appending(path: "netkit").path
      if FileManager.default.isExecutableFile(atPath: candidate) { return candidate }
      folder.deleteLastPathComponent()
    }
    return root.appending(path: ".build/debug/netkit").path
  }()

  /// The text of a file, by its path from the root.
  public static func text(_ path: String) throws -> String {
    try String(contentsOf: root.appending(path: path), encoding: .utf8)
  }
}
