import Foundation
import Testing

/// What routers say by NAT-PMP, PCP and UPnP: miniupnpd, and one that lies.
@Suite(
  "nat: the router's word", .serialized,
  .enabled(if: Lab.can(use: "ip", "nft", "miniupnpd", "setpriv", "ss", "python3"), Lab.reason))
struct NATGatewayTests {
  @Test("all three protocols tell the outside address within 300 ms")
  func answers() throws {
    let lab = try NATLab("masqopen; upnp")
    defer { lab.close() }
    let answer = try lab.nat(
      "-4", telling: "gateway.nat_pmp.external", "gateway.pcp.external", "gateway.upnp.external")
    for name in ["nat_pmp", "pcp", "upnp"] {
      #expect(answer.word("gateway.\(name).external") == "45.45.45.1", "\(name): \(answer.text)")
    }
    #expect(answer.number("gateway.elapsed_ms") ?? .infinity <= NATLab.limit(300))
    #expect(answer.kind == "nat")
    #expect(answer.word("nat.external") == "45.45.45.1")
  }

  @Test("a router whose outside is in 100.64.0.0/10 is behind a carrier's NAT")
  func carrier() throws {
    let lab = try NATLab("cgnat; upnp")
    defer { lab.close() }
    let answer = try lab.nat("-4", telling: "gateway.nat_pmp.external")
    #expect(answer.kind == "cgnat", "\(answer.text)")
    #expect(answer.witnesses.contains("router-wan-carrier-nat"), "\(answer.text)")
    #expect(answer.status == 1)
  }

  /// A router that hands the port on to the provider's miniupnpd, which then sees the router's
  /// address in place of ours.
  @Test("a PCP server that sees another source is behind a translator")
  func mismatch() throws {
    let lab = try NATLab(
      """
      cgnat; upnp $G customer
      echo "table ip pcp {
        chain pre { type nat hook prerouting priority dstnat;
          iifname lan udp dport 5351 dnat to 100.64.10.1; }
      }" | rules $R
      """)
    defer { lab.close() }
    let answer = try lab.nat("-4", telling: "gateway.pcp.result")
    #expect(answer.word("gateway.pcp.result") == "ADDRESS_MISMATCH", "\(answer.text)")
    #expect(answer.flag("gateway.pcp.address_mismatch") == true, "\(answer.text)")
    #expect(answer.witnesses.contains("pcp-address-mismatch"), "\(answer.text)")
    #expect(answer.number("nat.layers") == 2, "\(answer.text)")
    #expect(answer.status == 1)
  }

  /// Reason: each would make us ask somebody else, wait for ever or believe nonsense.
  @Test(
    "a hostile description is neither followed nor believed",
    arguments: ["elsewhere", "redirect", "endless", "control", "slow", "noise"])
  func hostile(manner: String) throws {
    let lab = try NATLab("masqopen; hostile_router \(manner)")
    defer { lab.close() }
    let answer = try lab.nat("-4")
    #expect(answer.word("gateway.upnp.external") == nil, "\(answer.text)")
    #expect(answer.milliseconds <= NATLab.limit(300), "\(answer.text)")
    let places = Set(answer.contacted.map(\.address))
    #expect(places.isSubset(of: ["192.168.77.1", "239.255.255.250"]), "\(places)")
  }
}
