/// Writes every IPv4 address of a range, one a line, a buffer at a time. What 256 lines have in
/// common is one store, the last octet with its newline another.
@safe
public struct RangeLines: ~Copyable {
  /// What `fill` needs at least.
  public static let leastSpace = 64

  /// For each octet its digits and a newline in the order of memory, and how many bytes they are.
  private let endings: UnsafeMutablePointer<(text: UInt32, count: Int)>

  public init() {
    unsafe endings = .allocate(capacity: 256)
    for value in 0..<256 {
      var text: UInt32 = 0
      let digits = "\(value)\n".utf8
      for (index, byte) in digits.enumerated() { text |= UInt32(byte) << UInt32(8 * index) }
      unsafe (endings + value).initialize(to: (text, digits.count))
    }
  }

  deinit { unsafe endings.deallocate() }

  /// Writes lines from `next` up to `last` until `space` is nearly full. Answers the bytes written;
  /// `next` becomes nil at the end.
  public borrowing func fill(
    _ space: UnsafeMutableRawBufferPointer, from next: inout IPv4Address?, to last: IPv4Address
  ) -> Int {
    let start = space.baseAddress!
    let end = unsafe start + (space.count - Self.leastSpace)
    var text = unsafe start
    while let first = next, unsafe text <= end {
      var common = SIMD16<UInt8>(repeating: 0)
      let count = Self.firstOctets(of: first, into: &common)
      var octet = first.bits & 255
      let lastOctet = first.bits | 255 < last.bits ? 255 : last.bits & 255
      while octet <= lastOctet, unsafe text <= end {
        let ending = unsafe endings[Int(octet)]
        unsafe text.storeBytes(of: common, as: SIMD16<UInt8>.self)
        unsafe text += count
        unsafe text.storeBytes(of: ending.text, as: UInt32.self)
        unsafe text += ending.count
        octet &+= 1
      }
      let written = IPv4Address(bits: first.bits & ~255 | (octet &- 1))
      next = written == last ? nil : written.next
    }
    return unsafe text - start
  }

  /// `10.0.0.` at the front of `common`; answers its length.
  private static func firstOctets(
    of address: IPv4Address, into common: inout SIMD16<UInt8>
  ) -> Int {
    var count = 0
    for shift: UInt32 in [24, 16, 8] {
      for byte in "\(address.bits >> shift & 255).".utf8 {
        common[count] = byte
        count += 1
      }
    }
    return count
  }
}
