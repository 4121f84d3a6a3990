import Testing

/// What a user sees of ipcalc rand, ula, cover and has.
@Suite("ipcalc rand, ula, cover and has")
struct IPCalcVerbsChanceTests {
  @Test("The answer is as written", arguments: scenes)
  func answers(_ scene: Scene) throws { try scene.play() }

  static let scenes = [
    Scene(
      reason: "a seed repeats",
      line: "rand 192.168.0.0/24 -n 3 --seed 7",
      output: """
        192.168.0.79
        192.168.0.79
        192.168.0.149

        """),
    Scene(
      reason: "all hosts of a /29 once each",
      line: "rand 192.168.0.0/29 -n 6 --unique --seed 3",
      output: """
        192.168.0.6
        192.168.0.3
        192.168.0.2
        192.168.0.1
        192.168.0.5
        192.168.0.4

        """),
    Scene(
      reason: "a private network",
      line: "rand --net /24 --seed 7",
      output: "10.191.65.0/24\n"),
    Scene(
      reason: "a subnet of a network",
      line: "rand 2001:db8::/32 --net /64 --seed 7",
      output: "2001:db8:475c:3d96::/64\n"),
    Scene(
      reason: "JSON",
      line: "rand 10.0.0.0/8 --seed 18446744073709551615 --json",
      output: """
        {"netkit":"VERSION","command":"ipcalc rand","schema":1,"from":"10.0.0.0/8",\
        "address":"10.42.126.173","network":null,"seed":"18446744073709551615"}

        """),
    Scene(
      reason: "too few",
      line: "rand 192.168.0.0/29 -n 7 --unique",
      status: 1,
      output: "",
      errors: """
        netkit ipcalc rand: there are only 6 to pick from, not 7

        """),
    Scene(
      reason: "no private network is so large",
      line: "rand --net /7",
      status: 64,
      output: "",
      errors: """
        netkit ipcalc rand: no private network is a /7
          they go from /8 to /32, in IPv6 from /48 to /64
        Usage: netkit ipcalc rand [OPTION]... [NETWORK]

        """),
    Scene(
      reason: "nothing to pick from",
      line: "rand",
      status: 64,
      output: "",
      errors: """
        netkit ipcalc rand: missing NETWORK
          or --net /24, for a private network
        Usage: netkit ipcalc rand [OPTION]... [NETWORK]

        """),
    Scene(
      reason: "RFC 4193",
      line: "ula --seed 7",
      output: "fdb3:58fa:f74e::/48\n"),
    Scene(
      reason: "a /64 of it",
      line: "ula --seed 7 --subnet 65535",
      output: "fdb3:58fa:f74e:ffff::/64\n"),
    Scene(
      reason: "JSON",
      line: "ula --seed 7 --json",
      output: """
        {"netkit":"VERSION","command":"ipcalc ula","schema":1,"prefix":"fdb3:58fa:f74e::/48",\
        "global_id":"b358faf74e","subnet":null,"seed":"7"}

        """),
    Scene(
      reason: "the smallest supernet, a family each",
      line: "cover 10.0.0.5 10.0.0.20 2001:db8::/48 2001:db8:ff::/48",
      output: """
        10.0.0.0/27
        2001:db8::/40

        """),
    Scene(
      reason: "the ends of IPv4",
      line: "cover 0.0.0.0 255.255.255.255",
      output: "0.0.0.0/0\n"),
    Scene(
      reason: "from standard input, with a bad line",
      line: "cover - --json",
      status: 65,
      input: "10.0.0.5\n10.0.0.300\n10.0.0.20\n",
      output: """
        {"netkit":"VERSION","command":"ipcalc cover","schema":1,"family":4,"cidr":"10.0.0.0/27",\
        "first":"10.0.0.5","last":"10.0.0.20","operands":2,"addresses":"32"}

        """,
      errors: """
        netkit ipcalc cover: standard input, line 2, column 8: '10.0.0.300': octet 300 is above\
         255

        """),
    Scene(
      reason: "contained",
      line: "has 10.0.0.0/8 10.1.2.3",
      output: "10.0.0.0/8 contains 10.1.2.3\n"),
    Scene(
      reason: "every relation",
      line: """
        has 10.0.0.0/8 10.1.2.3 10.0.0.0/8 0.0.0.0/0 9.0.0.0-10.0.0.5 11.0.0.0/8 12.0.0.0/8 ::1
        """,
      status: 1,
      output: """
        10.0.0.0/8 contains 10.1.2.3
        10.0.0.0/8 equals 10.0.0.0/8
        10.0.0.0/8 is inside 0.0.0.0/0
        10.0.0.0/8 overlaps 9.0.0.0-10.0.0.5
        10.0.0.0/8 is next to 11.0.0.0/8
        10.0.0.0/8 is disjoint from 12.0.0.0/8
        10.0.0.0/8 is disjoint from ::1

        """),
    Scene(
      reason: "one is enough",
      line: "has 10.0.0.0/8 10.1.2.3 192.168.0.1 --any -q",
      output: ""),
    Scene(
      reason: "none is not",
      line: "has 10.0.0.0/8 1.1.1.1 192.168.0.1 --any -q",
      status: 1,
      output: ""),
    Scene(
      reason: "all are needed",
      line: "has 10.0.0.0/8 10.1.2.3 192.168.0.1 -q",
      status: 1,
      output: ""),
    Scene(
      reason: "JSON",
      line: "has 10.0.1.0/24 10.0.0.0/8 --json",
      status: 1,
      output: """
        {"netkit":"VERSION","command":"ipcalc has","schema":1,"network":"10.0.1.0/24",\
        "input":"10.0.0.0/8","contained":false,"relation":"inside"}

        """),
    Scene(
      reason: "a word that is no address outweighs a no",
      line: "has 10.0.0.0/8 1.1.1.1 10.0.0.256",
      status: 64,
      output: "10.0.0.0/8 is disjoint from 1.1.1.1\n",
      errors: """
        netkit ipcalc has: '10.0.0.256': octet 256 is above 255 (column 8)

        """),
  ]
}
