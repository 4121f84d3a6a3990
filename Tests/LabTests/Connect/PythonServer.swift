import Foundation

/// A server of a few lines of Python, on a free port of the loopback.
final class PythonServer {
  let port: Int
  private let process: Spawned

  init(_ script: String, host: String = "127.0.0.1", backlog: Int = 16) throws {
    let file = NSTemporaryDirectory() + "netkit-python-\(UUID())"
    let head = """
      import socket, sys, time, os, ssl
      l = socket.socket(socket.AF_INET6 if ':' in sys.argv[1] else socket.AF_INET)
      l.bind((sys.argv[1], 0)); l.listen(int(sys.argv[2]))
      print(l.getsockname()[1], flush=True)

      """
    process = try Spawned(
      ["python3", "-c", head + script, host, "\(backlog)"], output: file, errors: "/dev/null")
    defer { unlink(file) }
    let end = ContinuousClock.now + .seconds(60)
    while true {
      let text = (try? String(contentsOfFile: file, encoding: .utf8)) ?? ""
      if text.hasSuffix("\n"), let number = Int(text.dropLast()) {
        port = number
        return
      }
      guard process.isRunning, .now < end else {
        throw Serving.NotUp(description: "the Python server is not up")
      }
      // Looks again as soon as the line may be there.
      Thread.sleep(forTimeInterval: 0.005)
    }
  }

  func end() {
    kill(process.pid, SIGKILL)
    _ = process.wait()
  }
}
