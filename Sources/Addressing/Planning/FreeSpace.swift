/// What is left of a network when the used parts are taken out, and where a new subnet goes.
public struct FreeSpace<Address: InternetAddress>: Sendable {
  public let network: Prefix<Address>

  /// The gaps, in order, none next to another.
  public let ranges: [AddressRange<Address>]

  /// Used parts may stand in any order, overlap, and reach beyond the network.
  public init(of network: Prefix<Address>, without used: some Sequence<AddressRange<Address>>) {
    self.network = network
    var gaps: [AddressRange<Address>] = []
    var cursor: Address? = network.first
    for range in used.sorted() where range.overlaps(network.range) {
      guard let start = cursor else { break }
      if let end = range.first.previous, start <= end {
        gaps.append(AddressRange(first: start, last: end))
      }
      cursor = range.last.next.map { max($0, start) }
    }
    if let start = cursor, start <= network.last {
      gaps.append(AddressRange(first: start, last: network.last))
    }
    ranges = gaps
  }

  /// The free addresses as the fewest blocks, in order.
  public var prefixes: [Prefix<Address>] { ranges.flatMap(\.prefixes) }

  public var count: AddressCount { ranges.reduce(.zero) { $0 + $1.count } }

  /// The next `count` free blocks of a length by best fit: each from the smallest free block that
  /// holds it, the lowest of equals, so that large blocks stay whole. Fewer when there are not so
  /// many.
  public func next(_ count: Int, length: Int) -> [Prefix<Address>] {
    guard (0...Address.width).contains(length) else { return [] }
    var blocks = prefixes
    var found: [Prefix<Address>] = []
    while found.count < count {
      let best = blocks.indices.filter { blocks[$0].length <= length }
        .max { (blocks[$0].length, blocks[$1].network) < (blocks[$1].length, blocks[$0].network) }
      guard let best else { break }
      let block = blocks.remove(at: best)
      let part = Prefix(containing: block.network, length: length)
      found.append(part)
      // What the block has left: the upper half, the upper half of the lower half, and so on.
      if let next = part.last.next, next <= block.last {
        blocks += AddressRange(first: next, last: block.last).prefixes
      }
    }
    return found
  }
}
