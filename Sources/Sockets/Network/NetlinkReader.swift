import Addressing

/// Reads netlink's structures, which are in the host's byte order, from bytes that may end anywhere.
struct NetlinkReader {
  private(set) var bytes: ArraySlice<UInt8>

  init(_ bytes: ArraySlice<UInt8>) { self.bytes = bytes }

  var isEmpty: Bool { bytes.isEmpty }

  /// The next number; nil past the end, which takes nothing.
  mutating func read<Number: FixedWidthInteger>(_ type: Number.Type) -> Number? {
    let size = MemoryLayout<Number>.size
    guard let piece = take(size) else { return nil }
    var number: Number = 0
    unsafe withUnsafeMutableBytes(of: &number) { unsafe $0.copyBytes(from: piece) }
    return number
  }

  mutating func take(_ count: Int) -> ArraySlice<UInt8>? {
    guard count >= 0, count <= bytes.count else { return nil }
    defer { bytes = bytes.dropFirst(count) }
    return bytes.prefix(count)
  }

  /// The next part with a 16-bit length and type before it, as attributes are; the next begins at a
  /// multiple of four.
  mutating func attribute() -> (type: Int, value: NetlinkReader)? {
    guard let length = read(UInt16.self), let type = read(UInt16.self),
      let value = take(Int(length) - 4)
    else { return nil }
    _ = take(min(-Int(length) & 3, bytes.count))
    // The two high bits say that it nests, or is in network order.
    return (Int(type & 0x3FFF), NetlinkReader(value))
  }

  /// All attributes to the end; the first of a type counts.
  func attributes() -> [Int: NetlinkReader] {
    var rest = self
    var found: [Int: NetlinkReader] = [:]
    while let (type, value) = rest.attribute() {
      if found[type] == nil { found[type] = value }
    }
    return found
  }

  /// The bytes as an address, 4 or 16 in network order.
  var address: IPAddress? {
    switch bytes.count {
    case 4: .v4(IPv4Address(bits: bytes.reduce(0) { $0 << 8 | UInt32($1) }))
    case 16: .v6(IPv6Address(bits: bytes.reduce(0) { $0 << 8 | UInt128($1) }))
    default: nil
    }
  }

  /// The bytes up to the first zero as text.
  var text: String { String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self) }

  var number32: UInt32? {
    var rest = self
    return rest.read(UInt32.self)
  }
}
