import Foundation
import Testing

/// What `netkit ipcalc` without a verb prints, as its users see it.
@Suite("ipcalc transcripts")
struct IPCalcInfoTests {
  @Test("a host in a subnet of a class C")
  func host() throws {
    let run = try Netkit.run("ipcalc", "192.168.0.10/26")
    #expect(
      run.output == """
        192.168.0.10/26 — host 10 of 62, private (RFC 1918)

          Address     192.168.0.10         11000000.10101000.00000000.00 001010
          Netmask     255.255.255.192      11111111.11111111.11111111.11 000000
          Wildcard    0.0.0.63             00000000.00000000.00000000.00 111111
          Network     192.168.0.0/26       11000000.10101000.00000000.00 000000
          Hosts       192.168.0.1 – 192.168.0.62   62 usable of 64 (2^6 − 2)
          Broadcast   192.168.0.63         11000000.10101000.00000000.00 111111

          Class       C, by default /24; 2 bits borrowed:
                      4 subnets × 62 hosts; this is 1 of 4
          Scope       Private-Use (RFC 1918), 192.168.0.0/16
                      source · destination · forwardable · not global
          Neighbours  192.167.255.192/26 ← → 192.168.0.64/26
          Parent      192.168.0.0/25, the other half 192.168.0.64/26
          Reverse     10.0.168.192.in-addr.arpa
                      zone 0/26.0.168.192.in-addr.arpa (RFC 2317)
          Forms       3232235530 · 0xc0a8000a · 030052000012 · ::ffff:192.168.0.10

        """)
    #expect(run.errors == "")
    #expect(run.status == 0)
  }

  @Test("an IPv6 address, its groups cut at the prefix")
  func v6() throws {
    let run = try Netkit.run("ipcalc", "2001:db8::1/64")
    #expect(
      run.output == """
        2001:db8::1/64 — an address of 2^64, Documentation (RFC 3849)

          Address     2001:db8::1
          Full        2001:0db8:0000:0000: 0000:0000:0000:0001
          Netmask     ffff:ffff:ffff:ffff: 0000:0000:0000:0000
          Network     2001:db8::/64
          Range       2001:db8::
                      – 2001:db8::ffff:ffff:ffff:ffff
          Size        2^64 addresses

          Scope       Documentation (RFC 3849), 2001:db8::/32
                      not source · not destination · not forwardable · not global
          Identifier  low byte, 1: typed or counted
          Solicited   ff02::1:ff00:1   33:33:ff:00:00:01
          Neighbours  2001:db7:ffff:ffff::/64 ← → 2001:db8:0:1::/64
          Parent      2001:db8::/63
          Reverse
            1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa
          zone
            0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa

        """)
    #expect(run.status == 0)
  }

  @Test("the JSON of the proposal, key for key")
  func json() throws {
    let run = try Netkit.run("ipcalc", "192.168.0.10/26", "--json")
    #expect(
      run.output == """
        {"netkit":"0.1.0","command":"ipcalc","schema":1,"input":"192.168.0.10/26","family":4,\
        "address":"192.168.0.10","zone":null,"prefix":26,"network":"192.168.0.0",\
        "cidr":"192.168.0.0/26","netmask":"255.255.255.192","wildcard":"0.0.0.63",\
        "broadcast":"192.168.0.63","first_host":"192.168.0.1","last_host":"192.168.0.62",\
        "addresses":"64","hosts":"62","host_bits":6,"host_index":"10","role":"host",\
        "class":{"name":"C","default_prefix":24,"borrowed_bits":2,"subnets":"4","index":"0"},\
        "special":{"name":"Private-Use","block":"192.168.0.0/16","rfc":["RFC1918"],\
        "allocated":"1996-02","terminated":null,"source":true,"destination":true,\
        "forwardable":true,"global":false,"reserved_by_protocol":false},"special_within":[],\
        "neighbours":{"previous":"192.167.255.192/26","next":"192.168.0.64/26",\
        "parent":"192.168.0.0/25","sibling":"192.168.0.64/26"},\
        "reverse":{"name":"10.0.168.192.in-addr.arpa",\
        "zones":["0/26.0.168.192.in-addr.arpa"]},"forms":{"int":"3232235530",\
        "hex":"0xc0a8000a","octal":"030052000012",\
        "binary":"11000000101010000000000000001010","mapped":"::ffff:192.168.0.10"},\
        "warnings":[]}

        """)
  }

  /// First lines, which hold the answer.
  static let headlines: [(String, String)] = [
    ("10.0.0.0/8", "10.0.0.0/8 — network of 16,777,214 hosts, private (RFC 1918)"),
    ("10.0.0.255/24", "10.0.0.255/24 — broadcast address, private (RFC 1918)"),
    ("10.0.0.0/31", "10.0.0.0/31 — host 1 of 2, private (RFC 1918)"),
    ("8.8.8.8", "8.8.8.8/32 — one address, public"),
    ("224.0.0.5", "224.0.0.5/32 — multicast group, Multicast (RFC 5771)"),
    ("10.0.0.0/0.0.0.255", "10.0.0.0/24 — network of 254 hosts, private (RFC 1918)"),
    ("10.0.0.5-10.0.0.20", "10.0.0.5 – 10.0.0.20 — 16 addresses"),
    (
      "0.0.0.0-255.255.255.255",
      "0.0.0.0/0 — network of 4,294,967,294 hosts, partly of special purpose"
    ),
    ("10.0.0.0+256", "10.0.0.0/24 — network of 254 hosts, private (RFC 1918)"),
    ("26.0.168.192.in-addr.arpa", "192.168.0.26/32 — one address, private (RFC 1918)"),
    ("00:11:22:33:44:55", "00:11:22:33:44:55 — a station address, given out by a maker"),
    ("fe80::1%eth0/64", "fe80::1%eth0/64 — an address of 2^64, Link-Local Unicast (RFC 4291)"),
    ("[2001:db8::1]/64", "2001:db8::1/64 — an address of 2^64, Documentation (RFC 3849)"),
    ("::ffff:1.2.3.4", "::ffff:1.2.3.4/128 — one address, IPv4-mapped Address (RFC 4291)"),
  ]

  @Test("the first line answers", arguments: headlines)
  func headline(_ operand: String, _ expected: String) throws {
    let run = try Netkit.run("ipcalc", operand)
    #expect(run.output.split(separator: "\n").first.map(String.init) == expected)
    #expect(run.status == 0)
  }

  /// What is refused, quoted as typed, with the column of the fault.
  static let refusals: [(String, String)] = [
    ("10.0.0.300/8", "'10.0.0.300/8': octet 300 is above 255 (column 8)"),
    (
      "010.0.0.1",
      "'010.0.0.1': octet 010 has a leading zero, which some read as octal (column 1); "
        + "inet_aton would read 8.0.0.1; use --loose"
    ),
    ("10.0.0.0/", "'10.0.0.0/': nothing after '/' (column 9)"),
    (
      "10.0.0.0/4294967304",
      "'10.0.0.0/4294967304': prefix length 4294967304 is above 32 (column 10)"
    ),
    ("10.0.0.20-10.0.0.5", "'10.0.0.20-10.0.0.5': the range ends before it begins"),
    ("1:::2", "'1:::2': a ':' without a group beside it (column 4)"),
    ("splt", "'splt': unexpected 's' (column 1)\n  did you mean 'split'?"),
  ]

  @Test("a fault is quoted with its column and exits 64", arguments: refusals)
  func refusal(_ operand: String, _ expected: String) throws {
    let run = try Netkit.run("ipcalc", operand)
    #expect(run.errors == "netkit ipcalc: \(expected)\n")
    #expect(run.output == "")
    #expect(run.status == 64)
  }

  @Test("a bad line of a file is reported with its place, the good ones are explained, 65")
  func badLine() throws {
    let input = "\u{FEFF}10.0.0.0/8 # ours\r\n\n  10.0.0.300/8; bad\n192.0.2.1"
    let run = try Netkit.run("ipcalc", "-b", "-", input: input)
    #expect(
      run.errors == """
        netkit ipcalc: standard input, line 3, column 10: '10.0.0.300/8': \
        octet 300 is above 255

        """)
    let answers = run.output.split(separator: "\n").filter { $0.contains("—") }
    #expect(answers.map { $0.prefix(10) } == ["10.0.0.0/8", "192.0.2.1/"])
    #expect(run.status == 65)
  }

  @Test("a full disk is noticed", .needsFullDisk)
  func fullDisk() throws {
    let run = try Netkit.run(["ipcalc", "10.0.0.0/8"], output: URL(filePath: "/dev/full"))
    #expect(run.errors == "netkit: cannot write to standard output: no space left on device\n")
    #expect(run.status == 2)
  }

  @Test("what was typed reaches no terminal raw")
  func escapes() throws {
    let run = try Netkit.run("ipcalc", "10.0.0.1\u{1B}[31m\u{202E}")
    #expect(!run.errors.contains("\u{1B}") && !run.errors.contains("\u{202E}"))
    #expect(run.status == 64)
  }

  @Test(
    "no line is wider than 80 columns",
    arguments: [
      "255.255.255.255/0", "255.255.255.254/31", "223.255.255.254/25", "100.64.0.0/10",
      "2001:0:4136:e378:8000:63bf:3fff:fdd2", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/127",
      "fd12:3456:789a:bcde:211:22ff:fe33:4455/64", "ff3e:0040:2001:db8:beef::1234", "2000::/3",
    ])
  func width(_ operand: String) throws {
    let run = try Netkit.run("ipcalc", operand)
    for line in run.output.split(separator: "\n") { #expect(line.count <= 80, "\(line)") }
  }
}
