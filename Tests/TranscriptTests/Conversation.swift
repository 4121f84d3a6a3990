import Foundation

/// A `netkit serve` and a `netkit connect` that talk to each other, and what a user of each sees.
struct Conversation: Sendable {
  /// What the server showed, ports and times left out.
  var server: String
  /// What came to the client's standard output, and to its standard error.
  var client: String
  var remarks: String
  /// The exit statuses of the server and the client.
  var statuses: String

  /// Starts a server on a free port, lets the client talk, and waits for both to end; so the server's
  /// words have to say when it ends, by `--once` or `--for`. PORT in the client's words is the
  /// server's port. A client without words to say has an empty standard input.
  init(serve: [String], connect: [String]) throws {
    let script = """
      set -u
      work=$(mktemp -d)
      trap 'rm -r "$work"' EXIT
      netkit=$1 count=$2
      shift 2
      mkfifo "$work/port"
      "$netkit" serve "${@:1:count}" --ready-fd 9 0 9>"$work/port" >"$work/server" 2>&1 </dev/null &
      server=$!
      shift "$count"
      read -r port <"$work/port"
      "$netkit" connect "${@//PORT/$port}" >"$work/client" 2>"$work/remarks" </dev/null
      client=$?
      wait $server
      echo "$? $client" >"$work/statuses"
      for part in server client remarks statuses; do cat "$work/$part"; printf '\\036'; done
      """
    let run = try Netkit.run(
      ["-c", script, "bash", Netkit.path, "\(serve.count)"] + serve + connect,
      program: "/bin/bash")
    let parts = run.output.components(separatedBy: "\u{1E}").map(Self.withoutChance)
    guard parts.count == 5 else { throw Broken(text: run.output + run.errors) }
    (server, client, remarks) = (parts[0], parts[1], parts[2])
    statuses = parts[3].trimmingCharacters(in: .newlines)
  }

  struct Broken: Error {
    let text: String
  }

  /// The text with what differs from run to run replaced: PORT, TIME, FD, PIN.
  private static func withoutChance(_ text: String) -> String {
    let chances = [
      (#"(127\.0\.0\.1|\[::1\]):\d+"#, "$1:PORT"),
      (#""(port|peer_port|local_port)":\d+"#, "\"$1\":PORT"),
      (#""(t_ms|elapsed_ms|started_ms)":[0-9.e-]+"#, "\"$1\":TIME"),
      (#"\b\d+(\.\d+)? (ns|µs|ms|s)\b"#, "TIME"),
      (#"sha256:[0-9a-f]{64}"#, "PIN"),
      (#"(accept|bind|close|connect|listen|recv|send|setsockopt|shutdown)\(\d+"#, "$1(FD"),
      (#"(socket\(.*\)|accept\(.*\)) = \d+"#, "$1 = FD"),
      (#""netkit":"[^"]+""#, "\"netkit\":VERSION"),
    ]
    return chances.reduce(text) { text, chance in
      text.replacingOccurrences(of: chance.0, with: chance.1, options: .regularExpression)
    }
  }
}
