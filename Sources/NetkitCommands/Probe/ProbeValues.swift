import Addressing
public import Arguments
import Diagnostics

/// One part of a job: `2/8`.
struct Shard: ArgumentValue, Hashable {
  var index: Int
  var count: Int

  static let whole = Shard(index: 0, count: 1)

  init(index: Int, count: Int) {
    self.index = index
    self.count = count
  }

  init(argument: String) throws(ValueError) {
    let parts = argument.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2, let index = Int(parts[0]), let count = Int(parts[1]),
      (1...1_000_000).contains(count), (1...count).contains(index)
    else { throw ValueError("expected a part and the number of parts, such as 2/8") }
    self.init(index: index - 1, count: count)
  }

  var argument: String { "\(index + 1)/\(count)" }
}

/// `--payload`.
enum PayloadChoice: ArgumentValue {
  case known
  case service(String)
  case bytes([UInt8], String)

  init(argument: String) throws(ValueError) {
    if argument == "auto" {
      self = .known
    } else if argument.hasPrefix("text:") {
      self = .bytes(Array(argument.utf8.dropFirst(5)), argument)
    } else if argument.hasPrefix("hex:") {
      guard let bytes = Self.bytes(hexadecimal: argument.dropFirst(4)) else {
        throw ValueError("expected pairs of hexadecimal digits after hex:")
      }
      self = .bytes(bytes, argument)
    } else if UDPPayloadChoice.names.contains(argument) {
      self = .service(argument)
    } else {
      throw ValueError(
        "expected auto, hex:, text: or one of \(UDPPayloadChoice.names.joined(separator: ", "))")
    }
  }

  private static func bytes(hexadecimal text: Substring) -> [UInt8]? {
    let digits = Array(text.utf8).filter { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: ":") }
    guard digits.count % 2 == 0 else { return nil }
    var bytes: [UInt8] = []
    for place in stride(from: 0, to: digits.count, by: 2) {
      let pair = String(decoding: digits[place..<place + 2], as: UTF8.self)
      guard let byte = UInt8(pair, radix: 16), !pair.hasPrefix("+"), !pair.hasPrefix("-") else {
        return nil
      }
      bytes.append(byte)
    }
    return bytes
  }

  var argument: String {
    switch self {
    case .known: "auto"
    case .service(let name): name
    case .bytes(_, let text): text
    }
  }
}

/// `--source`: an address and perhaps a port.
struct SourceWord {
  let address: ScopedAddress
  let port: UInt16

  init?(_ text: String) {
    guard let target = try? ProbeTarget(text), case .address(let address) = target.place else {
      return nil
    }
    let ports = target.ports?.tcp
    guard ports == nil || ports?.count == 1 else { return nil }
    self.address = address
    port = ports?.ranges.first?.lowerBound ?? 0
  }
}

extension ProbeRequest.Listing: ChoiceValue {
  var summary: String {
    switch self {
    case .usual: "Every port where there are 20 at most, else open ones"
    case .open: "Open ports; the others are counted"
    case .all: "Every port"
    }
  }
}

/// `--until`.
enum WaitGoal: String, ChoiceValue {
  case open, closed

  var summary: String {
    switch self {
    case .open: "Somebody listens"
    case .closed: "The host says that nobody does"
    }
  }
}

/// `--send`: text with escapes for bytes that a shell makes hard to type.
enum EscapedText {
  /// nil where an escape is unknown or unfinished.
  static func bytes(of text: String) -> [UInt8]? {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "\\") else {
        bytes.append(byte)
        continue
      }
      switch rest.popFirst() {
      case UInt8(ascii: "r"): bytes.append(13)
      case UInt8(ascii: "n"): bytes.append(10)
      case UInt8(ascii: "t"): bytes.append(9)
      case UInt8(ascii: "0"): bytes.append(0)
      case UInt8(ascii: "\\"): bytes.append(UInt8(ascii: "\\"))
      case UInt8(ascii: "x"):
        let digits = rest.prefix(2)
        guard digits.count == 2, digits.allSatisfy({ isHexadecimal($0) }),
          let value = UInt8(String(decoding: digits, as: UTF8.self), radix: 16)
        else { return nil }
        bytes.append(value)
        rest = rest.dropFirst(2)
      default: return nil
      }
    }
    return bytes
  }

  private static func isHexadecimal(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || (97...102).contains(byte | 0x20)
  }
}
