public import Addressing

/// Which hosts a certificate speaks for (RFC 9525 §6): to explain a mismatch, not to decide trust.
extension Certificate {
  /// The names that can stand for a host: `*.example.com`, addresses left out.
  public var hostNames: [String] {
    names.compactMap { if case .dns(let name) = $0 { name } else { nil } }
  }

  /// True when a DNS name of the certificate matches the host (A-labels). The common name is not
  /// looked at (RFC 9525 §6.3): browsers stopped in 2017.
  public func covers(host: String) -> Bool {
    hostNames.contains { Self.matches(pattern: $0, host: host) }
  }

  /// True when an IP address name equals it; DNS names never stand for addresses.
  public func covers(address: IPAddress) -> Bool {
    names.contains(.address(address))
  }

  /// `*` stands for exactly one whole label, the leftmost (RFC 9525 §6.3).
  static func matches(pattern: String, host: String) -> Bool {
    let pattern = labels(pattern)
    let host = labels(host)
    guard pattern.count == host.count, let first = pattern.first, !host.contains("") else {
      return false
    }
    // `*` alone, or with one label behind it, would speak for a whole top level.
    if first == "*" { return pattern.count > 2 && pattern.dropFirst() == host.dropFirst() }
    return pattern == host
  }

  private static func labels(_ name: String) -> [String] {
    let trimmed = name.hasSuffix(".") ? name.dropLast() : name[...]
    return trimmed.split(separator: ".", omittingEmptySubsequences: false).map {
      String($0).asciiLowercased
    }
  }
}
