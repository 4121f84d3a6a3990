#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// What a failure means that the kernel reports without an answer from outside.
public enum LocalFailure: Sendable {
  /// No way leads there: ENETUNREACH, or a route that refuses.
  case noRoute
  /// Nobody has that address on the link: EHOSTUNREACH after ARP or neighbour discovery.
  case noNeighbour
  /// This system's own trouble: permissions, descriptors, memory, addresses.
  case local

  public init(code: Int32) {
    switch code {
    case ENETUNREACH, ENETDOWN: self = .noRoute
    case EHOSTUNREACH, EHOSTDOWN: self = .noNeighbour
    default: self = .local
    }
  }
}
