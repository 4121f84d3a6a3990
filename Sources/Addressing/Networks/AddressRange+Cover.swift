extension AddressRange {
  /// The fewest prefixes that hold exactly these addresses, in order and made one at a time. At
  /// most 2 × width − 2: 62 for IPv4, 254 for IPv6.
  ///
  ///     10.0.0.5-10.0.0.20: 10.0.0.5/32, .6/31, .8/29, .16/30, .20/32
  @inlinable
  public var prefixes: RangePrefixes<Address> { RangePrefixes(self) }

  /// The smallest single prefix that holds them all: 10.0.0.0/27 for 10.0.0.5-10.0.0.20.
  public var coveringPrefix: Prefix<Address> {
    Prefix(containing: first, length: (first.bits ^ last.bits).leadingZeroBitCount)
  }

  /// The prefix that is exactly this range; nil when several are needed.
  public var exactPrefix: Prefix<Address>? {
    let prefix = coveringPrefix
    return prefix.first == first && prefix.last == last ? prefix : nil
  }
}

/// The prefixes that make up a range, from the low end.
public struct RangePrefixes<Address: InternetAddress>: Sequence, IteratorProtocol, Sendable {
  @usableFromInline
  var rest: AddressRange<Address>?

  @inlinable
  init(_ range: AddressRange<Address>) { rest = range }

  @inlinable
  public mutating func next() -> Prefix<Address>? {
    guard let range = rest else { return nil }
    // The block grows while it stays aligned on its first address and inside the range. The room
    // is last − first, which is one less than the count and so never overflows.
    let alignment = range.first.bits.trailingZeroBitCount
    let room = range.last.bits &- range.first.bits
    let (size, isWhole) = room.addingReportingOverflow(1)
    let fitting = isWhole ? Address.width : Address.width - 1 - size.leadingZeroBitCount
    let length = Address.width - Swift.min(alignment, fitting)
    let prefix = Prefix(containing: range.first, length: length)
    rest = prefix.last.next.flatMap { next in
      next <= range.last ? AddressRange(first: next, last: range.last) : nil
    }
    return prefix
  }
}
