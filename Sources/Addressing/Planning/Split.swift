extension Prefix {
  /// The equal parts of the given length, in order and made one at a time; nil when the length is
  /// shorter than this block's or longer than the family has.
  ///
  ///     10.0.0.0/8 at /10: 10.0.0.0/10, 10.64.0.0/10, 10.128.0.0/10, 10.192.0.0/10
  @inlinable
  public func subnets(length: Int) -> Subnets<Address>? {
    guard length >= self.length, length <= Address.width else { return nil }
    return Subnets(of: self, length: length)
  }

  /// The fewest equal parts that are at least `count`: 6 become 8. Nil when `count` is below 1 or
  /// there are not that many addresses.
  public func subnets(count: Int) -> Subnets<Address>? {
    guard count > 0 else { return nil }
    return subnets(length: length + (Int.bitWidth - (count - 1).leadingZeroBitCount))
  }

  /// The parts that borrowing bits makes: 2 bits make 4. Nil when that many are not there.
  public func subnets(borrowing bits: Int) -> Subnets<Address>? {
    guard (0...hostBits).contains(bits) else { return nil }
    return subnets(length: length + bits)
  }
}

/// Equal parts of a block: a sequence that owns no memory, however many there are.
public struct Subnets<Address: InternetAddress>: Sequence, Sendable {
  public let parent: Prefix<Address>

  /// The length of each part.
  public let length: Int

  @inlinable
  init(of parent: Prefix<Address>, length: Int) {
    self.parent = parent
    self.length = length
  }

  /// How many bits were borrowed.
  public var borrowedBits: Int { length - parent.length }

  /// How many parts: 2 to the power of `borrowedBits`.
  public var count: AddressCount { AddressCount(powerOfTwo: borrowedBits) }

  public var first: Prefix<Address> { Prefix(containing: parent.first, length: length) }
  public var last: Prefix<Address> { Prefix(containing: parent.last, length: length) }

  /// How many parts are over when `count` were asked for.
  public func spare(of count: Int) -> AddressCount { self.count - AddressCount(count) }

  /// The part at `index`, from 0; a negative one counts from the end, -1 the last. Nil outside.
  public subscript(index: Int) -> Prefix<Address>? {
    parent.subnet(index, length: length)
  }

  @inlinable
  public func makeIterator() -> Iterator {
    Iterator(next: Prefix(containing: parent.network, length: length), last: parent.last)
  }

  public struct Iterator: IteratorProtocol {
    @usableFromInline var pending: Prefix<Address>?
    @usableFromInline let last: Address

    @inlinable
    init(next: Prefix<Address>, last: Address) {
      pending = next
      self.last = last
    }

    @inlinable
    public mutating func next() -> Prefix<Address>? {
      guard let part = pending else { return nil }
      let end = part.last
      pending =
        end < last ? end.next.map { Prefix(containing: $0, length: part.length) } : nil
      return part
    }
  }
}
