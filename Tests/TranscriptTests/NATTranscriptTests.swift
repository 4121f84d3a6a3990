import Testing

/// `netkit nat` as a user meets it, without any network.
@Suite("nat: transcripts")
struct NATTranscriptTests {
  @Test("--explain names everybody who would be asked, and asks nobody")
  func explain() throws {
    let run = try Netkit.run(
      "nat", "--stun", "stun.example.org", "198.51.100.7:3480", "--no-gateway", "--explain")
    #expect(run.status == 0)
    #expect(run.errors.isEmpty)
    for name in ["stun.example.org", "198.51.100.7:3480", "our own mapped address"] {
      #expect(run.output.contains(name))
    }
    #expect(run.output.hasPrefix("Nothing is sent."))
  }

  @Test("--stun without any server is refused, with what to type")
  func noServers() throws {
    let run = try Netkit.run(["nat", "--stun"], environment: ["NETKIT_STUN_SERVERS": ""])
    #expect(run.status == 64)
    #expect(run.output.isEmpty)
    #expect(run.errors.contains("netkit serve stun"))
  }

  @Test("servers of the environment are used, and shown by --explain")
  func configured() throws {
    let run = try Netkit.run(
      ["nat", "--stun", "--no-gateway", "--explain"],
      environment: ["NETKIT_STUN_SERVERS": "one.example, two.example:5000"])
    #expect(run.status == 0)
    #expect(run.output.contains("one.example") && run.output.contains("two.example:5000"))
  }

  @Test(
    "malformed servers are usage errors",
    arguments: ["host:", "host:0", "host:x", "[::1", "[host]:3478", "a b", ""])
  func malformed(server: String) throws {
    let run = try Netkit.run("nat", "--stun", server)
    #expect(run.status == 64, "\(server)")
  }

  @Test(
    "what cannot be asked for is a usage error, and says why",
    arguments: [
      (["--source", "10.0.0.300"], "octet 300"), (["-6", "--source", "10.0.0.1"], "IPv4 address"),
      (["--lifetime", "2h"], "1h"), (["--lifetime", "0s"], "1s"),
    ])
  func usage(_ words: [String], _ reason: String) throws {
    let run = try Netkit.run(["nat"] + words)
    #expect(run.status == 64)
    #expect(run.errors.contains(reason), "\(run.errors)")
  }

  @Test("local evidence has JSON with its envelope, and contacts nobody")
  func local() throws {
    let run = try Netkit.run("nat", "--no-gateway", "--json")
    #expect(run.output.hasPrefix("{\"netkit\":"))
    #expect(run.output.contains("\"command\":\"nat\",\"schema\":1,\"contacted\":[],"))
    #expect((0...2).contains(run.status))
  }
}
