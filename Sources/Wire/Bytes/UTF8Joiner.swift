/// Gives text from a byte stream as it comes, but never half a character: the bytes of one that a
/// read has cut wait for the next read (RFC 3629 §3).
public struct UTF8Joiner: Sendable {
  /// At most three bytes.
  private var waiting: [UInt8] = []

  public init() {}

  /// The whole characters so far; bytes that can never become one are passed on as they are, for
  /// the writer to escape.
  public mutating func append(_ bytes: some Sequence<UInt8>) -> [UInt8] {
    waiting.append(contentsOf: bytes)
    let length = UTF8Boundary.wholeLength(waiting[...])
    defer { waiting.removeFirst(length) }
    return Array(waiting.prefix(length))
  }

  /// What is left at the end of the stream: the beginning of a character without its rest.
  public mutating func finish() -> [UInt8] {
    defer { waiting = [] }
    return waiting
  }
}

/// Where characters end in UTF-8 (RFC 3629 §4).
public enum UTF8Boundary {
  /// How many bytes stand before a character that is cut off at the end: all of them when the last
  /// one is whole or can never be.
  public static func wholeLength(_ bytes: ArraySlice<UInt8>) -> Int {
    let tail = bytes.suffix(3)
    guard let lead = tail.lastIndex(where: { $0 & 0xC0 != 0x80 }) else { return bytes.count }
    let have = tail.endIndex - lead
    guard have < length(lead: tail[lead]), isPossible(tail[lead...]) else { return bytes.count }
    return bytes.count - have
  }

  private static func length(lead: UInt8) -> Int {
    switch lead {
    case 0xC2...0xDF: 2
    case 0xE0...0xEF: 3
    case 0xF0...0xF4: 4
    default: 1
    }
  }

  /// The second byte's narrower ranges: no overlong forms, no surrogates, nothing above U+10FFFF.
  private static func isPossible(_ bytes: ArraySlice<UInt8>) -> Bool {
    guard let lead = bytes.first, let second = bytes.dropFirst().first else { return true }
    return switch lead {
    case 0xE0: second >= 0xA0
    case 0xED: second < 0xA0
    case 0xF0: second >= 0x90
    case 0xF4: second < 0x90
    default: true
    }
  }
}
