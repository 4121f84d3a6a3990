import Addressing
import Presentation

extension TextBuffer {
  /// 32 bits in octets, with a blank where the host part begins:
  /// `11000000.10101000.00000000.00 001010`. In colour, the bits that the class implies are blue,
  /// the borrowed ones yellow and the host's green.
  mutating func putBinary(_ address: IPv4Address, cutAt length: Int, classLength: Int?) {
    let borrowedFrom = min(classLength ?? length, length)
    guard isColored else {
      putBits(address.bits, 0..<length)
      if length < 32 { bytes.append(UInt8(ascii: " ")) }
      putBits(address.bits, length..<32)
      return
    }
    var part = TextBuffer()
    for (range, style) in [
      (0..<borrowedFrom, Style.blue), (borrowedFrom..<length, .yellow), (length..<32, .green),
    ] where !range.isEmpty {
      part.putBits(address.bits, range)
      if range.lowerBound == length, length > 0 { bytes.append(UInt8(ascii: " ")) }
      write(part.text, style)
      part.removeAll()
    }
  }

  /// Bits of a number, the highest numbered 0, with a point after each octet but the last.
  private mutating func putBits(_ bits: UInt32, _ range: Range<Int>) {
    // 32 digits, three points, and what is written beyond the last octet's digits.
    bytes.append(addingCapacity: 43) { text in
      var place = range.lowerBound
      while place < range.upperBound {
        let end = min(place & ~7 + 8, range.upperBound)
        var digits = Self.digits(of: UInt8(truncatingIfNeeded: bits >> UInt32(24 - place & ~7)))
        digits >>= UInt64(place % 8 * 8)
        text.append(digits, count: end - place)
        if end % 8 == 0, end < 32 { text.append(UInt8(ascii: ".")) }
        place = end
      }
    }
  }

  /// Eight digits, the highest bit's in the lowest byte.
  private static func digits(of octet: UInt8) -> UInt64 {
    // Each byte gets the whole octet, keeps a bit of its own, and carries it to its own top.
    let spread = UInt64(octet) &* 0x0101_0101_0101_0101 & 0x0102_0408_1020_4080
    let ones = (spread &+ 0x7F7E_7C78_7060_4000) >> 7 & 0x0101_0101_0101_0101
    return ones | 0x3030_3030_3030_3030
  }
}

extension OutputSpan<UInt8> {
  /// The lowest bytes of `digits`, the lowest first; there is room for all eight.
  fileprivate mutating func append(_ digits: UInt64, count: Int) {
    precondition(freeCapacity >= 8)
    unsafe withUnsafeMutableBufferPointer { room, end in
      unsafe UnsafeMutableRawPointer(room.baseAddress! + end)
        .storeBytes(of: digits.littleEndian, as: UInt64.self)
      end += count
    }
  }
}
