import Addressing
import Arguments
import Platform

/// The operands of a verb, one after another, wherever they come from: words of the command line,
/// `@file`, or `-` for standard input. Files hold one or many to a line, with `#` and `;` comments.
///
/// A bad operand is complained of, with its place in the file, and the others go on.
struct OperandSource {
  let session: Session
  let rules: ParsingRules

  /// Hands each operand to `body`, with its text. The status says what was bad: nothing (yes), a
  /// word (usage), a line of a file (bad lines), a file itself (unknown).
  func forEach(
    _ words: [String], _ body: (NetworkOperand, Span<UInt8>) -> ExitStatus
  ) -> ExitStatus {
    forEachWord(words) { word throws(AddressFault) in
      body(try NetworkOperand(parsing: word, rules: rules), word)
    }
  }

  /// The same for verbs that read their operands in ways of their own.
  func forEachWord(_ words: [String], _ body: Body) -> ExitStatus {
    var status = ExitStatus.yes
    for word in words {
      let outcome =
        if word == "-" {
          read(FileReader(descriptor: 0), named: "standard input", body)
        } else if word.hasPrefix("@") {
          readFile(String(word.dropFirst()), body)
        } else {
          read(word, body)
        }
      status = .worst(status, outcome)
    }
    return status
  }

  /// Every operand at once, for verbs that need them together; nil when one was bad.
  func all(_ words: [String]) -> [NetworkOperand]? {
    var operands: [NetworkOperand] = []
    let status = forEach(words) { operand, _ in
      operands.append(operand)
      return .yes
    }
    return status == .yes ? operands : nil
  }

  /// Reads one word and answers; throws what is wrong with it.
  typealias Body = (Span<UInt8>) throws(AddressFault) -> ExitStatus

  private func read(_ word: String, _ body: Body) -> ExitStatus {
    do throws(AddressFault) {
      return try body(word.utf8.span)
    } catch {
      session.complain(
        AddressError(input: word, fault: error).description,
        hint: Netkit.program.verbHint(for: word, path: session.path))
      return .usage
    }
  }

  private func readFile(_ path: String, _ body: Body) -> ExitStatus {
    do throws(SystemError) {
      return read(try FileReader(path: path), named: path, body)
    } catch {
      session.complain("cannot read '\(path)': \(error.message)")
      return .unknown
    }
  }

  private func read(
    _ reader: consuming FileReader, named name: String, _ body: Body
  ) -> ExitStatus {
    var lines = OperandLines()
    var status = ExitStatus.yes
    var rest = 0
    var isMore = true
    while isMore {
      do throws(SystemError) {
        isMore = try reader.fill(keeping: rest)
      } catch {
        session.complain("cannot read '\(name)': \(error.message)")
        return .unknown
      }
      let isLast = !isMore
      rest = reader.withBytes { bytes in
        lines.read(bytes, isLast: isLast) { word, place in
          do throws(AddressFault) {
            status = .worst(status, try body(word))
          } catch {
            complain(error, about: word, in: name, place)
            status = .worst(status, .badLines)
          }
        }
      }
    }
    return status
  }

  private func complain(
    _ fault: AddressFault, about word: Span<UInt8>, in name: String,
    _ place: OperandLines.Place
  ) {
    let error = AddressError(input: String(repairing: word), fault: fault)
    let column = place.column + error.column - 1
    session.complain(
      "\(name), line \(place.line), column \(column): "
        + "\(quoted(error.input)): \(error.complaint)\(error.advice)")
  }
}
