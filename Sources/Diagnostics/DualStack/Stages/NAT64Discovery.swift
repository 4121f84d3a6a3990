import Addressing
import Platform
import Sockets
import Wire

/// Finds a translator's prefix by the addresses that a DNS64 makes up for ipv4only.arpa (RFC 7050).
struct NAT64Discovery: Sendable {
  static let name = "ipv4only.arpa"

  /// 192.0.0.170 and 192.0.0.171, all the IPv4 addresses that the name has (RFC 7050 §8.1).
  static let wellKnown: Set<IPv4Address> = [
    IPv4Address(bits: 0xC000_00AA), IPv4Address(bits: 0xC000_00AB),
  ]

  var loop: EventLoop
  var servers: [SocketAddress]
  var deadline: Deadline

  /// The first prefix that a name server's answer holds; nil where all say that there is none, or
  /// the time is up.
  func run() async -> IPv6Prefix? {
    guard let name = try? DNSName(Self.name) else { return nil }
    return await withTaskGroup(of: IPv6Prefix?.self) { group in
      for server in servers {
        group.addTask {
          let question = DNSQuestion(name, .aaaa)
          let reply = await DNSExchange(question, to: server).ask(on: loop, by: deadline)
          guard case .answered(let message) = reply.outcome else { return nil }
          let chain = DNSChain(of: name, .aaaa, in: message)
          return Self.prefixes(in: chain.addresses.compactMap { IPv6Address($0) }).first
        }
      }
      for await prefix in group {
        if let prefix {
          group.cancelAll()
          return prefix
        }
      }
      return nil
    }
  }

  /// The prefixes, of any of the six lengths, behind which the addresses hold a well-known one
  /// (RFC 7050 §3). One that explains every address goes first: an address can fit several lengths
  /// by chance, two seldom the same ones.
  static func prefixes(in addresses: [IPv6Address]) -> [IPv6Prefix] {
    var counts: [(prefix: IPv6Prefix, count: Int)] = []
    for address in addresses {
      for length in NAT64.lengths.reversed() {
        let prefix = IPv6Prefix(containing: address, length: length)
        guard let found = NAT64.extract(from: address, prefix: prefix), wellKnown.contains(found)
        else { continue }
        if let index = counts.firstIndex(where: { $0.prefix == prefix }) {
          counts[index].count += 1
        } else {
          counts.append((prefix, 1))
        }
      }
    }
    // Stable: among equals the longest prefix of the first address stays first.
    let most = counts.map(\.count).max() ?? 0
    return counts.filter { $0.count == most }.map(\.prefix)
  }
}
