import Foundation
import Testing

@Suite("netkit resolve, as users see it")
struct ResolveTranscripts {
  @Test("an address answers for itself, in text and in JSON")
  func address() throws {
    let text = try Netkit.run("resolve", "192.0.2.1", "-p", "443")
    #expect(text.status == 0)
    #expect(text.errors == "")
    let lines = text.output.split(separator: "\n")
    #expect(lines.first?.hasPrefix("192.0.2.1: 1 address in ") == true)
    #expect(
      lines.dropFirst() == [
        "  source  typed as an address; nobody was asked",
        "  #  ADDRESS    PORT     FAMILY  SCOPE   KIND",
        "  1  192.0.2.1  443/tcp  IPv4    global  documentation",
      ])
    let json = try Netkit.run("resolve", "fd00::1", "--json")
    #expect(
      json.output.hasPrefix(
        #"{"netkit":"0.1.0","command":"resolve","schema":1,"name":"fd00::1","canonical":"fd00::1","#
          + #""status":"ok","verdict":"ok","text":"1 address","source":{"service":"numeric","#
          + #""is_measured":true},"timing_ms":{"any":"#))
    #expect(
      json.output.hasSuffix(
        #"}"# + #","addresses":[{"rank":1,"address":"fd00::1","family":"ipv6","scope":"global","#
          + #""kind":"ula"}],"warnings":[]}"# + "\n"))
  }

  @Test("an address that only inet_aton reads is warned of")
  func classicAddress() throws {
    let text = try Netkit.run("resolve", "010.1")
    #expect(text.output.contains("8.0.0.1"))
    #expect(text.output.contains("! '010.1' is read as 8.0.0.1, as inet_aton reads it"))
  }

  @Test("a name that is none is a no, and says why")
  func badName() throws {
    let text = try Netkit.run("resolve", "a..b")
    #expect(text.status == 1)
    #expect(
      text.output.hasPrefix(
        "a..b: no host name: an empty label: two dots in a row, or one at the front"))
  }

  @Test("several names: in their order, and the worst counts")
  func several() throws {
    let text = try Netkit.run("resolve", "192.0.2.2", "a..b", "192.0.2.1", "--short")
    #expect(text.output == "192.0.2.2\n192.0.2.1\n")
    #expect(
      text.errors.hasPrefix("netkit resolve: a..b: no host name"))
    #expect(text.status == 1)
  }

  @Test("a file: a line for each name, bad lines with their place, a summary")
  func file() throws {
    let input = "192.0.2.1\n\n# comment\n2001:db8::1  # six\nno name\n192.0.2.1\n"
    let text = try Netkit.run("resolve", "-f", "-", "--ordered", input: input)
    #expect(text.status == 65)
    #expect(
      text.output == "192.0.2.1  192.0.2.1\n2001:db8::1  2001:db8::1\n192.0.2.1  192.0.2.1\n")
    let errors = text.errors.split(separator: "\n")
    #expect(
      errors.first
        == "netkit resolve: standard input, line 5, column 1: 'no name': a blank in the name")
    #expect(errors.last?.hasPrefix("3 names (2 different): 3 found in ") == true)
    let json = try Netkit.run("resolve", "-", "--json", input: "192.0.2.1\n")
    let last = try #require(json.output.split(separator: "\n").last)
    #expect(last.contains(#""summary":{"names":1,"distinct":1,"found":1,"found_in_part":0,"#))
    #expect(json.errors == "")
    #expect(json.status == 0)
  }

  @Test("quiet answers by its status alone")
  func quiet() throws {
    let found = try Netkit.run("resolve", "192.0.2.1", "-q")
    #expect(found.output == "" && found.errors == "" && found.status == 0)
    let bad = try Netkit.run("resolve", "a..b", "-q")
    #expect(bad.output == "" && bad.errors == "" && bad.status == 1)
  }

  @Test(
    "misuse is explained",
    arguments: [
      (["resolve"], "netkit resolve: no name"),
      (["resolve", "a.test", "--confirm"], "--confirm compares the answer to --reverse"),
      (["resolve", "a.test", "-p", "nosuch"], "'nosuch' is no port and no service of TCP"),
      (["resolve", "a.test", "-p", "65536"], "'65536' is no port and no service of TCP"),
      (["resolve", "-x", "10.0.0.300"], "octet 300 is above 255"),
      (["resolve", "-4", "-6", "a.test"], "netkit resolve: "),
      (["resolve", "a.test", "-J", "0"], "expected auto or a number from 1 to 4096"),
      (["resolve", "a.test", "--flags", "nosuch"], "expected addrconfig, v4mapped"),
      (["resolve", "a.test", "--watch", "0s"], "--watch 0s would never wait"),
      (["resolve", "-f", "x", "--watch", "1s"], "--watch takes names alone"),
    ])
  func misuse(_ row: (words: [String], message: String)) throws {
    let text = try Netkit.run(row.words)
    #expect(text.status == 64)
    #expect(text.output == "")
    #expect(text.errors.contains(row.message), "\(text.errors)")
  }

  @Test("a file that is not there is said to be")
  func missingFile() throws {
    let text = try Netkit.run("resolve", "-f", "/nonexistent/names")
    #expect(text.status == 2)
    #expect(text.errors.hasPrefix("netkit resolve: cannot read '/nonexistent/names': "))
  }

  @Test("the network's bytes never reach the terminal as they are", .needsOwnNetwork)
  func escaping() throws {
    let text = try Netkit.runOffline("resolve", "evil\u{1B}[31m.test")
    #expect(text.status == 1)
    #expect(!text.output.contains("\u{1B}"))
  }
}
