import Arguments
import Platform

/// Whom a server tells that it listens, and where.
struct ServeNoticeOptions: ArgumentSet {
  var portFile: String?
  var readyDescriptor: Int?

  static var arguments: [Argument] {
    [
      option(
        nil, "port-file", "FILE", \.portFile, "Write the ports to a file once they are open",
        details: "One a line; with port 0 the kernel chooses a free one.", completion: .file
      ).rare,
      option(
        nil, "ready-fd", "N", \.readyDescriptor, "Write the ports to descriptor N and close it",
        in: 3...1_000_000,
        details: "Once they are open, one a line: whoever started the server need not look again."
      ).rare,
    ]
  }
}

/// Tells others what they wait for before they call a server.
///
/// A class, because a server's events come through a closure that changes it.
final class ServeNotice {
  private let session: Session
  private let portFile: String?
  /// Where somebody waits to be told the ports.
  private var ready: FileDescriptor?
  /// Whether something that the user asked for could not be written.
  private(set) var hasFailed = false

  /// Takes over the descriptor of `--ready-fd`, before the server opens any; nil where it is not
  /// open, which is said.
  init?(_ options: ServeNoticeOptions, in session: Session) {
    self.session = session
    portFile = options.portFile
    guard let number = options.readyDescriptor else { return }
    do throws(SystemError) {
      ready = try InheritedDescriptor.take(Int32(number))
    } catch {
      session.complain(
        "cannot write to descriptor \(number): \(error.message)",
        hint: "in a shell: \(session.title) … --ready-fd \(number) \(number)>FILE")
      return nil
    }
  }

  /// Tells the ports, each once, now that they are open.
  func tell(_ ports: [UInt16]) {
    var lines = ""
    for (index, port) in ports.enumerated() where !ports[..<index].contains(port) {
      lines += "\(port)\n"
    }
    if let portFile { write(lines, to: portFile) }
    if let ready = ready.take() { write(lines, to: ready) }
  }

  func write(_ text: String, to path: String) {
    do throws(SystemError) {
      try FileReplacement.write(path) { $0.append(text) }
    } catch {
      hasFailed = true
      session.complain("cannot write \(quoted(path)): \(error.message)")
    }
  }

  private func write(_ text: String, to ready: consuming FileDescriptor) {
    let number = ready.raw
    let writer = Writer(to: ready)
    writer.append(text)
    do throws(SystemError) {
      try writer.flush()
    } catch {
      hasFailed = true
      session.complain("cannot write to descriptor \(number): \(error.message)")
    }
  }
}
