extension Prefix {
  /// The address at `index`, network address 0; a negative index counts from the end, -1 the last
  /// (Terraform's cidrhost). Nil outside the block.
  public func address(_ index: Int) -> Address? {
    offset(index, count: hostBits).map { Address(bits: network.bits + $0) }
  }

  /// The part of the given length at `index`; a negative index counts from the end (Terraform's
  /// cidrsubnet). Nil outside the block, and when the length does not fit.
  public func subnet(_ index: Int, length: Int) -> Self? {
    guard length >= self.length, length <= Address.width,
      let offset = offset(index, count: length - self.length)
    else { return nil }
    let bits = offset << Address.Bits(Address.width - length)
    return Self(containing: Address(bits: network.bits + bits), length: length)
  }

  /// The distance of an index among 2^`count` things; nil outside.
  private func offset(_ index: Int, count: Int) -> Address.Bits? {
    let magnitude = index.magnitude
    let last: Address.Bits = count == 0 ? 0 : ~0 >> Address.Bits(Address.width - count)
    if index >= 0 {
      return Address.Bits(exactly: magnitude).flatMap { $0 <= last ? $0 : nil }
    }
    return Address.Bits(exactly: magnitude - 1).flatMap { $0 <= last ? last - $0 : nil }
  }
}

extension IPPrefix {
  /// The address at `index`, network address 0; -1 is the last. Nil outside the block.
  public func address(_ index: Int) -> IPAddress? {
    switch self {
    case .v4(let prefix): prefix.address(index).map { .v4($0) }
    case .v6(let prefix): prefix.address(index).map { .v6($0) }
    }
  }

  /// The part of the given length at `index`; -1 is the last. Nil outside the block, and when the
  /// length does not fit.
  public func subnet(_ index: Int, length: Int) -> IPPrefix? {
    switch self {
    case .v4(let prefix): prefix.subnet(index, length: length).map { .v4($0) }
    case .v6(let prefix): prefix.subnet(index, length: length).map { .v6($0) }
    }
  }
}
