public import Addressing

/// What resolv.conf(5) and RES_OPTIONS tell the C library's DNS client, as far as it explains an
/// answer.
public struct ResolverConfiguration: Hashable, Sendable {
  /// In the order in which they are asked; glibc takes the first three.
  public var servers: [ScopedAddress] = []
  /// Domains tried behind names with too few dots.
  public var search: [String] = []
  /// A name with this many dots is tried as it stands first.
  public var ndots = 1
  /// Whether AAAA is never asked for (glibc 2.36 and later).
  public var skipsIPv6 = false
  /// Lines that no reader would take, each `line 3: bad address '10.0.0.300'`.
  public var faults: [String] = []

  public static let serverLimit = 3

  public init() {}

  /// Reads the file's text. Later `search` and `domain` lines replace earlier ones; unknown words
  /// are passed over, as resolv.conf(5) says.
  ///
  /// - Parameters:
  ///   - options: RES_OPTIONS, which adds to the file's options.
  ///   - domains: LOCALDOMAIN, which replaces the file's search list.
  public init(_ text: String, options: String? = nil, domains: String? = nil) {
    let lines = ConfigurationLines(text, comments: "#;", trailingComments: false)
    for line in lines {
      let values = line.words.dropFirst()
      switch line.words[0] {
      case "nameserver": addServer(values.first.map(String.init) ?? "", line.number)
      case "domain": search = values.prefix(1).map(Self.domain)
      case "search": search = values.map(Self.domain)
      case "options": values.forEach { apply(option: $0) }
      default: break
      }
    }
    if let domains, !domains.isEmpty { search = domains.split(separator: " ").map(Self.domain) }
    options?.split(separator: " ").forEach { apply(option: $0) }
    if servers.isEmpty {
      // Without a server the local one is asked.
      servers = [ScopedAddress(.v4(IPv4Address(bits: 0x7F00_0001)))]
    }
  }

  private mutating func addServer(_ text: String, _ line: Int) {
    do {
      let address = try ScopedAddress(text, rules: .loose)
      if servers.count < Self.serverLimit {
        servers.append(address)
      } else {
        faults.append("line \(line): a name server behind the third is never asked")
      }
    } catch {
      faults.append("line \(line): \(error)")
    }
  }

  private mutating func apply(option: Substring) {
    let parts = option.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let number = parts.count == 2 ? Int(parts[1]) : nil
    switch (parts[0], number) {
    case ("ndots", let count?): ndots = min(max(count, 0), 15)
    case ("no-aaaa", _): skipsIPv6 = true
    default: break
    }
  }

  private static func domain(_ word: Substring) -> String {
    word.count > 1 && word.hasSuffix(".") ? String(word.dropLast()) : String(word)
  }

  /// The full names that are tried for a typed one, in order (resolv.conf(5), `ndots` and `search`).
  public func candidates(for name: String) -> [String] {
    if name.hasSuffix(".") { return [String(name.dropLast())] }
    let behind = search.filter { $0 != "." }.map { "\(name).\($0)" }
    let dots = name.count { $0 == "." }
    return dots >= ndots ? [name] + behind : behind + [name]
  }
}
