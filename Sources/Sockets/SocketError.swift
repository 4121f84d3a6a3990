public import Platform

/// Why a wait on a socket ended without what was waited for.
public enum SocketError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The deadline passed.
  case timedOut
  /// The task was cancelled, by Ctrl-C or by its parent.
  case cancelled
  /// This end has closed the socket.
  case closed
  /// The kernel refused; ECONNREFUSED from a connect is the peer's reset.
  case system(SystemError)
  /// An ICMP message ended it: a router, a firewall or the host said so.
  case rejected(ICMPReport)

  /// The errno behind it; nil for those without.
  public var code: Int32? {
    switch self {
    case .timedOut, .cancelled, .closed: nil
    case .system(let error): error.code
    case .rejected(let report): report.code
    }
  }

  /// 10 ms: how long a server rests after a failure of the system before it tries again.
  public static let pause = Duration.milliseconds(10)

  /// Whether a server is told to stop by it: any other failure may pass.
  var endsService: Bool { self == .closed || self == .cancelled }

  public var description: String {
    switch self {
    case .timedOut: "timed out"
    case .cancelled: "interrupted"
    case .closed: "closed"
    case .system(let error): error.message
    case .rejected(let report): report.description
    }
  }
}

/// Runs a call that fails with errno and throws it as a socket's error.
func asSocketError<Value: ~Copyable>(
  _ body: () throws(SystemError) -> Value
) throws(SocketError) -> Value {
  do {
    return try body()
  } catch {
    throw .system(error)
  }
}
