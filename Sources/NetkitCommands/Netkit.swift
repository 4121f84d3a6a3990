import Arguments
import Diagnostics
import Platform

/// The program: which commands it has, and how a command line reaches one.
public enum Netkit {
  static let name = "netkit"
  static let version = "0.1.0"

  static let program = Program(
    name: name, version: version,
    summary: "Answer questions about addresses, names, ports and paths",
    details: """
      One command for the questions that a network raises: which mask, which address, which port, \
      which family, which NAT; and both ends of a conversation to try it with.

      The answer goes to standard output and everything else to standard error. A negative answer \
      is an answer and exits with 1; what could not be told exits with 2. Nothing is contacted \
      that was not named, except the system's own name servers and, for `nat`, the gateway.
      """,
    commands: [
      IPCalcCommand.self, ResolveCommand.self, ProbeCommand.self,
      IPv6Command.self, NATCommand.self, ServeCommand.self,
      ConnectCommand.self,
    ],
    examples: [
      Example("netkit ipcalc 192.168.0.10/26", "What this address and mask mean"),
      Example("netkit resolve localhost", "What applications get for a name"),
      Example("netkit probe localhost -p 22,80,443", "Which of these ports are open"),
    ],
    environment: [
      .init("NO_COLOR", "If not empty, nothing is coloured unless `--color` asks for it"),
      .init("CLICOLOR_FORCE, FORCE_COLOR", "If not empty or 0, colours go into pipes as well"),
      .init("COLUMNS", "The width of the terminal"),
    ],
    exitStatuses: ExitStatus.documentation,
    sections: [
      ManualSection(
        "JSON KEYS",
        """
        With `--json` every command prints one object, or one on each line where there are many. \
        Keys keep their order and never change their meaning; one that is absent or null was not \
        measured. Counts that can pass 2^53 are strings, times are numbers of milliseconds. The \
        first keys are the same everywhere; the rest stand in the page of each command.
        """,
        entries: [
          .init("netkit", "The version that wrote it"),
          .init("command", "The command, with its verb where it has one"),
          .init("schema", "1, until a key is renamed"),
        ])
    ],
    date: "November 21, 2026",
    credits: { IPCalcCommand.credits })

  /// Runs the process's command line to its end.
  public static func main() -> Never {
    let output = Writer.standard(1)
    let remarks = Writer.standard(2)
    let words = Array(CommandWords.all.dropFirst())
    var status = ExitStatus.yes
    if let child = ServiceChild(words: words) {
      output.append(child.lines())
      end(status, output, remarks)
    }
    switch program.read(words, environment: Environment.variable) {
    case .print(let text):
      output.append(text)
    case .refuse(let text):
      remarks.append(text)
      status = .usage
    case .write(let files, let directory):
      status = write(files, below: directory, remarks)
    case .run(let command, let path):
      let session = Session(
        output: output, remarks: remarks, path: path, variable: Environment.variable)
      command.start(in: session)
      status = session.status
    }
    end(status, output, remarks)
  }

  /// Rewrites what is made from the declarations: `--generate all .`
  private static func write(
    _ files: [GeneratedFile], below directory: String, _ remarks: Writer
  ) -> ExitStatus {
    for file in files {
      let path = "\(directory)/\(file.path)"
      do {
        try FileReplacement.write(path) { $0.append(file.text) }
      } catch {
        remarks.append("\(name): cannot write \(quoted(path)): \(error.message)\n")
        return .unknown
      }
    }
    return .yes
  }

  /// Brings out what is still held back, and notices where that fails.
  private static func end(_ status: ExitStatus, _ output: Writer, _ remarks: Writer) -> Never {
    var status = status
    do {
      try output.flush()
    } catch {
      if !output.readerHasGone {
        remarks.append("\(name): cannot write to standard output: \(error.message)\n")
      }
      status = .unknown
    }
    // There is nobody left to tell.
    _ = try? remarks.flush()
    if case .interrupted(let signal) = status { ProcessEnd.raise(signal) }
    ProcessEnd.exit(status.code)
  }
}
