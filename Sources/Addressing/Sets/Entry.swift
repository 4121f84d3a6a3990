/// One word of a list or one operand: an address, a network or a range.
public struct Entry: Hashable, Sendable {
  public let range: IPRange

  /// Whether host bits were set, and dropped.
  public let hasHostBits: Bool

  /// Reads `a`, `a/length`, `a/mask` or `a-b`, of either family.
  public init(parsing bytes: Span<UInt8>, rules: ParsingRules = .strict) throws(AddressFault) {
    if bytes.firstIndex(of: "-") != nil {
      range = try IPRange(parsing: bytes, rules: rules)
      hasHostBits = false
      return
    }
    let text = try PrefixText(bytes)
    switch try text.readAddress(in: bytes, rules: rules) {
    case .v4(let address):
      let prefix = try text.prefix(of: address, in: bytes, rules: rules).prefix
      range = .v4(prefix.range)
      hasHostBits = prefix.network != address
    case .v6(let address):
      let prefix = try text.prefix(of: address, in: bytes, rules: rules).prefix
      range = .v6(prefix.range)
      hasHostBits = prefix.network != address
    }
  }
}
