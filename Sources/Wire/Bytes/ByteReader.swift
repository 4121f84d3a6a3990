public import Addressing

/// Reads integers and byte runs from a packet, throwing at its end: the one place that indexes
/// bytes. Integers are in network order.
public struct ByteReader: Sendable {
  private let storage: [UInt8]
  /// Bytes between the start of the whole message and the next byte to be read.
  public private(set) var offset: Int
  private let end: Int

  public init(_ bytes: [UInt8]) {
    self.init(storage: bytes, offset: 0, end: bytes.count)
  }

  public init(_ bytes: some Sequence<UInt8>) {
    self.init(Array(bytes))
  }

  private init(storage: [UInt8], offset: Int, end: Int) {
    self.storage = storage
    self.offset = offset
    self.end = end
  }

  /// Bytes left.
  public var count: Int { end - offset }
  public var isAtEnd: Bool { offset == end }

  // MARK: Integers

  public mutating func uint8() throws(WireError) -> UInt8 {
    storage[try advance(1)]
  }

  public mutating func uint16() throws(WireError) -> UInt16 { try integer() }
  public mutating func uint32() throws(WireError) -> UInt32 { try integer() }
  public mutating func uint64() throws(WireError) -> UInt64 { try integer() }
  public mutating func uint128() throws(WireError) -> UInt128 { try integer() }

  /// Three bytes, as TLS and DTLS count lengths.
  public mutating func uint24() throws(WireError) -> UInt32 {
    let high = try uint8()
    return UInt32(high) << 16 | UInt32(try uint16())
  }

  private mutating func integer<Value: FixedWidthInteger>() throws(WireError) -> Value {
    let start = try advance(Value.bitWidth / 8)
    var value: Value = 0
    for index in start..<offset { value = value << 8 | Value(storage[index]) }
    return value
  }

  // MARK: Runs

  public mutating func bytes(_ length: Int) throws(WireError) -> [UInt8] {
    let start = try advance(length)
    return Array(storage[start..<offset])
  }

  /// A reader over the next `length` bytes, which this one skips.
  public mutating func reader(_ length: Int) throws(WireError) -> ByteReader {
    let start = try advance(length)
    return ByteReader(storage: storage, offset: start, end: offset)
  }

  public mutating func skip(_ length: Int) throws(WireError) {
    _ = try advance(length)
  }

  public mutating func rest() -> [UInt8] {
    defer { offset = end }
    return Array(storage[offset..<end])
  }

  /// Reads up to and over the terminator, which is not part of the result.
  public mutating func bytes(before terminator: UInt8) throws(WireError) -> [UInt8] {
    guard let found = storage[offset..<end].firstIndex(of: terminator) else {
      throw .truncated(missing: 1)
    }
    defer { offset = found + 1 }
    return Array(storage[offset..<found])
  }

  /// The next byte, left unread; nil at the end.
  public func peek() -> UInt8? { isAtEnd ? nil : storage[offset] }

  /// A reader over the whole message from an absolute offset: where a DNS name pointer leads.
  public func jumped(to target: Int) throws(WireError) -> ByteReader {
    guard target >= 0, target < storage.count else { throw .malformed("pointer past the end") }
    return ByteReader(storage: storage, offset: target, end: storage.count)
  }

  /// All bytes of the message up to, but without, an absolute offset that was already read.
  public func message(upTo limit: Int) -> ArraySlice<UInt8> { storage.prefix(limit) }

  /// The bytes between an absolute offset and the next byte: what was read since then.
  public func bytes(since start: Int) -> [UInt8] {
    // An earlier `offset`, never a length from the wire.
    precondition(start >= 0 && start <= offset)
    return Array(storage[start..<offset])
  }

  // MARK: Addresses

  public mutating func ipv4() throws(WireError) -> IPv4Address { IPv4Address(bits: try uint32()) }
  public mutating func ipv6() throws(WireError) -> IPv6Address { IPv6Address(bits: try uint128()) }

  /// Moves over `length` bytes and answers where they start.
  private mutating func advance(_ length: Int) throws(WireError) -> Int {
    guard length >= 0 else { throw .malformed("negative length") }
    guard length <= count else { throw .truncated(missing: length - count) }
    defer { offset += length }
    return offset
  }
}
