import Addressing
import Sockets

/// The addresses of this host: an ICMP message from one of them means that a neighbour stayed
/// silent. Read when the first such message comes.
struct OwnAddresses: Sendable {
  private var known: Set<IPAddress>?

  mutating func contains(_ address: IPAddress?) -> Bool {
    guard let address else { return false }
    if known == nil {
      let listed = (try? NetworkState.addresses()) ?? []
      known = Set(listed.map(\.address))
    }
    if case .v4(let four) = address, four.bits >> 24 == 127 { return true }
    return known?.contains(address) ?? false
  }
}
