import Arguments
import Diagnostics
import Platform
import Presentation

extension ResolveCommand {
  /// Looks the names of files up, those of the command line first: briefly and fast, or with
  /// `--source` or `--dns` one by one in full.
  func lookUpFiles(
    _ system: NameSystem, in session: Session
  ) throws(SystemError) -> ExitStatus {
    var list = BulkList()
    names.forEach { list.append($0) }
    var status = ExitStatus.yes
    for file in files {
      guard let bytes = read(file, in: session) else { return .unknown }
      let known = list.faults.count
      list.append(file: bytes)
      for fault in list.faults.dropFirst(known) {
        let name = file == "-" ? "standard input" : file
        let place = "\(name), line \(fault.line), column \(fault.column)"
        session.complain("\(place): \(quoted(fault.text)): \(fault.reason)")
        status = .badLines
      }
    }
    let found =
      asksServices || asksServers
      ? try lookUp(list.names, system, in: session) : try lookUp(list, system, in: session)
    return .worst(status, found)
  }

  private func read(_ file: String, in session: Session) -> [UInt8]? {
    do throws(SystemError) {
      var reader = file == "-" ? FileReader(descriptor: 0) : try FileReader(path: file)
      return try reader.readAll()
    } catch {
      session.complain("cannot read \(quoted(file)): \(error.message)")
      return nil
    }
  }

  private func lookUp(
    _ list: BulkList, _ system: NameSystem, in session: Session
  ) throws(SystemError) -> ExitStatus {
    let lookup = BulkLookup(
      list, question: question(""), system: system, jobs: jobs.number, isOrdered: isOrdered)
    let reporter = BulkReporter(lookup.question, system: system)
    var page = session.page(output)
    var throttle = ProgressThrottle()
    let showsProgress = !output.isQuiet && Terminal.isTerminal(2)
    var hasProgress = false
    let (summary, signal) = try lookup.run { answers in
      if hasProgress { eraseProgress(&hasProgress, in: session) }
      for answer in answers { write(answer, reporter, to: &page, in: session) }
      session.show(&page)
      _ = try? session.output.flush()
    } progress: { state in
      guard showsProgress, throttle.isDue(at: state.elapsed) else { return }
      let line = Progress(
        done: UInt64(state.done), total: UInt64(state.total), elapsed: state.elapsed
      ).line(columns: Terminal.width(2, columns: session.variable("COLUMNS")) ?? 80)
      _ = try? session.output.flush()
      session.remarks.append(line)
      _ = try? session.remarks.flush()
      hasProgress = true
    }
    if hasProgress { eraseProgress(&hasProgress, in: session) }
    conclude(summary, in: session)
    return signal.map { .interrupted(signal: $0) } ?? summary.exitStatus
  }

  private func eraseProgress(_ hasProgress: inout Bool, in session: Session) {
    session.remarks.append(Progress.erase)
    _ = try? session.remarks.flush()
    hasProgress = false
  }

  private func write(
    _ answer: BulkAnswer, _ reporter: BulkReporter, to page: inout TextBuffer, in session: Session
  ) {
    if output.isQuiet { return }
    if output.isJSON {
      session.show(json: reporter.report(answer))
    } else if isExplained {
      ResolveText(reporter.report(answer)).write(to: &page)
    } else if isShort {
      if answer.isFound {
        answer.appendAddresses(to: &page.bytes, separator: 0x0A)
        page.bytes.append(0x0A)
      }
      guard !answer.isWhole else { return }
      session.complain("\(TerminalText.escaped(answer.name)): \(answer.diagnosis.text)")
    } else {
      writeLine(answer, to: &page)
    }
  }

  /// `name  address address`; what has none gives a dash and the reason, so that each line begins
  /// with its name. Where one family failed, `!` and what failed follows.
  private func writeLine(_ answer: BulkAnswer, to page: inout TextBuffer) {
    let name = TerminalText.escaped(answer.name)
    guard answer.isFound else {
      page.line("\(name)  - \(answer.diagnosis.text)")
      return
    }
    page.bytes.append(contentsOf: name.utf8)
    page.bytes.append(contentsOf: [0x20, 0x20])
    answer.appendAddresses(to: &page.bytes, separator: 0x20)
    if !answer.isWhole {
      page.bytes.append(contentsOf: "  ! \(answer.diagnosis.text)".utf8)
    }
    page.bytes.append(0x0A)
  }

  private func conclude(_ summary: BulkSummary, in session: Session) {
    if output.isQuiet { return }
    if output.isJSON {
      session.show(json: SummaryLine(summary: summary))
    } else if !isShort {
      session.remarks.append(summary.line)
    }
  }
}

/// The last line of a bulk look-up's JSON, told from the others by its one key.
private struct SummaryLine: Encodable {
  var summary: BulkSummary
}

extension BulkSummary {
  /// `10,000 names: 9,998 found, 1 no such name, 1 unanswered in 780 ms (12,800/s), 256 at once`
  var line: String {
    var parts = ["\(NumberText.count(found)) found"]
    for (count, words) in [
      (foundInPart, "found in part"), (noSuchName, "no such name"), (noAddress, "no address"),
      (unanswered, "unanswered"),
      (localErrors, "failed here"), (interrupted, "not looked up"),
    ] where count > 0 {
      parts.append("\(NumberText.count(count)) \(words)")
    }
    let different = distinct < names ? " (\(NumberText.count(distinct)) different)" : ""
    let twice = askedTwice > 0 ? ", \(NumberText.count(askedTwice)) asked twice" : ""
    return "\(NumberText.count(names)) \(names == 1 ? "name" : "names")\(different): "
      + parts.joined(separator: ", ") + " in \(NumberText.duration(elapsed)) "
      + "(\(NumberText.rate(UInt64(answered), in: elapsed))), \(jobs) at once\(twice)\n"
  }

  var exitStatus: ExitStatus {
    if foundInPart + unanswered + localErrors > 0 { return .unknown }
    return noSuchName + noAddress > 0 ? .no : .yes
  }
}
