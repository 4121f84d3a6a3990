import Addressing

/// Reads gai.conf(5), with which an administrator replaces glibc's address selection tables.
public enum GaiConfiguration {
  /// The policy that holds with a file of this text: each kind of line replaces the whole of its
  /// built-in table. Lines that glibc would not take are passed over, as it does.
  public static func policy(_ text: String) -> AddressPolicy {
    var labels: [PolicyTable.Entry] = []
    var precedences: [PolicyTable.Entry] = []
    var scopes: [AddressPolicy.ScopeEntry] = []
    for line in ConfigurationLines(text) where line.words.count >= 3 {
      guard let value = Int32(line.words[2]).map(Int.init), value >= 0 else { continue }
      switch line.words[0] {
      case "label": entry(line.words[1], value).map { labels.append($0) }
      case "precedence": entry(line.words[1], value).map { precedences.append($0) }
      case "scopev4": scope(line.words[1], value).map { scopes.append($0) }
      default: break
      }
    }
    var policy = AddressPolicy.glibc
    guard !labels.isEmpty || !precedences.isEmpty || !scopes.isEmpty else { return policy }
    policy.name = "gai.conf"
    // glibc adds the row for everything where the file has none.
    if !labels.isEmpty { policy.labels = PolicyTable(labels + [.init(.everything, 1)]) }
    if !precedences.isEmpty {
      policy.precedences = PolicyTable(precedences + [.init(.everything, 40)])
    }
    if !scopes.isEmpty {
      let all = scopes + [AddressPolicy.ScopeEntry(.everything, .global)]
      policy.scopes = (0...32).reversed().flatMap { length in
        all.filter { $0.prefix.length == length }
      }
    }
    return policy
  }

  private static func entry(_ text: Substring, _ value: Int) -> PolicyTable.Entry? {
    guard let (address, length) = parts(text, wholeLength: 128),
      let address = try? IPv6Address(address)
    else { return nil }
    return .init(IPv6Prefix(containing: address, length: length), value)
  }

  /// `::ffff:169.254.0.0/112`, or the IPv4 prefix itself.
  private static func scope(_ text: Substring, _ value: Int) -> AddressPolicy.ScopeEntry? {
    if let (address, length) = parts(text, wholeLength: 128),
      let address = try? IPv6Address(address), address.isMapped, length >= 96
    {
      let four = IPv4Address(bits: UInt32(truncatingIfNeeded: address.bits))
      return .init(
        IPv4Prefix(containing: four, length: length - 96), AddressScope(rawValue: value))
    }
    guard let (address, length) = parts(text, wholeLength: 32),
      let address = try? IPv4Address(address)
    else { return nil }
    return .init(IPv4Prefix(containing: address, length: length), AddressScope(rawValue: value))
  }

  private static func parts(
    _ text: Substring, wholeLength: Int
  ) -> (address: Substring, length: Int)? {
    let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else { return (text, wholeLength) }
    guard let length = Int(parts[1]), (0...wholeLength).contains(length) else { return nil }
    return (parts[0], length)
  }
}
