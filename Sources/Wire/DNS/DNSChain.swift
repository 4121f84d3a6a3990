public import Addressing

/// What an answer section says about one name: its aliases in order and the records at their end
/// (RFC 1034 §3.6.2).
public struct DNSChain: Hashable, Sendable {
  /// Each CNAME (or DNAME rewriting) followed, from the asked name on, without it.
  public private(set) var aliases: [DNSName] = []
  /// Records of the asked type at the end of the aliases; empty when there are none.
  public private(set) var records: [DNSRecord] = []
  /// The least TTL of all records that were used, in seconds; nil when none was.
  public private(set) var ttl: UInt32?
  /// True when the aliases come back to a name that was passed.
  public private(set) var loops = false

  /// The name at the end: the canonical name.
  public let canonical: DNSName

  public var addresses: [IPAddress] { records.compactMap(\.address) }

  /// Walks the answers of a message from `name`. Records in any order; others are left aside.
  public init(of name: DNSName, _ type: DNSRecordType, in message: DNSMessage) {
    var current = name
    var passed: Set<DNSName> = [name]
    while true {
      let own = message.answers.filter { $0.name == current }
      let found = own.filter { $0.type == type }
      if !found.isEmpty {
        records = found
        ttl = found.map(\.ttl).reduce(ttl ?? .max, min)
        break
      }
      guard let (next, aliasTTL) = Self.alias(of: current, own, message.answers) else { break }
      guard passed.insert(next).inserted else {
        loops = true
        break
      }
      aliases.append(next)
      ttl = min(ttl ?? .max, aliasTTL)
      current = next
    }
    canonical = current
  }

  private static func alias(
    of name: DNSName, _ own: [DNSRecord], _ all: [DNSRecord]
  ) -> (DNSName, UInt32)? {
    for record in own where record.type == .cname {
      if case .name(let target) = record.data { return (target, record.ttl) }
    }
    // RFC 6672 §2.2: a DNAME above the name replaces its own owner by its target.
    for record in all where record.type == .dname && record.name != name {
      guard case .name(let target) = record.data, name.isWithin(record.name) else { continue }
      let kept = name.labels.dropLast(record.name.labels.count) + target.labels
      if let rewritten = try? DNSName(labels: kept.map(Array.init)) {
        return (rewritten, record.ttl)
      }
    }
    return nil
  }
}
