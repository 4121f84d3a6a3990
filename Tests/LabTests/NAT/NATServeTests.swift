import Foundation
import Testing

/// `netkit serve stun` with other people's clients, through a NAT of the kernel.
@Suite(
  "serve stun: foreign clients", .serialized,
  .enabled(
    if: Lab.can(use: "ip", "nft", "turnutils_natdiscovery", "stun", "setpriv", "ss"), Lab.reason))
struct NATServeTests {
  @Test("coturn's natdiscovery, classic stun and our own client understand the server")
  func clients() throws {
    let lab = try NATLab("masq; serve")
    defer { lab.close() }
    let mapping = try lab.client(["turnutils_natdiscovery", "-m", "45.45.46.10"])
    #expect(
      mapping.output.contains("NAT with Endpoint Independent Mapping"), "\(mapping.output)")
    let filtering = try lab.client(["turnutils_natdiscovery", "-f", "45.45.46.10"])
    #expect(
      filtering.output.contains("NAT with Address and Port Dependent Filtering"),
      "\(filtering.output)")
    let classic = try lab.client(["stun", "45.45.46.10"])
    #expect(
      classic.output.contains("Independent Mapping, Port Dependent Filter"), "\(classic.output)")
    let own = try lab.nat("--stun", "45.45.46.10", "--no-gateway", "--tcp", "--fragments")
    #expect(own.kind == "nat" && own.filtering == "address-and-port-dependent", "\(own.text)")
    #expect(own.word("stun.0.tcp.mapping") == "endpoint-independent", "\(own.text)")
    #expect(own.flag("stun.0.fragments.pass") == true, "\(own.text)")
  }

  @Test("IPv6 is served too")
  func six() throws {
    let lab = try NATLab("nat66; serve")
    defer { lab.close() }
    let answer = try lab.nat("--stun", "2001:db8:46::10", "--no-gateway")
    #expect(answer.kind == "nat66", "\(answer.text)")
  }
}
