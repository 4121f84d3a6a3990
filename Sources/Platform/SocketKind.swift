/// How a socket carries its bytes.
public enum SocketKind: Sendable {
  case stream
  case datagram
  case raw
}

extension SocketKind {
  /// SOCK_STREAM and its kin, the same numbers on every system.
  public var number: Int32 {
    switch self {
    case .stream: 1
    case .datagram: 2
    case .raw: 3
    }
  }

  public init?(number: Int32) {
    switch number {
    case 1: self = .stream
    case 2: self = .datagram
    case 3: self = .raw
    default: return nil
    }
  }
}
