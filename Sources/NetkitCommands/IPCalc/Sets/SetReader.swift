import Addressing
import Arguments
import Platform

/// Reads operands into sets: networks, `@file` for lists, `-` or `@-` for standard input.
///
/// A large file is read by two threads, each taking half of it.
struct SetReader: ~Copyable {
  private let session: Session
  private let options: EntryOptions
  private var first: EntryScanner
  private var second: EntryScanner
  private var progress: ReadingProgress

  /// `badLines` once a line was bad, `usage` or `unknown` once an operand or a file was.
  private(set) var status = ExitStatus.yes

  /// Entries read and left out so far.
  private(set) var tally = EntryTally()

  /// Files below this are read before a thread has started.
  private static let worthTwoThreads = 1_048_576

  init(_ input: EntryRules, in session: Session, keepsOrder: Bool = false) {
    self.session = session
    options = EntryOptions(
      rules: input.rules, stopsAtFault: input.isStrict, keepsOrder: keepsOrder)
    first = EntryScanner(options: options, on: .system)
    second = EntryScanner(options: options, on: .system)
    progress = ReadingProgress(session)
  }

  /// False when there is no point in going on: an operand or file that cannot be read, or with
  /// `--strict` a bad line.
  var canGoOn: Bool {
    switch status {
    case .yes: true
    case .badLines: !options.stopsAtFault
    case .no, .unknown, .usage, .command, .interrupted: false
    }
  }

  /// Reads one operand; what it names is added to what was read before.
  mutating func read(_ operand: String) {
    guard canGoOn else { return }
    switch Source(operand) {
    case .standardInput: readStream("standard input") { FileReader(descriptor: 0) }
    case .file(let path): readFile(path)
    case .network: readNetwork(operand)
    }
  }

  /// Everything read since the last call, as a set. Says once how many entries had host bits.
  mutating func takeSet() -> NetworkSet {
    var read = EntryScanner(options: options, on: .system)
    var other = EntryScanner(options: options, on: .system)
    swap(&read, &first)
    swap(&other, &second)
    return NetworkSet(merging: read, other)
  }

  /// Everything read since the last call, one by one and in order; with `keepsOrder` only.
  mutating func takeEntries(_ body: (IPRange) -> Void) {
    precondition(options.keepsOrder, "neighbours may have been joined")
    first.forEachInOrder(body)
    first = EntryScanner(options: options, on: .system)
  }

  /// Says what deserves a word at the end.
  func warn() {
    guard tally.hostBits > 0 else { return }
    let entries = tally.hostBits == 1 ? "1 entry" : "\(tally.hostBits) entries"
    session.complain(
      "host bits of \(entries) were dropped: 10.0.0.1/8 is read as 10.0.0.0/8",
      hint: "--strict refuses such entries")
  }

  // MARK: Operands

  private mutating func readNetwork(_ operand: String) {
    do throws(AddressError) {
      let network = try NetworkOperand(operand, rules: options.rules)
      guard let range = network.range else {
        session.complain("\(quoted(operand)) is a MAC address, not a network")
        status = .usage
        return
      }
      first.add(range)
      tally.entries += 1
      if network.hasHostBits { tally.hostBits += 1 }
    } catch {
      let isWord = error.reason == .unexpectedCharacter && error.fault.offset == 0
      session.complain(
        "\(quoted(error.input)): \(error.explanation)",
        hint: isWord ? "A list is read from @FILE, or from - for standard input." : nil)
      status = .usage
    }
  }

  private mutating func readFile(_ path: String) {
    do throws(SystemError) {
      let file = try SystemCalls.openFile(path, 0)
      let size = try SystemCalls.regularSize(of: file)
      guard let size, size > Self.worthTwoThreads, Parallel.hasTwoProcessors, !options.keepsOrder
      else {
        let descriptor = file.raw
        readStream(path, size: size) { FileReader(descriptor: descriptor) }
        return
      }
      try readHalves(of: file, path, size: size)
    } catch {
      fail(path, error)
    }
  }

