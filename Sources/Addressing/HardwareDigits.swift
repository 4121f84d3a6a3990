/// The hexadecimal digits of a MAC or EUI-64 in any of their spellings.
struct HardwareDigits {
  let bits: UInt64

  /// Reads `byteCount` bytes: without separators, or in equal groups of two digits (`:` `-`), four
  /// (`.`) or six (`-`). A group of one digit stands for two after a `:`.
  init(_ bytes: Span<UInt8>, byteCount: Int) throws(AddressFault) {
    guard !bytes.isEmpty else { throw AddressFault(.empty, at: 0) }
    let separator = bytes.indices.first { bytes[$0].hexValue == nil }.map { bytes[$0] }
    let groupSize = try Self.groupSize(separator, in: bytes, of: 2 * byteCount)
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
    _ separator: UInt8?, in bytes: Span<UInt8>, of digits: Int
  ) throws(AddressFault) -> Int {
    guard let separator else { return digits }
    switch Unicode.Scalar(separator) {
    case ":": return 2
    case ".": return 4
    case "-": return bytes.has("-", at: 6) ? 6 : 2
    default:
      throw AddressFault(
        .unexpectedCharacter, at: bytes.firstIndex(of: Unicode.Scalar(separator)) ?? 0)
    }
  }
}
