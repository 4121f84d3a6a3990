/// Base64 with padding, read strictly (RFC 4648 §4, §3.3 and §3.5): one text for one value.
public enum Base64 {
  private static let alphabet = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  private static let pad = UInt8(ascii: "=")

  public static func encode(_ bytes: some Sequence<UInt8>) -> String {
    var output: [UInt8] = []
    var bits: UInt32 = 0
    var count = 0
    for byte in bytes {
      bits = bits << 8 | UInt32(byte)
      count += 8
      while count >= 6 {
        count -= 6
        output.append(alphabet[Int(bits >> UInt32(count) & 63)])
      }
    }
    if count > 0 { output.append(alphabet[Int(bits << UInt32(6 - count) & 63)]) }
    while output.count % 4 != 0 { output.append(pad) }
    return String(decoding: output, as: UTF8.self)
  }

  /// Throws on any byte outside the alphabet (white space too), wrong padding and stray bits.
  public static func decode(_ text: some Collection<UInt8>) throws(WireError) -> [UInt8] {
    guard text.count % 4 == 0 else { throw .malformed("base64 is not in groups of four") }
    var output: [UInt8] = []
    output.reserveCapacity(text.count / 4 * 3)
    var bits: UInt32 = 0
    var count = 0
    var padding = 0
    for character in text {
      if character == pad {
        padding += 1
        continue
      }
      guard padding == 0 else { throw .malformed("base64 goes on after its padding") }
      guard let value = value(of: character) else { throw .malformed("not a base64 character") }
      bits = bits << 6 | UInt32(value)
      count += 6
      if count >= 8 {
        count -= 8
        output.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
        bits &= 1 << UInt32(count) - 1
      }
    }
    // Bits left over: 4 after one byte of three, 2 after two; 6 would be a lone character.
    switch (count, padding) {
    case (0, 0), (4, 2), (2, 1): break
    default: throw .malformed("base64 padding")
    }
    guard bits == 0 else { throw .malformed("base64 has stray bits before its padding") }
    return output
  }

  private static func value(of character: UInt8) -> UInt8? {
    switch character {
    case 0x41...0x5A: character - 0x41
    case 0x61...0x7A: character - 0x61 + 26
    case 0x30...0x39: character - 0x30 + 52
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
  }
}