  private mutating func fail(_ name: String, _ error: SystemError) {
    session.complain("cannot read \(quoted(name)): \(error.message)")
    status = .unknown
  }

  private mutating func readStream(
    _ name: String, size: Int? = nil, _ open: () -> FileReader
  ) {
    var reader = open()
    first.begin()
    progress.begin(name, size: size)
    var rest = 0
    var done = 0
    do throws(SystemError) {
      while try reader.fill(keeping: rest), !first.hasStopped {
        done += reader.count - rest
        rest = reader.withBytes { first.scan($0, isLast: false) }
        if done == reader.count, let size { first.foresee(size - done, after: done) }
        progress.advance(to: done)
      }
      if !first.hasStopped { _ = reader.withBytes { first.scan($0, isLast: true) } }
      progress.end()
      report(name, first.tally, first.badEntries, linesBefore: 0)
    } catch {
      progress.end()
      fail(name, error)
    }
  }

  // MARK: Two threads

  private mutating func readHalves(
    of file: borrowing FileDescriptor, _ path: String, size: Int
  ) throws(SystemError) {
    let middle = try SectionReader.lineStart(in: file, from: size / 2, size: size)
    first.begin()
    second.begin(atStart: false)
    progress.begin(path, size: middle)
    var failures: (SystemError?, SystemError?) = (nil, nil)
    let number = file.raw
    unsafe withUnsafeMutablePointer(to: &first) { first in
      unsafe withUnsafeMutablePointer(to: &second) { second in
        unsafe withUnsafeMutablePointer(to: &failures) { failures in
          unsafe withUnsafeMutablePointer(to: &progress) { progress in
            Parallel.both(
              {
                unsafe failures.pointee.0 = Self.scan(
                  SectionReader(number, 0..<middle), &first.pointee
                ) { done in unsafe progress.pointee.advance(to: done) }
              },
              {
                unsafe failures.pointee.1 = Self.scan(
                  SectionReader(number, middle..<size), &second.pointee
                ) { _ in }
              })
          }
        }
      }
    }
    progress.end()
    if let failure = failures.0 ?? failures.1 { throw failure }
    report(path, first.tally, first.badEntries, linesBefore: 0)
    if canGoOn {
      report(path, second.tally, second.badEntries, linesBefore: first.tally.lines)
    }
  }

  private static func scan(
    _ reader: consuming SectionReader, _ scanner: inout EntryScanner, _ advance: (Int) -> Void
  ) -> SystemError? {
    var rest = 0
    var done = 0
    do throws(SystemError) {
      while try reader.fill(keeping: rest), !scanner.hasStopped {
        let isFirst = done == 0
        done += reader.count - rest
        rest = reader.withBytes { scanner.scan($0, isLast: false) }
        if isFirst { scanner.foresee(reader.remaining, after: done) }
        advance(done)
      }
      if !scanner.hasStopped { _ = reader.withBytes { scanner.scan($0, isLast: true) } }
      return nil
    } catch {
      return error
    }
  }

  // MARK: Faults

  private mutating func report(
    _ name: String, _ figures: EntryTally, _ badEntries: [BadEntry], linesBefore: Int
  ) {
    tally = tally + figures
    guard figures.faults > 0 else { return }
    status = ExitStatus.worst(status, .badLines)
    for entry in badEntries {
      session.complain(
        "\(name), line \(entry.line + linesBefore), column \(entry.column): "
          + "\(quoted(entry.error.input)): \(entry.error.complaint)\(entry.error.advice)")
    }
    let others = figures.faults - badEntries.count
    if others > 0 { session.complain("\(name): \(others) more bad entries") }
  }
}

/// Where an operand's networks come from.
enum Source {
  case network
  case file(String)
  case standardInput

  init(_ operand: String) {
    if operand == "-" || operand == "@-" || operand == "@/dev/stdin" {
      self = .standardInput
    } else if operand.hasPrefix("@") {
      self = .file(String(operand.dropFirst()))
    } else {
      self = .network
    }
  }
}
