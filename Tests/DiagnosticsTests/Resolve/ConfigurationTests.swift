import Addressing
import TestSupport
import Testing

@testable import Diagnostics

@Suite("The files that configure name lookup")
struct ConfigurationTests {
  @Test("resolv.conf: the last search line counts, three servers, options with their limits")
  func resolver() {
    let file = ResolverConfiguration(
      """
      # a comment
      ; another
      domain old.example
      search corp.example. example.org
      nameserver 192.0.2.53
      nameserver fe80::53%eth0
      nameserver 10.0.0.300
      nameserver 198.51.100.1
      nameserver 198.51.100.2
      options ndots:20 timeout:99 attempts:0 rotate unknown
      """)
    #expect(file.servers.map(\.description) == ["192.0.2.53", "fe80::53%eth0", "198.51.100.1"])
    #expect(file.search == ["corp.example", "example.org"])
    #expect(file.ndots == 15)
    #expect(file.faults.count == 2)
    #expect(file.faults[0].hasPrefix("line 7: '10.0.0.300'"))
    #expect(file.faults[1] == "line 9: a name server behind the third is never asked")
  }

  @Test("without a server the local one is asked; the environment adds and replaces")
  func resolverDefaults() {
    let file = ResolverConfiguration(
      "search a.example\n", options: "timeout:1 no-aaaa", domains: "b.example c.example")
    #expect(file.servers.map(\.description) == ["127.0.0.1"])
    #expect(file.search == ["b.example", "c.example"])
    #expect(file.skipsIPv6)
  }

  @Test(
    "a name is tried with search domains according to its dots",
    arguments: [
      ("www", 1, ["www.corp.example", "www.example.org", "www"]),
      ("www.lab", 1, ["www.lab", "www.lab.corp.example", "www.lab.example.org"]),
      ("www.lab", 2, ["www.lab.corp.example", "www.lab.example.org", "www.lab"]),
      // A final dot ends all searching.
      ("www.", 1, ["www"]),
    ])
  func candidates(_ row: (name: String, ndots: Int, names: [String])) {
    let file = ResolverConfiguration(
      "search corp.example example.org\noptions ndots:\(row.ndots)\n")
    #expect(file.candidates(for: row.name) == row.names)
  }

  @Test(
    "nsswitch.conf: services with their actions, in order",
    arguments: [
      ("hosts: files dns\n", ["files", "dns"], nil as String?, 1 as Int?),
      (
        "passwd: files\nhosts:\tfiles mdns4_minimal [NOTFOUND=return] dns # old\nhosts: dns\n",
        ["files", "mdns4_minimal", "dns"], "NOTFOUND=return", 2
      ),
      (
        "hosts:files resolve [!UNAVAIL=return] myhostname dns",
        ["files", "resolve", "myhostname", "dns"], "!UNAVAIL=return", 1
      ),
      // glibc 2.35 and later without the line.
      ("passwd: files\n", ["files", "dns"], nil, nil),
      ("", ["files", "dns"], nil, nil),
      // An action at the front and a bracket that never ends.
      ("hosts: [NOTFOUND=return] files [x", ["files"], "x", 1),
    ])
  func services(
    _ row: (text: String, names: [String], action: String?, line: Int?)
  ) {
    let file = NameServiceSwitch(row.text)
    #expect(file.services.map(\.name) == row.names)
    #expect(file.services.compactMap(\.action).first == row.action)
    #expect(file.line == row.line)
  }

  @Test("hosts: each line that has the name, whatever its case, with its number")
  func hosts() throws {
    let text = """
      # 192.0.2.9 www.example
      192.0.2.1\twww.example www # web
      2001:db8::1 other WWW.example
      bad www.example
      192.0.2.2 www.example.org xwww.example
      fe80::1%eth0 www.example

      """
    let file = HostsFile(Array(text.utf8), name: "Www.Example.")
    #expect(file.entries.map(\.line) == [2, 3, 6])
    #expect(
      file.entries.map(\.address.description) == ["192.0.2.1", "2001:db8::1", "fe80::1%eth0"])
    #expect(file.entries.map(\.canonicalName) == ["www.example", "other", "www.example"])
    #expect(HostsFile(Array(text.utf8), name: "").entries.isEmpty)
    #expect(HostsFile([], name: "www").entries.isEmpty)
  }

  @Test("gai.conf: a kind of line replaces its whole table, others stay glibc's")
  func gai() throws {
    let policy = GaiConfiguration.policy(
      """
      # comment
      label ::1/128 0
      label fc00::/7 9   # trailing
      label 2001:db8::1 77
      precedence ::ffff:0:0/96 100
      scopev4 ::ffff:169.254.0.0/112 2
      scopev4 10.0.0.0/8 5
      label bad/7 1
      precedence ::/129 1
      precedence ::/0 -1
      """)
    #expect(policy.name == "gai.conf")
    #expect(policy.label(of: try IPAddress("fd00::1")) == 9)
    #expect(policy.label(of: try IPAddress("2001:db8::1")) == 77)
    // glibc's row for IPv4 is gone, what is left is the row for everything.
    #expect(policy.label(of: try IPAddress("192.0.2.1")) == 1)
    #expect(policy.precedence(of: try IPAddress("192.0.2.1")) == 100)
    #expect(policy.precedence(of: try IPAddress("::1")) == 40)
    #expect(policy.scope(of: try IPAddress("10.1.1.1")) == .siteLocal)
    #expect(policy.scope(of: try IPAddress("169.254.1.1")) == .linkLocal)
    #expect(policy.scope(of: try IPAddress("127.0.0.1")) == .global)
    #expect(GaiConfiguration.policy("# nothing\nreload yes\n") == .glibc)
  }

  @Test("no bytes at all crash a reader")
  func fuzz() {
    var random = SeededRandom.forTest("configuration")
    let words = [
      "nameserver", "search", "options", "hosts:", "label", "ndots:", "/", "[", "]", ":",
      "fe80::1%e 10.0.0.1 ",
    ].map { Array($0.utf8) }
    let blanks: [UInt8] = [0x0A, 0x20, 0x09, 0x23]
    for _ in 0..<SeededRandom.inputs {
      var bytes: [UInt8] = []
      for _ in 0..<random.below(13) {
        switch random.below(4) {
        case 0: bytes += words[random.below(words.count - 1)]
        case 1: bytes.append(blanks[random.below(blanks.count)])
        case 2: bytes += words[words.count - 1]
        default: bytes.append(UInt8(random.below(256)))
        }
      }
      let text = String(decoding: bytes, as: UTF8.self)
      _ = ResolverConfiguration(text, options: text).candidates(for: "a")
      _ = NameServiceSwitch(text).description
      _ = GaiConfiguration.policy(text)
      _ = HostsFile(bytes, name: "fe80::1%e")
      var list = BulkList()
      list.append(file: bytes)
      let places = list.places.reduce(0) { $0 + $1.count }
      if places != list.names.count { Issue.record("\(bytes)") }
    }
  }
}
