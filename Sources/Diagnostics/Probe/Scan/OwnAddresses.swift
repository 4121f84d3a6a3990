import Addressing
import Sockets

/// The addresses of this host: an ICMP message from one of them means that a neighbour stayed
/// silent. Read when the first such message comes.
struct OwnAddresses: Sendable {
  private var known: Set<IPAddress>?

  mutating func contains(_ address: IPAddress?) -> Bool {
    guard let address else { return false }
    if Self.isLoopback(address) { return true }
    if known == nil {
      let listed = (try? NetworkState.addresses()) ?? []
      known = Set(listed.map(\.address))
    }
    return known?.contains(address) ?? false
  }

  /// Whether the address is this host's whatever its interfaces (RFC 1122 §3.2.1.3, RFC 4291 §2.5.3).
  static func isLoopback(_ address: IPAddress) -> Bool {
    switch address {
    case .v4(let four): four.bits >> 24 == 127
    case .v6(let six): six.bits == 1
    }
  }
}
