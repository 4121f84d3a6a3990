import Arguments
import Platform
import Presentation

/// One run of the program: where a command's words go, and what is known of their reader.
///
/// Commands make no system calls; what they need of the system comes through here. A class, because
/// the command's outcome is left in it.
final class Session: CommandContext {
  /// Standard output: the answer, and nothing else.
  let output: Writer
  /// Standard error: everything else.
  let remarks: Writer
  /// `["ipcalc", "split"]`, the command as it was called.
  let path: [String]
  let variable: (String) -> String?
  /// How the command ended.
  var status = ExitStatus.yes

  init(
    output: Writer, remarks: Writer, path: [String], variable: @escaping (String) -> String?
  ) {
    self.output = output
    self.remarks = remarks
    self.path = path
    self.variable = variable
  }

  /// `netkit ipcalc split`, as messages begin.
  var title: String { ([Netkit.name] + path).joined(separator: " ") }

  // MARK: The answer

  /// The two streams that a page may be for.
  enum Stream: Int32, Sendable {
    case answer = 1
    case remarks
  }

  /// An empty page that knows whether its stream shows colours, and how wide it is.
  func page(_ options: OutputOptions, on stream: Stream = .answer) -> TextBuffer {
    let number = stream.rawValue
    let isTerminal = Terminal.isTerminal(number)
    let width = isTerminal ? Terminal.width(number, columns: variable("COLUMNS")) ?? 80 : nil
    let isColored = options.color.isOn(isTerminal: isTerminal, environment: variable)
    return TextBuffer(isColored: isColored, columns: width)
  }

  /// Writes a page out and clears it for the next.
  func show(_ page: inout TextBuffer) {
    output.append(page.bytes)
    page.removeAll()
  }

  /// One report on one line, in the envelope that names the program, the command and the schema.
  ///
  /// `absent` says what becomes of a fact that is nil: left out, or written as null where all
  /// objects of a family are to have the same keys.
  func show(json report: some Encodable, absent: JSONEncoder.Absent = .omitted) {
    let line = JSONLine(
      version: Netkit.version, command: path.joined(separator: " "),
      encoder: JSONEncoder(absent: absent))
    var bytes: [UInt8] = []
    do {
      try line.encode(report, into: &bytes)
      output.append(bytes)
    } catch {
      complain("cannot write the answer as JSON: \(error)")
    }
  }

  // MARK: Remarks

  /// Says on standard error what went wrong, and, two spaces in, what to type instead.
  func complain(_ message: String, hint: String? = nil) {
    // What was typed is quoted in it, and may hold what a terminal would obey.
    remarks.append("\(title): \(TerminalText.escaped(message))\n")
    if let hint { remarks.append("  \(hint)\n") }
  }
}
