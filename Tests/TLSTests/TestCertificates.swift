import Foundation
import Testing

/// Certificates made once by the `openssl` command: an authority, what it signed, and faulty ones.
struct TestCertificates {
  let folder: String

  /// The `openssl` command. Under NETKIT_LAB=required its absence fails the tests that need it.
  static let isAvailable: Bool = {
    if ProcessInfo.processInfo.environment["NETKIT_LAB"] == "required" { return true }
    return (try? run(["version"])) != nil
  }()

  static let shared = Result { try TestCertificates() }

  struct CommandFailed: Error, CustomStringConvertible { let description: String }

  private init() throws {
    folder = FileManager.default.temporaryDirectory.path + "/netkit-tls-\(UUID())"
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true)
    atexit {
      guard case .success(let made) = TestCertificates.shared else { return }
      try? FileManager.default.removeItem(atPath: made.folder)
    }
    try makeAuthority("ca")
    try makeAuthority("stranger")
    try sign("server", names: "DNS:localhost,DNS:*.example.test,IP:127.0.0.1,IP:::1")
    try sign("client", names: "DNS:client.example.test")
    try sign("expired", names: "DNS:localhost", days: "-1")
    try sign("outsider", names: "DNS:localhost", by: "stranger")
    try Self.run(
      ["ec", "-in", "server.key", "-aes128", "-passout", "pass:x", "-out", "locked.key"], folder)
    try "neither PEM nor DER".write(toFile: path("text"), atomically: false, encoding: .utf8)
  }

  func path(_ name: String) -> String { "\(folder)/\(name)" }

  private func makeAuthority(_ name: String) throws {
    try Self.run(
      [
        "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
        "-keyout", "\(name).key", "-out", "\(name).pem", "-subj", "/CN=\(name)", "-days", "9",
      ], folder)
  }

  private func sign(
    _ name: String, names: String, days: String = "9", by authority: String = "ca"
  ) throws {
    try Self.run(
      [
        "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
        "-keyout", "\(name).key", "-out", "\(name).csr", "-subj", "/CN=\(name)",
        "-addext", "subjectAltName=\(names)",
      ], folder)
    try Self.run(
      [
        "x509", "-req", "-in", "\(name).csr", "-CA", "\(authority).pem", "-CAkey",
        "\(authority).key", "-days", days, "-copy_extensions", "copy", "-out", "\(name).pem",
      ], folder)
  }

  /// Runs `openssl` and gives what it printed.
  @discardableResult
  static func run(_ arguments: [String], _ folder: String? = nil) throws -> String {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["openssl"] + arguments
    if let folder { process.currentDirectoryURL = URL(fileURLWithPath: folder) }
    let output = Pipe()
    process.standardOutput = output
    process.standardError = output
    process.standardInput = FileHandle.nullDevice
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw CommandFailed(description: text) }
    return text
  }
}

extension Trait where Self == ConditionTrait {
  /// For tests whose certificates the `openssl` command makes.
  static var needsOpenSSLCommand: Self {
    .enabled(if: TestCertificates.isAvailable, "the openssl command is not installed")
  }
}
