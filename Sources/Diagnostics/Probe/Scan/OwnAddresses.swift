import Addressing
import Sockets

/// The addresses of this host: an ICMP message from one of them means that a neighbour stayed
/// silent. Read when the first such message comes.
struct OwnAddresses: Sendable {
  private var known: Set<IPAddress>?

  mutating func contains(_ address: IPAddress?) -> Bool {
    guard let address else { return false }
    return Self.isLoopback(address) || listed().contains(address)
  }

  /// Whether one of them is in the block.
  mutating func areAmong(_ block: HostBlock) -> Bool {
    let (first, last) = (block.address(0), block.address(block.count - 1))
    if Self.isLoopback(first) || Self.isLoopback(last) { return true }
    return listed().contains { $0.family == first.family && first <= $0 && $0 <= last }
  }

  private mutating func listed() -> Set<IPAddress> {
    if let known { return known }
    let listed = Set(((try? NetworkState.addresses()) ?? []).map(\.address))
    known = listed
    return listed
  }

  /// Whether the address is this host's whatever its interfaces (RFC 1122 §3.2.1.3, RFC 4291 §2.5.3).
  static func isLoopback(_ address: IPAddress) -> Bool {
    switch address {
    case .v4(let four): four.bits >> 24 == 127
    case .v6(let six): six.bits == 1
    }
  }
}
