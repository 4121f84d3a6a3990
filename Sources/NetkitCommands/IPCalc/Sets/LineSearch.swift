import Addressing
import Arguments
import Platform

/// One search of `netkit ipcalc grep` through several files.
struct LineSearch: ~Copyable {
  private let filter: LineFilter
  private let command: GrepCommand
  private let session: Session

  /// Bytes read at a time, halved between two threads.
  private static let piece = 2_097_152
  private static let worthTwoThreads = 262_144

  init(_ filter: consuming LineFilter, _ command: GrepCommand, in session: Session) {
    self.filter = filter
    self.command = command
    self.session = session
  }

  borrowing func run(_ files: [String]) -> ExitStatus {
    var status = ExitStatus.no
    var failed = false
    for file in files {
      do throws(SystemError) {
        let chosen = try read(file, isOneOfSeveral: files.count > 1)
        if chosen > 0 { status = .yes }
        if chosen > 0, command.output.isQuiet { return .yes }
      } catch {
        session.complain("cannot read \(quoted(file)): \(error.message)")
        failed = true
      }
    }
    return failed ? .unknown : status
  }

  private borrowing func read(
    _ name: String, isOneOfSeveral: Bool
  ) throws(SystemError) -> Int {
    var options = options
    let shown = name == "-" ? "(standard input)" : name
    if isOneOfSeveral { options.prefix = Array("\(shown):".utf8) }
    var reader =
      name == "-"
      ? FileReader(descriptor: 0, capacity: Self.piece)
      : try FileReader(path: name, capacity: Self.piece)
    var first = LineFilter.Lane()
    var second = LineFilter.Lane()
    var rest = 0
    var isLast = false
    while !isLast {
      isLast = try !reader.fill(keeping: rest)
      rest = reader.withBytes { scan($0, isLast: isLast, options, &first, &second) }
      write(&first)
      write(&second)
      // What follows a pipe, such as tail -f, is shown as it comes.
      if name == "-", !isLast { try? session.output.flush() }
      if first.chosen >= options.limit || session.output.error != nil { break }
    }
    let chosen = first.chosen + second.chosen
    if command.output.isJSON {
      session.show(
        json: GrepReport(file: name, lines: first.lines + second.lines, matched: chosen))
    } else if command.countsOnly, !command.output.isQuiet {
      session.output.append((isOneOfSeveral ? "\(shown):" : "") + "\(chosen)\n")
    } else if command.namesOnly, chosen > 0, !command.output.isQuiet {
      session.output.append("\(shown)\n")
    }
    return chosen
  }

  private var options: LineFilter.Options {
    var options = LineFilter.Options()
    options.inverts = command.inverts
    options.onlyAddresses = command.onlyAddresses
    options.labels = command.labels
    options.wholeNetworks = command.wholeNetworks
    options.numbersLines = command.numbersLines
    options.countsOnly =
      command.countsOnly || command.namesOnly || command.output.isQuiet || command.output.isJSON
    let stopsAtFirst = command.namesOnly || command.output.isQuiet
    options.limit = min(command.limit ?? .max, stopsAtFirst ? 1 : .max)
    return options
  }

  /// Scans whole lines with two threads where that gains anything. Numbers and limits need to know
  /// how many lines came before, so they go one after the other.
  private borrowing func scan(
    _ bytes: RawSpan, isLast: Bool, _ options: LineFilter.Options,
    _ first: inout LineFilter.Lane, _ second: inout LineFilter.Lane
  ) -> Int {
    guard bytes.byteCount >= Self.worthTwoThreads, Parallel.hasTwoProcessors,
      !options.numbersLines, options.limit == .max,
      let middle = LineFilter.lineStart(in: bytes, from: bytes.byteCount / 2)
    else { return filter.scan(bytes, isLast: isLast, options, into: &first) }
    let (front, back) = (
      bytes.extracting(0..<middle), bytes.extracting(middle..<bytes.byteCount)
    )
    var rest = 0
    return unsafe withUnsafePointer(to: filter) { filter in
      Parallel.both(
        { _ = unsafe filter.pointee.scan(front, isLast: true, options, into: &first) },
        { rest = unsafe filter.pointee.scan(back, isLast: isLast, options, into: &second) })
      return rest
    }
  }

  private borrowing func write(_ lane: inout LineFilter.Lane) {
    lane.output.withBytes { bytes in
      if bytes.byteCount > 0 { session.output.append(bytes) }
    }
    lane.output.removeAll()
  }
}

struct GrepReport: Encodable {
  let file: String
  let lines: Int
  let matched: Int
}
