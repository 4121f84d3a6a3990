import Addressing
import Arguments

/// The text of `--format`: words with fields in braces.
struct LineFormat: ArgumentValue {
  private enum Part: Sendable {
    case text([UInt8])
    case address, index, int, hex
  }

  let argument: String
  private var parts: [Part] = []

  init(argument: String) throws(ValueError) {
    self.argument = argument
    var text: [UInt8] = []
    var rest = Substring(argument)
    while let character = rest.popFirst() {
      switch character {
      case "\\": text += try Self.escape(rest.popFirst())
      case "{" where rest.first == "{", "}" where rest.first == "}":
        text += Array(String(rest.removeFirst()).utf8)
      case "{":
        if !text.isEmpty { parts.append(.text(text)) }
        text = []
        guard let end = rest.firstIndex(of: "}") else { throw ValueError("'{' without its '}'") }
        parts.append(try Self.field(String(rest[..<end])))
        rest = rest[rest.index(after: end)...]
      default: text += Array(String(character).utf8)
      }
    }
    parts.append(.text(text + [UInt8(ascii: "\n")]))
  }

  private static func escape(_ character: Character?) throws(ValueError) -> [UInt8] {
    switch character {
    case "n": return [10]
    case "t": return [9]
    case "\\": return [92]
    default: throw ValueError("a backslash begins \\n, \\t or \\\\")
    }
  }

  private static func field(_ name: String) throws(ValueError) -> Part {
    switch name {
    case "address": return .address
    case "index": return .index
    case "int": return .int
    case "hex": return .hex
    default: throw ValueError("expected {address}, {index}, {int} or {hex}, not {\(name)}")
    }
  }

  /// Appends the line for one address.
  func append(_ address: IPAddress, _ index: UInt128, to line: inout [UInt8]) {
    for part in parts {
      switch part {
      case .text(let text): line += text
      case .address: address.append(to: &line)
      case .index: line += Array("\(index)".utf8)
      case .int: line += Array("\(address.number)".utf8)
      case .hex: line += Array(("0x" + String(address.number, radix: 16)).utf8)
      }
    }
  }
}
