public import Addressing

/// What the router itself said in one burst, on whichever of its protocols it speaks.
public struct GatewayReport: Hashable, Sendable, Encodable {
  public var address: IPAddress
  public var natPMP: Answer?
  public var pcp: Answer?
  public var upnp: Answer?
  /// What the router calls itself.
  public var model: String?
  /// How long the burst took.
  public var elapsed: Duration = .zero

  public init(address: IPAddress) { self.address = address }

  /// One protocol's answer; nil in the report where nothing came.
  public struct Answer: Hashable, Sendable, Encodable {
    /// `success`, or the protocol's own word for what went wrong.
    public var result: String
    /// The address on the router's outside; nil where it did not tell.
    public var external: IPAddress?
    /// `ADDRESS_MISMATCH` of PCP: the server saw another source than ours.
    public var isMismatch = false
    public var roundTrip: Duration?

    private enum CodingKeys: String, CodingKey {
      case result, external, isMismatch = "address_mismatch", roundTrip
    }
  }

  private enum CodingKeys: String, CodingKey {
    case address, natPMP = "nat_pmp", pcp, upnp, model, elapsed
  }

  /// Whether anything answered.
  public var hasAnswered: Bool { natPMP != nil || pcp != nil || upnp != nil }

  /// What the router says its outside address is. PCP's answer can come from a carrier's NAT behind
  /// it, so the router's own protocols go first.
  public var external: IPAddress? { upnp?.external ?? natPMP?.external ?? pcp?.external }
}
