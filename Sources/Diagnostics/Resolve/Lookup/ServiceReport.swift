public import Addressing
import Platform

/// What one service of nsswitch.conf answers when it is asked alone, in a process of its own.
public struct ServiceReport: Encodable, Hashable, Sendable {
  public enum Status: String, Hashable, Sendable, Encodable {
    case found
    case notFound = "not-found"
    case unavailable
    case timeout
    case interrupted
  }

  /// `files`, `dns`, `myhostname`.
  public var service: String
  /// What nsswitch.conf has behind it in brackets; nil for nothing.
  public var action: String?
  public var status: Status
  /// getaddrinfo's code; nil where it found something or did not come back.
  public var eai: Int?
  /// From the call to the answer, in the child process.
  public var time: Duration?
  public var addresses: [ScopedAddress]
  /// The hosts file, for the service `files`.
  public var file: String?
  public var lines: [Int]?
  /// What went wrong, in words; nil for nothing.
  public var error: String?
  /// Whether this is the service whose answer applications get.
  public var isChosen: Bool
}
