/// The hexadecimal digits of a MAC or EUI-64 in any of their spellings.
struct HardwareDigits {
  let bits: UInt64

  /// Reads `byteCount` bytes: without separators, or in equal groups of two digits (`:` `-`), four
  /// (`.`) or six (`-`). A group of one digit stands for two after a `:`.
  init(_ bytes: Span<UInt8>, byteCount: Int) throws(AddressFault) {
    guard !bytes.isEmpty else { throw AddressFault(.empty, at: 0) }
    let mark = bytes.indices.first { bytes[$0].hexValue == nil }
    let separator = mark.map { bytes[$0] }
    var groupSize = 2 * byteCount
    if let mark { groupSize = try Self.groupSize(separatedAt: mark, in: bytes) }
    var bits: UInt64 = 0
    var total = 0
    var start = 0
    while start <= bytes.count {
      var index = start
      var group: UInt64 = 0
      while index < bytes.count, let value = bytes[index].hexValue, index - start < groupSize {
        group = group << 4 | UInt64(value)
        index += 1
      }
      guard index == bytes.count || bytes[index] == separator else {
        throw AddressFault(.unexpectedCharacter, at: index)
      }
      // Some systems print 0:c:29:1:2:3.
      let isPair = index - start == 1 && separator == UInt8(ascii: ":")
      guard index - start == groupSize || isPair, total < 2 * byteCount else {
        throw AddressFault(.macLength, at: index)
      }
      bits = bits << UInt64(4 * groupSize) | group
      total += groupSize
      start = index + 1
    }
    guard total == 2 * byteCount else { throw AddressFault(.macLength, at: bytes.count) }
    self.bits = bits
  }

  private static func groupSize(
    separatedAt index: Int, in bytes: Span<UInt8>
  ) throws(AddressFault) -> Int {
    switch Unicode.Scalar(bytes[index]) {
    case ":": return 2
    case ".": return 4
    case "-": return index == 6 ? 6 : 2
    default: throw AddressFault(.unexpectedCharacter, at: index)
    }
  }
}
