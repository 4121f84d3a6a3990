import Foundation
import Platform
import Sockets
import TestSupport
import Testing

/// Tests that need a process of their own: the test program started again, with one test and
/// fewer descriptors.
@Suite("Limits")
struct LimitTests {
  private static var isChild: Bool {
    ProcessInfo.processInfo.environment["NETKIT_LIMITED"] != nil
  }

  @Test("with 64 descriptors a scan finds the same, in a smaller window")
  func fewDescriptors() throws {
    guard !Self.isChild else { return }
    let child = Process()
    child.executableURL = URL(fileURLWithPath: "/bin/sh")
    child.arguments = [
      "-c", "ulimit -n 64; exec \"$0\" --testing-library swift-testing --filter limitedScan",
      CommandLine.arguments[0],
    ]
    var environment = ProcessInfo.processInfo.environment
    environment["NETKIT_LIMITED"] = "1"
    child.environment = environment
    let output = Pipe()
    child.standardOutput = output
    child.standardError = output
    try child.run()
    let text = String(
      decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    child.waitUntilExit()
    #expect(child.terminationStatus == 0, "\(text.suffix(2000))")
    #expect(text.contains("limited scan: 2000 closed"), "\(text.suffix(2000))")
  }

  @Test("limitedScan", .enabled(if: LimitTests.isChild))
  func limitedScan() throws {
    var driver = PortSweep(QuietPorts.places(2000))
    var outputs: [PortSweep.Output] = []
    var engine = try ConnectScan(window: 1000)
    try engine.run(&driver, outputs: &outputs)
    let closed = outputs.count { $0.verdict == .closed }
    #expect(engine.window < 64)
    #expect(driver.windows.last == engine.window)
    print("limited scan: \(closed) closed")
  }

  @Test("Ctrl-C cancels the root task, which still answers")
  func interruption() throws {
    let loop = try EventLoop()
    let answer = loop.run(interruption: .bySignals) { loop -> String in
      // To this thread alone: the other tests' threads have the signal unblocked.
      pthread_kill(pthread_self(), SIGINT)
      do throws(SocketError) {
        try await loop.sleep(until: soon)
        return "slept"
      } catch {
        return "partial results after: \(error)"
      }
    }
    #expect(answer == "partial results after: interrupted")
    #expect(loop.interruptedBy == SIGINT)
  }
}
