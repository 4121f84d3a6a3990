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
    bytes.append(addingCapacity: 36) { text in
      for place in range {
        text.append(48 + UInt8(truncatingIfNeeded: bits >> UInt32(31 - place) & 1))
        if place % 8 == 7, place < 31 { text.append(UInt8(ascii: ".")) }
      }
    }
  }
}
