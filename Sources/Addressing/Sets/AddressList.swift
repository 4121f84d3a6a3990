/// Addresses in a chosen order, found by their place in it and never all held in memory.
public struct AddressList: Sendable {
  public enum Order: Sendable {
    case ascending
    /// The same addresses from the last to the first.
    case descending
    /// A random order; equal seeds give equal orders.
    case shuffled(seed: UInt64)
  }

  /// Part of the list: every `step`th address from `first` on.
  private struct Stretch {
    let first: IPAddress
    /// Addresses in it, less one, so that ::/0 fits.
    let lastIndex: UInt128
    /// Addresses in the stretches before it.
    let before: UInt128
  }

  private var stretches: [Stretch] = []
  private let step: UInt128
  private let order: Order
  private var shuffle: Permutation?

  /// The place of the last address; nil while there is none.
  private var last: UInt128?

  /// False for a list of more than 2^128 addresses, which can be read in ascending order alone.
  public private(set) var isWhole = true

  /// How many addresses the list has; nil when they pass 2^128 − 1.
  public var count: UInt128? {
    guard isWhole, let last else { return isWhole ? 0 : nil }
    return last == .max ? nil : last + 1
  }

  /// The list of the ranges one after the other, each from its first address in steps.
  public init(_ ranges: [IPRange], step: UInt128 = 1, order: Order = .ascending) {
    precondition(step > 0, "a step of 0 never ends")
    self.step = step
    self.order = order
    for range in ranges {
      let (before, carry) = last?.addingReportingOverflow(1) ?? (0, false)
      let lastIndex = range.distance / step
      if !carry {
        stretches.append(Stretch(first: range.first, lastIndex: lastIndex, before: before))
      }
      let (sum, overflow) = before.addingReportingOverflow(lastIndex)
      last = carry || overflow ? .max : sum
      if carry || overflow {
        isWhole = false
        break
      }
    }
    if case .shuffled(let seed) = order, let last { shuffle = Permutation(last: last, seed: seed) }
  }

  /// The address at `place`, 0..<count, in the order of the list, which has to be whole for any but
  /// the ascending one.
  public func address(at place: UInt128) -> IPAddress {
    switch order {
    case .ascending: return address(ascending: place)
    case .descending: return address(ascending: (last ?? 0) - place)
    case .shuffled: return address(ascending: shuffle?[place] ?? place)
    }
  }

  private func address(ascending place: UInt128) -> IPAddress {
    var (low, high) = (0, stretches.count - 1)
    while low < high {
      let middle = (low + high + 1) / 2
      if stretches[middle].before <= place { low = middle } else { high = middle - 1 }
    }
    let stretch = stretches[low]
    // Inside the stretch, so neither the product nor the sum passes the last address.
    let offset = (place - stretch.before) * step
    switch stretch.first {
    case .v4(let first):
      return .v4(IPv4Address(bits: first.bits + UInt32(truncatingIfNeeded: offset)))
    case .v6(let first): return .v6(IPv6Address(bits: first.bits + offset))
    }
  }
}

extension IPRange {
  /// From the first address to the last: one less than the count.
  var distance: UInt128 {
    switch self {
    case .v4(let range): UInt128(range.last.bits - range.first.bits)
    case .v6(let range): range.last.bits - range.first.bits
    }
  }

  /// The usable addresses where the range is exactly one prefix; otherwise the range as it is.
  public var hosts: IPRange {
    switch exactPrefix {
    case .v4(let prefix): .v4(prefix.hosts.range)
    case .v6(let prefix): .v6(prefix.hosts.range)
    case nil: self
    }
  }
}
