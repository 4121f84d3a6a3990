/// What is to be thought of a name's lookup, in one word.
public enum Verdict: String, Hashable, Sendable, Encodable, CaseIterable {
  case ok
  case ipv4Only = "ipv4-only"
  case ipv6Only = "ipv6-only"
  /// The name servers leave one family's question unanswered, so that applications wait.
  case ipv6Silent = "aaaa-silent"
  case ipv4Silent = "a-silent"
  /// The name servers fail or refuse for one family alone.
  case ipv6Failed = "aaaa-failed"
  case ipv4Failed = "a-failed"
  /// They deny for one family that the name exists, and know it for the other.
  case ipv6Denied = "aaaa-nxdomain"
  case ipv4Denied = "a-nxdomain"
  /// One family's answer comes so much later that it can be felt.
  case ipv6Slow = "aaaa-slow"
  case ipv4Slow = "a-slow"
  /// One of several name servers does not answer, and costs time.
  case serverSilent = "server-silent"
  case noSuchName = "no-such-name"
  case noAddress = "no-address"
  case serversSilent = "servers-silent"
  case serversRefused = "servers-refused"
  case serversFailed = "servers-failed"
  case serversUnreachable = "servers-unreachable"
  case outOfDescriptors = "out-of-descriptors"
  case outOfThreads = "out-of-threads"
  case badName = "bad-name"
  case noSuchService = "no-such-service"
  case timeout
  case interrupted
  case other

  /// Whether the name may have addresses of one family that nobody got to see.
  var leavesFamilyOpen: Bool {
    switch self {
    case .ipv6Silent, .ipv4Silent, .ipv6Failed, .ipv4Failed: true
    case .ok, .ipv4Only, .ipv6Only, .ipv6Denied, .ipv4Denied, .ipv6Slow, .ipv4Slow, .serverSilent,
      .noSuchName, .noAddress, .serversSilent, .serversRefused, .serversFailed,
      .serversUnreachable, .outOfDescriptors, .outOfThreads, .badName, .noSuchService, .timeout,
      .interrupted, .other:
      false
    }
  }
}
