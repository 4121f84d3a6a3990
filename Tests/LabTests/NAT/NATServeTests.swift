import Foundation
import TestSupport
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
    let mapping = try lab.run(in: "C", ["turnutils_natdiscovery", "-m", "45.45.46.10"])
    #expect(
      mapping.output.contains("NAT with Endpoint Independent Mapping"), "\(mapping.output)")
    let filtering = try lab.run(in: "C", ["turnutils_natdiscovery", "-f", "45.45.46.10"])
    #expect(
      filtering.output.contains("NAT with Address and Port Dependent Filtering"),
      "\(filtering.output)")
    let classic = try lab.run(in: "C", ["stun", "45.45.46.10"])
    #expect(
      classic.output.contains("Independent Mapping, Port Dependent Filter"), "\(classic.output)")
    let own = try lab.nat(
      "--stun", "45.45.46.10", "--no-gateway", "--tcp", "--fragments",
      telling: "stun.0.filtering", "stun.0.tcp.mapping", "stun.0.fragments.pass")
    #expect(own.kind == "nat" && own.filtering == "address-and-port-dependent", "\(own.text)")
    #expect(own.word("stun.0.tcp.mapping") == "endpoint-independent", "\(own.text)")
    #expect(own.flag("stun.0.fragments.pass") == true, "\(own.text)")
  }

  /// A python3 that has pystun3: the system's, or the one that `NETKIT_LAB_PYTHON` names.
  private static let pystun: String? = {
    let named = ProcessInfo.processInfo.environment["NETKIT_LAB_PYTHON"]
    return [named, Tool.path("python3")].compactMap { $0 }.first {
      (try? Lab.run($0, ["-c", "import stun"]))?.status == 0
    }
  }()

  /// A test fetches nothing: whoever wants this one makes a place for pystun3 beforehand.
  @Test(
    "pystun3 understands the server",
    .enabled(
      if: pystun != nil,
      "needs `python3 -m venv DIR && DIR/bin/pip install pystun3`, NETKIT_LAB_PYTHON=DIR/bin/python"
    )
  )
  func pystun3() throws {
    let lab = try NATLab("masq; serve")
    defer { lab.close() }
    let script = """
      import stun
      print(*stun.get_ip_info('192.168.77.2', 54320, '45.45.46.10', 3478), sep='|')
      """
    let result = try lab.run(in: "C", [Self.pystun ?? "", "-c", script], seconds: 60)
    #expect(result.output.hasPrefix("Restric Port NAT|"), "\(result.output)\(result.errors)")
  }

  @Test("IPv6 is served too")
  func six() throws {
    let lab = try NATLab("nat66; serve")
    defer { lab.close() }
    let answer = try lab.nat("--stun", "2001:db8:46::10", "--no-gateway")
    #expect(answer.kind == "nat66", "\(answer.text)")
  }
}
