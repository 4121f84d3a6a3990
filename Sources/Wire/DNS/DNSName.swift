public import Addressing

/// A domain name: labels of bytes, compared without regard to ASCII case (RFC 1035 §3.1, RFC 4343).
public struct DNSName: Hashable, Sendable {
  /// Uncompressed wire form: length, label, …, zero. At most 255 bytes.
  public let wire: [UInt8]

  static let limit = 255
  static let labelLimit = 63
  /// The most labels that fit, of one byte each.
  static let labelCount = 127

  /// The root, written `.`.
  public static let root = DNSName(checked: [0])

  private init(checked wire: [UInt8]) { self.wire = wire }

  /// The name of these labels, the leftmost first. Throws where one is empty or above 63 bytes,
  /// or the whole above 255.
  public init(labels: [[UInt8]]) throws(WireError) {
    var wire: [UInt8] = []
    for label in labels {
      guard !label.isEmpty else { throw .malformed("a label is empty") }
      guard label.count <= Self.labelLimit else { throw .tooLong("label", limit: Self.labelLimit) }
      wire.append(UInt8(label.count))
      wire += label
    }
    wire.append(0)
    guard wire.count <= Self.limit else { throw .tooLong("domain name", limit: Self.limit) }
    self.wire = wire
  }

  /// Reads the text form: dots part labels, `\.` and `\DDD` escape (RFC 1035 §5.1). A final dot
  /// may be there. Bytes go in as they are: an A-label passes through, UTF-8 stays UTF-8.
  public init(_ text: String) throws(WireError) {
    if text == "." {
      self = .root
      return
    }
    var labels: [[UInt8]] = [[]]
    var reader = ByteReader(text.utf8)
    while let byte = reader.peek() {
      try reader.skip(1)
      switch byte {
      case UInt8(ascii: "."):
        if reader.isAtEnd, labels.last?.isEmpty == false { break }  // the final dot
        labels.append([])
      case UInt8(ascii: "\\"):
        labels[labels.count - 1].append(try Self.escaped(&reader))
      default:
        labels[labels.count - 1].append(byte)
      }
    }
    try self.init(labels: labels)
  }

  /// The name whose PTR record names the address: in-addr.arpa (RFC 1035 §3.5) or ip6.arpa
  /// (RFC 3596 §2.5).
  public init(reverseOf address: IPAddress) {
    var wire: [UInt8] = []
    for label in address.reverseName.utf8.split(separator: UInt8(ascii: ".")) {
      wire.append(UInt8(label.count))  // `in-addr` is the longest
      wire += label
    }
    self.init(checked: wire + [0])
  }

  /// Reads a name from a message, following pointers (RFC 1035 §4.1.4). Each pointer must lead to
  /// before the place where the part that it ends began, which rules out loops. There may be no
  /// more of them than a name has labels: a message could hold 8,000 in a row, for each of its
  /// names to follow.
  public init(decoding reader: inout ByteReader) throws(WireError) {
    var wire: [UInt8] = []
    var part = reader
    var partStart = reader.offset
    var jumps = 0
    while true {
      let length = try part.uint8()
      switch length >> 6 {
      case 0:
        wire.append(length)
        wire += try part.bytes(Int(length))
        guard wire.count + (length == 0 ? 0 : 1) <= Self.limit else {
          throw .tooLong("domain name", limit: Self.limit)
        }
        if jumps == 0 { reader = part }
        guard length == 0 else { continue }
        self.wire = wire
        return
      case 3:
        let target = Int(length & 0x3F) << 8 | Int(try part.uint8())
        if jumps == 0 { reader = part }
        guard target < partStart else { throw .malformed("a name pointer leads forward or loops") }
        jumps += 1
        guard jumps <= Self.labelCount else {
          throw .tooLong("number of name pointers", limit: Self.labelCount)
        }
        part = try part.jumped(to: target)
        partStart = target
      default:
        throw .malformed("label type \(length >> 6) is not in use")
      }
    }
  }

  /// The labels, leftmost first; none for the root.
  public var labels: [ArraySlice<UInt8>] {
    var labels: [ArraySlice<UInt8>] = []
    var index = 0
    while wire[index] != 0 {
      let end = index + 1 + Int(wire[index])
      labels.append(wire[index + 1..<end])
      index = end
    }
    return labels
  }

  public var isRoot: Bool { wire.count == 1 }

  /// True for the name itself and for all names below it.
  public func isWithin(_ parent: DNSName) -> Bool {
    var start = 0
    while wire.count - start > parent.wire.count { start += 1 + Int(wire[start]) }
    return wire[start...].elementsEqual(parent.wire) { $0.asciiLowercased == $1.asciiLowercased }
  }

  /// Length bytes are at most 63, below the letters, so folding the wire form folds only labels.
  public static func == (left: Self, right: Self) -> Bool {
    left.wire.elementsEqual(right.wire) { $0.asciiLowercased == $1.asciiLowercased }
  }

  public func hash(into hasher: inout Hasher) {
    for byte in wire { hasher.combine(byte.asciiLowercased) }
  }

  private static func escaped(_ reader: inout ByteReader) throws(WireError) -> UInt8 {
    let first = try reader.uint8()
    guard first.isASCIIDigit else { return first }
    var value = Int(first - 0x30)
    for _ in 0..<2 {
      let digit = try reader.uint8()
      guard digit.isASCIIDigit else { throw .malformed("\\DDD needs three digits") }
      value = value * 10 + Int(digit - 0x30)
    }
    guard let byte = UInt8(exactly: value) else { throw .malformed("\\\(value) is above 255") }
    return byte
  }
}

extension DNSName: CustomStringConvertible {
  /// The text form, without the final dot: special characters behind a backslash, what is not
  /// printable ASCII as `\DDD`, so no byte of a hostile name reaches a terminal as it is.
  public var description: String {
    if isRoot { return "." }
    var text = ""
    for label in labels {
      if !text.isEmpty { text += "." }
      for byte in label {
        switch byte {
        case UInt8(ascii: "."), UInt8(ascii: "\\"), UInt8(ascii: "\""), UInt8(ascii: ";"),
          UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "@"), UInt8(ascii: "$"):
          text += "\\"
          text.unicodeScalars.append(Unicode.Scalar(byte))
        case 0x21...0x7E:
          text.unicodeScalars.append(Unicode.Scalar(byte))
        default:
          text += "\\" + (byte < 10 ? "00" : byte < 100 ? "0" : "") + String(byte)
        }
      }
    }
    return text
  }
}
