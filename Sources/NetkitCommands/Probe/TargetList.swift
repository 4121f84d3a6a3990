import Arguments
import Diagnostics
import Platform
import Wire

/// Reads the operands: targets as they are, and those in files, one on each line; a batch at a time,
/// so that a list's length costs no memory.
///
/// A class, because the command begins to read and the scan's reading thread goes on: one after the
/// other, never both.
final class TargetList: @unchecked Sendable {
  /// Targets in a batch: some 4 MB with their plan. A scan waits for the last answers of a batch
  /// before it begins the next, so that many small ones would be slow.
  private static let batchSize = 16_384

  private let transport: ProbeTransport
  private var words: ArraySlice<String>
  private var file: ListFile?
  private var batch = TargetBatch()
  /// What was given back.
  private var held: TargetBatch?

  init(_ words: [String], transport: ProbeTransport) {
    self.words = words[...]
    self.transport = transport
  }

  /// Whether nothing follows what was read.
  var isAtEnd: Bool { words.isEmpty && file == nil }

  /// The next targets; nil when there are no more.
  func next() -> TargetBatch? {
    if let held = held.take() { return held }
    if isAtEnd { return nil }
    batch = TargetBatch()
    // Faults count as well: a file that is no list may be all of them.
    while batch.targets.count + batch.faults.count < Self.batchSize, !isAtEnd {
      if let file { readLine(of: file) } else if let word = words.popFirst() { take(word) }
    }
    return batch
  }

  /// Gives a batch back, to come again next.
  func putBack(_ batch: TargetBatch) { held = batch }

  private func take(_ word: String) {
    if word == "-" {
      file = ListFile(FileReader(descriptor: 0), "standard input")
    } else if word.hasPrefix("@") {
      let path = String(word.dropFirst())
      do throws(SystemError) {
        file = ListFile(try FileReader(path: path), path)
      } catch {
        giveUp("cannot open '\(path)': \(error.message)")
      }
    } else if let target = try? ProbeTarget(word, transport: transport) {
      // Every word was read once by validate().
      batch.targets.append(target)
    }
  }

  private func readLine(of file: ListFile) {
    do throws(SystemError) {
      if let line = try file.next() { return take(line, of: file) }
      self.file = nil
    } catch {
      giveUp("cannot read \(file.name): \(error.message)")
    }
  }

  /// Blank lines and what follows `#` are for people; words of a line are targets each.
  private func take(_ line: String, of file: ListFile) {
    let text = line.prefix { $0 != "#" }
    for word in text.split(whereSeparator: { $0 == " " || $0 == "\t" || $0 == "\r" }) {
      do throws(TargetError) {
        batch.targets.append(try ProbeTarget(String(word), transport: transport))
      } catch {
        let start = line.distance(from: line.startIndex, to: word.startIndex)
        let place = "line \(file.number), column \(start + (error.column ?? 1))"
        let quote = quoted(String(word))
        batch.faults.append(.line("\(file.name), \(place): \(quote): \(error.fault)"))
      }
    }
  }

  private func giveUp(_ reason: String) {
    batch.faults.append(.list(reason))
    words = []
    file = nil
  }
}

/// A file that is read line by line.
private final class ListFile {
  let name: String
  /// The last line's number, from 1.
  private(set) var number = 0
  private var reader: FileReader
  private var splitter = LineSplitter()

  init(_ reader: consuming FileReader, _ name: String) {
    self.reader = reader
    self.name = name
  }

  /// The next line; nil at the end of the file.
  func next() throws(SystemError) -> String? {
    while true {
      if let line = splitter.next() { return count(line) }
      guard try reader.fill() else { return splitter.finish().map(count) }
      reader.withBytes { bytes in
        unsafe bytes.withUnsafeBytes { unsafe splitter.append($0) }
      }
    }
  }

  private func count(_ line: LineSplitter.Line) -> String {
    number += 1
    return line.text
  }
}
