import Foundation

/// A server that somebody else wrote, on a port that was free a moment ago.
enum ForeignServer {
  /// Starts it and connects as soon as it answers. Where a text is to be said, the client's input has
  /// it and stays open: some servers forget what they owe at our FIN.
  static func talk(
    _ words: [String], saying text: String? = nil, at place: (Int) -> [String],
    client: (Int) throws -> [String]
  ) throws -> Lab.Result {
    let free = try Python.run(
      "s = socket.create_server(('127.0.0.1', 0)); print(s.getsockname()[1])")
    let port = Int(free.output.dropLast()) ?? 0
    let server = try Spawned(
      words + place(port), output: "/dev/null", errors: "/dev/null")
    defer { kill(server.pid, SIGKILL) }
    let end = ContinuousClock.now + .seconds(60)
    while true {
      var (program, all) = (Lab.netkit, ["connect"] + (try client(port)))
      if let text {
        let script = "exec \"${@:2}\" < <(printf '%s\\n' \"$1\"; exec sleep 10)"
        (program, all) = ("bash", ["-c", script, "bash", text, program] + all)
      }
      let result = try Lab.run(program, all)
      let isRefused = ["connection refused", "port-unreachable"].contains {
        result.errors.contains($0)
      }
      guard isRefused, .now < end else { return result }
    }
  }
}
