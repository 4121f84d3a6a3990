import Testing

/// What a user sees of ipcalc split.
@Suite("ipcalc split")
struct IPCalcVerbsSplitTests {
  @Test("The answer is as written", arguments: scenes)
  func answers(_ scene: Scene) throws { try scene.play() }

  static let scenes = [
    Scene(
      reason: "the tutorial: 2 bits borrowed from a class C network",
      line: "split 192.168.0.0/24 --borrow 2",
      output: """
        192.168.0.0/24 — 4 subnets of 64 addresses

          Borrowed  2 bits: 2^2 = 4 subnets
          Hosts     2^6 − 2 = 62 in each
          Netmask   255.255.255.192   11111111.11111111.11111111.11 000000   /26
          Octet 4   11000000₂ = 192

        #  BITS  SUBNET            HOSTS                        BROADCAST
        0  00    192.168.0.0/26    192.168.0.1-192.168.0.62     192.168.0.63
        1  01    192.168.0.64/26   192.168.0.65-192.168.0.126   192.168.0.127
        2  10    192.168.0.128/26  192.168.0.129-192.168.0.190  192.168.0.191
        3  11    192.168.0.192/26  192.168.0.193-192.168.0.254  192.168.0.255

        """),
    Scene(
      reason: "a count is rounded up, and the spare is said",
      line: "split 192.168.0.0/24 -n 6 --first 2 --last 1",
      output: """
        192.168.0.0/24 — 8 subnets of 32 addresses

          Borrowed  3 bits: 2^3 = 8 subnets
          Hosts     2^5 − 2 = 30 in each
          Spare     2: 6 were asked for
          Netmask   255.255.255.224   11111111.11111111.11111111.111 00000   /27
          Octet 4   11100000₂ = 224

        #  BITS  SUBNET            HOSTS                        BROADCAST
        0  000   192.168.0.0/27    192.168.0.1-192.168.0.30     192.168.0.31
        1  001   192.168.0.32/27   192.168.0.33-192.168.0.62    192.168.0.63
        …
        7  111   192.168.0.224/27  192.168.0.225-192.168.0.254  192.168.0.255

        """),
    Scene(
      reason: "a length, the parts alone",
      line: "split 10.0.0.0/8 /10 --brief",
      output: """
        10.0.0.0/10
        10.64.0.0/10
        10.128.0.0/10
        10.192.0.0/10

        """),
    Scene(
      reason: "the limit says what it left out",
      line: "split 10.0.0.0/8 /16 --limit 2",
      output: """
        10.0.0.0/8 — 256 subnets of 65,536 addresses

          Borrowed  8 bits: 2^8 = 256 subnets
          Hosts     2^16 − 2 = 65,534 in each
          Netmask   255.255.0.0       11111111.11111111. 00000000.00000000   /16
          Octet 2   11111111₂ = 255

        #    SUBNET         HOSTS                      BROADCAST
        0    10.0.0.0/16    10.0.0.1-10.0.255.254      10.0.255.255
        1    10.1.0.0/16    10.1.0.1-10.1.255.254      10.1.255.255

        """,
      errors: """
        netkit ipcalc split: the limit left out 254 parts

        """),
    Scene(
      reason: "a /31 has two hosts and no broadcast address (RFC 3021)",
      line: "split 10.0.0.0/30 /31",
      output: """
        10.0.0.0/30 — 2 subnets of 2 addresses

          Borrowed  1 bit: 2^1 = 2 subnets
          Hosts     2 in each
          Netmask   255.255.255.254   11111111.11111111.11111111.1111111 0   /31
          Octet 4   11111110₂ = 254

        #  BITS  SUBNET       HOSTS
        0  0     10.0.0.0/31  10.0.0.0-10.0.0.1
        1  1     10.0.0.2/31  10.0.0.2-10.0.0.3

        """),
    Scene(
      reason: "a /32 is one host",
      line: "split 10.0.0.0/31 /32",
      output: """
        10.0.0.0/31 — 2 subnets of 1 address

          Borrowed  1 bit: 2^1 = 2 subnets
          Hosts     1 in each
          Netmask   255.255.255.255   11111111.11111111.11111111.11111111   /32
          Octet 4   11111111₂ = 255

        #  BITS  SUBNET       HOSTS
        0  0     10.0.0.0/32  10.0.0.0-10.0.0.0
        1  1     10.0.0.1/32  10.0.0.1-10.0.0.1

        """),
    Scene(
      reason: "IPv6 counts /64s",
      line: "split 2001:db8::/32 /48 --last 2",
      output: """
        2001:db8::/32 — 65,536 subnets of 2^80 addresses

          Borrowed  16 bits: 2^16 = 65,536 subnets
          Holds     65,536 /64s in each

        #      SUBNET
        65534  2001:db8:fffe::/48
        65535  2001:db8:ffff::/48

        """),
    Scene(
      reason: "2^128 parts have a last one",
      line: "split ::/0 /128 --last 1 --brief",
      output: "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff/128\n"),
    Scene(
      reason: "JSON: a line for each part",
      line: "split 192.168.0.0/24 -n 3 --first 1 --json",
      output: """
        {"netkit":"VERSION","command":"ipcalc split","schema":1,"parent":"192.168.0.0/24",\
        "index":"0","subnets":"4","spare":"1","borrowed_bits":2,"cidr":"192.168.0.0/26",\
        "network":"192.168.0.0","prefix":26,"netmask":"255.255.255.192",\
        "first_host":"192.168.0.1","last_host":"192.168.0.62","broadcast":"192.168.0.63",\
        "last":"192.168.0.63","addresses":"64","hosts":"62"}

        """),
    Scene(
      reason: "a wildcard is a mask upside down, and that is said",
      line: "split 10.0.0.0/0.255.255.255 /9 -b",
      output: """
        10.0.0.0/9
        10.128.0.0/9

        """,
      errors: """
        netkit ipcalc split: '10.0.0.0/0.255.255.255': read as a wildcard: /8

        """),
    Scene(
      reason: "host bits are dropped, and that is said",
      line: "split 192.168.0.10/26 /27 -b",
      output: """
        192.168.0.0/27
        192.168.0.32/27

        """,
      errors: """
        netkit ipcalc split: '192.168.0.10/26' has host bits set; its network is 192.168.0.0/26

        """),
    Scene(
      reason: "quiet is quiet",
      line: "split 10.0.0.0/8 /30 -q",
      output: ""),
    Scene(
      reason: "no size",
      line: "split 192.168.0.0/24",
      status: 64,
      output: "",
      errors: """
        netkit ipcalc split: missing the size of the parts
          for example: netkit ipcalc split 192.168.0.0/24 /26
        Usage: netkit ipcalc split [OPTION]... NETWORK [/LENGTH]

        """),
    Scene(
      reason: "a length without its slash",
      line: "split 192.168.0.0/24 26",
      status: 64,
      output: "",
      errors: """
        netkit ipcalc split: invalid value '26' for /LENGTH: expected a length with its slash,\
         as in /26
        Usage: netkit ipcalc split [OPTION]... NETWORK [/LENGTH]

        """),
    Scene(
      reason: "two sizes",
      line: "split 192.168.0.0/24 /26 -n 3",
      status: 64,
      output: "",
      errors: """
        netkit ipcalc split: only one of /LENGTH, --count and --borrow can be given
          for example: netkit ipcalc split 192.168.0.0/24 /26
        Usage: netkit ipcalc split [OPTION]... NETWORK [/LENGTH]

        """),
    Scene(
      reason: "a part larger than the whole",
      line: "split 192.168.0.0/24 /20",
      status: 64,
      output: "",
      errors: """
        netkit ipcalc split: /20 is larger than 192.168.0.0/24 itself

        """),
    Scene(
      reason: "longer than the family",
      line: "split 192.168.0.0/24 /33",
      status: 64,
      output: "",
      errors: """
        netkit ipcalc split: /33 is longer than an IPv4 address

        """),
    Scene(
      reason: "more bits than there are",
      line: "split 192.168.0.0/24 --borrow 9",
      status: 64,
      output: "",
      errors: """
        netkit ipcalc split: 192.168.0.0/24 has 8 host bits, not the 9 to borrow

        """),
    Scene(
      reason: "more parts than addresses",
      line: "split 10.0.0.0/8 -n 99999999999",
      status: 64,
      output: "",
      errors: """
        netkit ipcalc split: 10.0.0.0/8 has 24 host bits, not the 37 that 99,999,999,999 parts\
         take

        """),
    Scene(
      reason: "a range that is no network",
      line: "split 10.0.0.5-10.0.0.20 /30",
      status: 64,
      output: "",
      errors: """
        netkit ipcalc split: '10.0.0.5-10.0.0.20' is not one network but 5
          netkit ipcalc range 10.0.0.5-10.0.0.20

        """),
  ]
}
