import Addressing

/// What a run would send, and to whom: made from the question and the kernel's tables, with nothing
/// sent, not even a name looked up.
public struct NATPlan: Sendable, Encodable {
  public var steps: [Step] = []

  public struct Step: Hashable, Sendable, Encodable {
    /// Address or name with the port.
    public var target: String
    public var transport: Contact.Transport
    public var purpose: String
    /// The most packets that will be sent; for TCP the connections.
    public var packets: Int
  }

  public init(_ question: NATQuestion) {
    let options = LocalEvidence.options(question)
    let paths = question.families.map { LocalEvidence.path($0, options: options) }
    self.init(question, paths)
  }

  init(_ question: NATQuestion, _ paths: [LocalPath]) {
    if question.asksGateway, let gateway = paths.first(where: { $0.family == .ipv4 })?.gateway {
      steps += [
        Step(
          target: "\(gateway):5351", transport: .udp,
          purpose: "NAT-PMP and PCP: the router's outside address; nothing is mapped", packets: 4),
        Step(target: "\(gateway):1900", transport: .udp, purpose: "SSDP search", packets: 1),
        Step(target: "239.255.255.250:1900", transport: .udp, purpose: "SSDP search", packets: 3),
        Step(
          target: "\(gateway)", transport: .tcp,
          purpose: "UPnP description and outside address, only if the router announces it",
          packets: 3),
      ]
    }
    for server in question.servers {
      let target = server.text
      steps.append(
        Step(
          target: target, transport: .udp,
          purpose: "STUN: mapped address, mapping, filtering, hairpin; a name is looked up first",
          packets: STUNInquiry.packetLimit))
      steps.append(
        Step(
          target: "the second address that \(target) names", transport: .udp,
          purpose: "STUN: does the mapping depend on the destination",
          packets: STUNInquiry.namedLimit))
      steps.append(
        Step(
          target: "our own mapped address", transport: .udp,
          purpose: "does the NAT let packets turn back (hairpin)", packets: STUNInquiry.loopLimit))
      steps.append(
        Step(
          target: target, transport: .tcp,
          purpose: question.asksTCP
            ? "STUN: mapping of TCP" : "STUN, only if UDP stays without an answer",
          packets: question.asksTCP ? 3 : 1))
      if question.asksFragments {
        steps.append(
          Step(
            target: target, transport: .udp, purpose: "STUN with 1,500 bytes of padding",
            packets: FragmentInquiry.packetLimit))
      }
      if question.lifetime != nil {
        steps.append(
          Step(
            target: target, transport: .udp, purpose: "STUN: how long mappings live",
            packets: LifetimeInquiry.packetLimit))
      }
    }
    if question.asksHops || !question.servers.isEmpty {
      let target = question.servers.first?.text ?? "192.0.2.1"
      steps.append(
        Step(
          target: target, transport: .udp, purpose: "first hops, by small hop limits",
          packets: HopInquiry.pathLength))
      if !question.servers.isEmpty {
        steps.append(
          Step(
            target: "our own mapped address", transport: .udp,
            purpose: "how many hops away it is, by small hop limits",
            packets: HopInquiry.mappedLength))
      }
    }
  }
}
