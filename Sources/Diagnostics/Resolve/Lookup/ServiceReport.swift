package import Addressing
import Platform

/// What one service of nsswitch.conf answers when it is asked alone, in a process of its own.
package struct ServiceReport: Encodable, Hashable, Sendable {
  package enum Status: String, Hashable, Sendable, Encodable {
    case found
    case notFound = "not-found"
    case unavailable
    case timeout
    case interrupted
  }

  /// `files`, `dns`, `myhostname`.
  package var service: String
  /// What nsswitch.conf has behind it in brackets; nil for nothing.
  package var action: String?
  package var status: Status
  /// getaddrinfo's code; nil where it found something or did not come back.
  package var eai: Int?
  /// From the call to the answer, in the child process.
  package var time: Duration?
  package var addresses: [ScopedAddress]
  /// The hosts file, for the service `files`.
  package var file: String?
  package var lines: [Int]?
  /// What went wrong, in words; nil for nothing.
  package var error: String?
  /// Whether this is the service whose answer applications get.
  package var isChosen: Bool
}
