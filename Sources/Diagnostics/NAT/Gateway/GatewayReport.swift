package import Addressing

/// What the router itself said in one burst, on whichever of its protocols it speaks.
package struct GatewayReport: Hashable, Sendable, Encodable {
  package var address: IPAddress
  package var natPMP: Answer?
  package var pcp: Answer?
  package var upnp: Answer?
  /// What the router calls itself.
  package var model: String?
  /// How long the burst took.
  package var elapsed: Duration = .zero

  package init(address: IPAddress) { self.address = address }

  /// One protocol's answer; nil in the report where nothing came.
  package struct Answer: Hashable, Sendable, Encodable {
    /// `success`, or the protocol's own word for what went wrong.
    package var result: String
    /// The address on the router's outside; nil where it did not tell.
    package var external: IPAddress?
    /// `ADDRESS_MISMATCH` of PCP: the server saw another source than ours.
    package var isMismatch = false
    package var roundTrip: Duration?

    private enum CodingKeys: String, CodingKey {
      case result, external, isMismatch = "address_mismatch", roundTrip
    }
  }

  private enum CodingKeys: String, CodingKey {
    case address, natPMP = "nat_pmp", pcp, upnp, model, elapsed
  }

  /// Whether anything answered.
  package var hasAnswered: Bool { natPMP != nil || pcp != nil || upnp != nil }

  /// What the router says its outside address is. PCP's answer can come from a carrier's NAT behind
  /// it, so the router's own protocols go first.
  package var external: IPAddress? { upnp?.external ?? natPMP?.external ?? pcp?.external }
}
