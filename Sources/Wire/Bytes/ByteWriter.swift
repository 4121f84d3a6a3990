public import Addressing

/// Builds a packet: integers in network order, runs of bytes, and lengths filled in afterwards.
public struct ByteWriter: Sendable {
  public private(set) var bytes: [UInt8] = []

  public init(capacity: Int = 0) { bytes.reserveCapacity(capacity) }

  public var count: Int { bytes.count }

  public mutating func uint8(_ value: UInt8) { bytes.append(value) }
  public mutating func uint16(_ value: UInt16) { integer(value) }
  public mutating func uint32(_ value: UInt32) { integer(value) }
  public mutating func uint64(_ value: UInt64) { integer(value) }
  public mutating func uint128(_ value: UInt128) { integer(value) }

  /// The low 24 bits.
  public mutating func uint24(_ value: UInt32) {
    uint8(UInt8(truncatingIfNeeded: value >> 16))
    uint16(UInt16(truncatingIfNeeded: value))
  }

  public mutating func append(_ run: some Sequence<UInt8>) { bytes.append(contentsOf: run) }
  public mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }

  public mutating func zeros(_ length: Int) {
    bytes.append(contentsOf: repeatElement(0, count: length))
  }

  public mutating func ipv4(_ address: IPv4Address) { uint32(address.bits) }
  public mutating func ipv6(_ address: IPv6Address) { uint128(address.bits) }

  /// Overwrites two bytes that were written before, such as a length known only now.
  public mutating func patch(_ value: UInt16, at offset: Int) {
    bytes[offset] = UInt8(truncatingIfNeeded: value >> 8)
    bytes[offset + 1] = UInt8(truncatingIfNeeded: value)
  }

  /// Writes what the closure writes behind its length in one byte; the length must fit.
  public mutating func counted8(_ body: (inout ByteWriter) -> Void) {
    let start = count
    uint8(0)
    body(&self)
    bytes[start] = UInt8(count - start - 1)
  }

  /// Writes what the closure writes behind its length in two bytes; the length must fit.
  public mutating func counted16(_ body: (inout ByteWriter) -> Void) {
    let start = count
    uint16(0)
    body(&self)
    patch(UInt16(count - start - 2), at: start)
  }

  private mutating func integer<Value: FixedWidthInteger>(_ value: Value) {
    var shift = Value.bitWidth - 8
    while shift >= 0 {
      bytes.append(UInt8(truncatingIfNeeded: value >> Value(shift)))
      shift -= 8
    }
  }
}
