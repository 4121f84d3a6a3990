/// A set of addresses of one family: ranges in order that neither overlap nor touch. The form is
/// unique, so equal sets have equal ranges.
public struct AddressSet<Address: InternetAddress>: ~Copyable {
  public typealias Element = AddressRange<Address>

  private(set) var ranges: RangeStore<Address>

  /// The empty set.
  public init(on workbench: Workbench = .plain) {
    ranges = RangeStore(on: workbench)
  }

  /// All that is in either store, in any order and overlapping as it may.
  public init(
    merging left: consuming RangeStore<Address>, _ right: consuming RangeStore<Address>
  ) {
    ranges = RangeSort.merged(left, right)
  }

  /// All that is in the store, in any order and overlapping as it may.
  public init(merging store: consuming RangeStore<Address>) {
    let workbench = store.workbench
    self.init(merging: store, RangeStore(on: workbench))
  }

  /// Every address of the family.
  public static func everything(on workbench: Workbench = .plain) -> AddressSet {
    var set = AddressSet(on: workbench)
    set.ranges.append(Element(first: .lowest, last: .highest))
    return set
  }

  /// Appends a range that begins at or after the one before it; one that touches it is joined.
  mutating func append(_ range: Element) { ranges.appendJoining(range) }

  var workbench: Workbench { ranges.workbench }

  public var isEmpty: Bool { ranges.count == 0 }

  /// How many ranges it consists of.
  public var rangeCount: Int { ranges.count }

  /// The range at `index`, from the lowest.
  public subscript(index: Int) -> Element { ranges[index] }

  /// How many addresses are in it.
  public var count: AddressCount {
    var sum = AddressCount.zero
    for index in 0..<ranges.count { sum += ranges[index].count }
    return sum
  }

  /// How many prefixes it takes to write it down.
  public var prefixCount: Int {
    var sum = 0
    for index in 0..<ranges.count { sum += ranges[index].prefixCount }
    return sum
  }

  public borrowing func contains(_ address: Address) -> Bool {
    var (low, high) = (0, ranges.count)
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].last < address { low = middle + 1 } else { high = middle }
    }
    return low < ranges.count && ranges[low].first <= address
  }
}

extension AddressRange {
  /// How many prefixes make it up: one for each step from the low end up to where the two ends part
  /// and one for each from there down to the high end, so the bits tell without making them.
  var prefixCount: Int {
    let parting = first.bits ^ last.bits
    guard parting != 0 else { return 1 }
    // The bits below the highest in which the two differ: what each end fills of its own half.
    let below = Address.width - 1 - parting.leadingZeroBitCount
    let mask: Address.Bits = 1 << Address.Bits(below) - 1
    let (low, high) = (first.bits & mask, last.bits & mask)
    if low == 0, high == mask { return 1 }
    let up = low == 0 ? 1 : below - (low - 1).nonzeroBitCount
    return up + (high == mask ? 1 : (high + 1).nonzeroBitCount)
  }
}

extension RangeStore {
  /// Appends a range that begins at or after the one before it; one that touches it is joined.
  @inline(__always)
  mutating func appendJoining(_ range: Element) {
    if count > 0 {
      let end = unsafe base[count &- 1]
      if end.reaches(range.first) {
        if range.last > end.last {
          unsafe base[count &- 1] = AddressRange(ascending: end.first, range.last)
        }
        return
      }
    }
    reserve(1)
    unsafe (base + count).initialize(to: range)
    count &+= 1
  }
}

extension AddressRange {
  /// Whether an address at or after the first is inside or the next one beyond the end.
  @inline(__always)
  func reaches(_ address: Address) -> Bool {
    address <= last || address.bits &- last.bits == 1
  }

  /// Without the check, for where order is known: `first` ≤ `last`.
  @inline(__always)
  init(ascending first: Address, _ last: Address) {
    self.first = first
    self.last = last
  }
}
