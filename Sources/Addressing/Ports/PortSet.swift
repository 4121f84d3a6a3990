/// A set of ports, kept as sorted ranges that neither touch nor overlap: `22,80,8000-8100`.
public struct PortSet: Hashable, Sendable {
  public private(set) var ranges: [ClosedRange<UInt16>]

  /// Any ranges, in any order.
  public init(_ ranges: some Sequence<ClosedRange<UInt16>>) {
    self.ranges = []
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      guard let last = self.ranges.last, Int(range.lowerBound) <= Int(last.upperBound) + 1 else {
        self.ranges.append(range)
        continue
      }
      let end = Swift.max(last.upperBound, range.upperBound)
      self.ranges[self.ranges.count - 1] = last.lowerBound...end
    }
  }

  public init(_ ports: some Sequence<TransportPort>) {
    self.init(ports.map { $0.number...$0.number })
  }

  /// Every port but 0, which is no port on the wire.
  public static let all = PortSet(CollectionOfOne(1...65535))

  /// How many ports, up to 65,536.
  public var count: Int { ranges.reduce(0) { $0 + $1.count } }

  public var isEmpty: Bool { ranges.isEmpty }

  public func contains(_ port: TransportPort) -> Bool {
    // A scan that is taken up again has thousands of ranges behind it.
    var (low, high) = (0, ranges.count)
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].upperBound < port.number { low = middle + 1 } else { high = middle }
    }
    return low < ranges.count && ranges[low].contains(port.number)
  }

  public func subtracting(_ other: PortSet) -> PortSet {
    var kept: [ClosedRange<UInt16>] = []
    var holes = other.ranges[...]
    for range in ranges {
      holes = holes.drop { $0.upperBound < range.lowerBound }
      // Not a port: behind the last one there is none.
      var next = Int(range.lowerBound)
      for hole in holes.prefix(while: { $0.lowerBound <= range.upperBound }) {
        if next < hole.lowerBound { kept.append(UInt16(next)...(hole.lowerBound - 1)) }
        next = Int(hole.upperBound) + 1
      }
      if next <= range.upperBound { kept.append(UInt16(next)...range.upperBound) }
    }
    return PortSet(kept)
  }
}

extension PortSet: Sequence {
  /// The ports in ascending order.
  public func makeIterator() -> some IteratorProtocol<TransportPort> {
    ranges.lazy.joined().lazy.map { TransportPort($0) }.makeIterator()
  }
}

extension PortSet: CustomStringConvertible, Encodable {
  /// Reads ports and ranges with commas between them; `-` alone is every port but 0, `-1023` and
  /// `1024-` are open at one end.
  public init(parsing bytes: Span<UInt8>) throws(AddressFault) {
    guard !bytes.isEmpty else { throw AddressFault(.empty, at: 0) }
    var ranges: [ClosedRange<UInt16>] = []
    var start = 0
    while start <= bytes.count {
      let end = bytes.firstIndex(of: ",", from: start) ?? bytes.count
      do {
        ranges.append(try Self.readRange(bytes.extracting(start..<end)))
      } catch {
        throw error.shifted(by: start)
      }
      start = end + 1
    }
    self.init(ranges)
  }

  /// Reads the whole of `text`. The error quotes it and names the fault and its column.
  public init(_ text: some StringProtocol) throws(AddressError) {
    let text = String(text)
    do {
      try self.init(parsing: text.utf8.span)
    } catch {
      throw AddressError(input: text, fault: error)
    }
  }

  private static func readRange(_ bytes: Span<UInt8>) throws(AddressFault) -> ClosedRange<UInt16> {
    guard let dash = bytes.firstIndex(of: "-") else {
      let port = try TransportPort(parsing: bytes).number
      return port...port
    }
    var first: UInt16 = 1
    var last = UInt16.max
    if dash > 0 { first = try TransportPort(parsing: bytes.extracting(0..<dash)).number }
    if dash + 1 < bytes.count {
      do {
        last = try TransportPort(parsing: bytes.extracting(dash + 1..<bytes.count)).number
      } catch {
        throw error.shifted(by: dash + 1)
      }
    }
    guard first <= last else { throw AddressFault(.reversedRange, at: 0) }
    return first...last
  }

  public var description: String {
    let parts = ranges.map { range in
      range.count == 1 ? "\(range.lowerBound)" : "\(range.lowerBound)-\(range.upperBound)"
    }
    return parts.joined(separator: ",")
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
