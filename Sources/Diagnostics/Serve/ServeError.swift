import Platform
public import Sockets
public import TLS

/// Why a server could not begin.
public enum ServeError: Error, Sendable {
  case cannotListen(Transport, SocketAddress, SocketError)
  case noPlace(SocketError)
  /// The system has no descriptors for a loop.
  case noLoop(SocketError)
  case noInterface(String)
  case cannotJoin(String, SocketError)
  case tls(TLSError)

  /// One sentence, no full stop.
  public var description: String {
    switch self {
    case .cannotListen(let transport, let address, let error):
      "cannot listen on \(transport.rawValue) \(address): \(error)"
    case .noPlace(let error): "cannot listen there: \(error)"
    case .noLoop(let error): "cannot start: \(error)"
    case .noInterface(let name): "there is no interface '\(name)'"
    case .cannotJoin(let group, let error): "cannot join \(group): \(error)"
    case .tls(let error): "\(error)"
    }
  }

  /// What to try next.
  public var advice: String? {
    switch self {
    case .cannotListen(let transport, let address, let error):
      switch error.system {
      case "EADDRINUSE":
        "another program has the port; see it with: ss -\(transport == .tcp ? "tlnp" : "ulnp")"
      case "EACCES": "ports below 1024 are for root; try \(Int(address.port) + 8000)"
      case "EADDRNOTAVAIL": "the address is not one of this host's; see them with: ip address"
      default: nil
      }
    case .tls(let error): error.advice
    case .noPlace, .noLoop, .noInterface, .cannotJoin: nil
    }
  }
}

extension SocketError {
  /// The errno's name; nil where there is none.
  var system: String? {
    if case .system(let error) = self { error.symbol } else { nil }
  }
}
