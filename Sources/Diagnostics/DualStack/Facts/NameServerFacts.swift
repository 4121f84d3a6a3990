public import Addressing

/// A configured name server that was asked alone, for A and for AAAA.
public struct NameServerFacts: Encodable, Hashable, Sendable {
  public var server: ScopedAddress
  /// How it is reached.
  public var family: Family
  /// The name it was asked for.
  public var name: String
  public var status: Status
  /// From the question to the answer; nil without one.
  public var aMS: Duration?
  public var aaaaMS: Duration?
  /// What the server said: `NOERROR`, `NXDOMAIN`, `SERVFAIL`; nil without an answer.
  public var aRcode: String?
  public var aaaaRcode: String?
  /// Why it was not reached, in words; nil where it was.
  public var error: String?

  public enum Status: String, Encodable, Hashable, Sendable {
    /// Answered both questions usefully.
    case ok
    /// Answered neither.
    case silent
    /// The network says that it cannot be reached, or that nobody listens.
    case unreachable
    /// Answered A and failed on AAAA, which every application then waits for or gives up at.
    case aaaaBroken = "aaaa-broken"
    /// Answered AAAA and failed on A.
    case aBroken = "a-broken"
    /// Answered that it failed, refuses, or something unreadable.
    case failed
  }

  public init(
    server: ScopedAddress, name: String, status: Status, aMS: Duration? = nil,
    aaaaMS: Duration? = nil, error: String? = nil
  ) {
    self.server = server
    family = Family(server.address)
    self.name = name
    self.status = status
    self.aMS = aMS
    self.aaaaMS = aaaaMS
    self.error = error
  }

  public var answers: Bool { status == .ok || status == .aaaaBroken || status == .aBroken }

  /// Whether it is on this machine, so that its answers tell nothing of the network.
  public var isLocal: Bool {
    switch server.address {
    case .v4(let four): four.bits >> 24 == 127
    case .v6(let six): six.bits == 1
    }
  }
}
