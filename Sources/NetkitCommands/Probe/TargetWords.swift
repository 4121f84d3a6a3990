import Diagnostics
import Platform
import Wire

/// Reads the operands: targets as they are, and those in files, one on each line.
struct TargetWords {
  private let transport: ProbeTransport
  private let session: Session
  private(set) var targets: [ProbeTarget] = []
  private(set) var hasBadLines = false

  init(transport: ProbeTransport, session: Session) {
    self.transport = transport
    self.session = session
  }

  /// False when a file cannot be read.
  mutating func read(_ words: [String]) -> Bool {
    for word in words {
      if word == "-" {
        var reader = FileReader(descriptor: 0)
        guard read(&reader, "standard input") else { return false }
      } else if word.hasPrefix("@") {
        let path = String(word.dropFirst())
        do throws(SystemError) {
          var reader = try FileReader(path: path)
          guard read(&reader, path) else { return false }
        } catch {
          session.complain("cannot open '\(path)': \(error.message)")
          return false
        }
      } else if let target = try? ProbeTarget(word, transport: transport) {
        targets.append(target)
      }
    }
    return true
  }

  private mutating func read(_ reader: inout FileReader, _ name: String) -> Bool {
    var splitter = LineSplitter()
    var number = 0
    do throws(SystemError) {
      while try reader.fill() {
        reader.withBytes { bytes in
          unsafe bytes.withUnsafeBytes { unsafe splitter.append($0) }
        }
        while let line = splitter.next() {
          number += 1
          take(line.text, name, number)
        }
      }
      while let line = splitter.finish() {
        number += 1
        take(line.text, name, number)
      }
    } catch {
      session.complain("cannot read \(name): \(error.message)")
      return false
    }
    return true
  }

  /// Blank lines and what follows `#` are for people; words of a line are targets each.
  private mutating func take(_ line: String, _ name: String, _ number: Int) {
    let text = line.prefix { $0 != "#" }
    for word in text.split(whereSeparator: { $0 == " " || $0 == "\t" || $0 == "\r" }) {
      do throws(TargetError) {
        targets.append(try ProbeTarget(String(word), transport: transport))
      } catch {
        hasBadLines = true
        session.complain("\(name), line \(number): \(error)")
      }
    }
  }
}
