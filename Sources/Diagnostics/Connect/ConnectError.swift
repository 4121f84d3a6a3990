public import Platform
public import Sockets
public import TLS

/// Why a conversation did not come about.
public enum ConnectError: Error, Sendable {
  case noLoop(SystemError)
  case lookup(LookupError)
  case badZone(SocketError)
  /// No address of the host is of the family that was asked for.
  case noAddress
  case connecting(SocketError, SocketAddress)
  case tls(TLSError)
  case file(String, SystemError)
  /// Standard input cannot be read.
  case input(SystemError)
  /// A UDP socket could not be opened or may not send there.
  case sending(SocketError, SocketAddress)
  case noInterface(String)
  case interrupted(signal: Int32)

  /// Whether the host or the network has answered that it cannot be, rather than nobody.
  public var isAnswer: Bool {
    switch self {
    case .lookup(let error):
      switch error.reason {
      case .noSuchName, .noAddress, .otherFamily: true
      default: false
      }
    case .noAddress: true
    case .connecting(let error, _):
      switch error {
      case .rejected: true
      case .system(let failure):
        ["ECONNREFUSED", "ECONNRESET", "EHOSTUNREACH", "ENETUNREACH"].contains(failure.symbol)
      case .timedOut, .cancelled, .closed: false
      }
    case .tls(let error):
      switch error {
      case .unverified, .pinMismatch, .alert, .notTLS, .violation, .truncated: true
      default: false
      }
    case .noLoop, .badZone, .file, .input, .sending, .noInterface, .interrupted: false
    }
  }
}
