import Testing

/// What a user sees of ipcalc class, special and masks.
@Suite("ipcalc class, special and masks")
struct IPCalcVerbsLookTests {
  @Test("The answer is as written", arguments: scenes)
  func answers(_ scene: Scene) throws { try scene.play() }

  static let scenes = [
    Scene(
      reason: "the table: A 2^7 networks of 2^24 − 2 hosts, not 2^8 of 2^32",
      line: "class",
      output: """
        CLASS  BITS  OCTET 1  NETWORKS          HOSTS IN EACH          MASK
        A      0     0-127    2^7 = 128         2^24 − 2 = 16,777,214  255.0.0.0
        B      10    128-191  2^14 = 16,384     2^16 − 2 = 65,534      255.255.0.0
        C      110   192-223  2^21 = 2,097,152  2^8 − 2 = 254          255.255.255.0
        D      1110  224-239  none              2^28 groups            none
        E      1111  240-255  none              2^28 reserved          none

        Of class A 126 networks are usable: 0 and 127 are reserved.

        """),
    Scene(
      reason: "class C with 2 bits borrowed",
      line: "class 192.168.0.10/26",
      output: """
        192.168.0.10/26 — class C, unicast

          Leading bits  110   first octet 192 to 223
          Range         192.0.0.0-223.255.255.255   192.0.0.0/3
          Networks      2^21 = 2,097,152   all usable
          Hosts         2^8 − 2 = 254   in each network
          Mask          255.255.255.0   /24
          Network       192.168.0.0/24
          Borrowed      2 bits: 4 subnets × 62 hosts; this is 1 of 4

        """),
    Scene(
      reason: "126 of class A are usable",
      line: "class a",
      output: """
        a — class A, unicast

          Leading bits  0   first octet 0 to 127
          Range         0.0.0.0-127.255.255.255   0.0.0.0/1
          Networks      2^7 = 128   126 usable: 0 and 127 are reserved
          Hosts         2^24 − 2 = 16,777,214   in each network
          Mask          255.0.0.0   /8

        """),
    Scene(
      reason: "a bare address borrows nothing; two sheets are parted",
      line: "class 10.1.2.3 224.0.0.5",
      output: """
        10.1.2.3 — class A, unicast

          Leading bits  0   first octet 0 to 127
          Range         0.0.0.0-127.255.255.255   0.0.0.0/1
          Networks      2^7 = 128   126 usable: 0 and 127 are reserved
          Hosts         2^24 − 2 = 16,777,214   in each network
          Mask          255.0.0.0   /8
          Network       10.0.0.0/8

        224.0.0.5 — class D, multicast

          Leading bits  1110   first octet 224 to 239
          Range         224.0.0.0-239.255.255.255   224.0.0.0/4
          Holds         2^28 = 268,435,456 groups
          Mask          none

        """),
    Scene(
      reason: "JSON of a subnet",
      line: "class 172.16.4.0/22 --json",
      output: """
        {"netkit":"VERSION","command":"ipcalc class","schema":1,"input":"172.16.4.0/22",\
        "class":"B","use":"unicast","leading_bits":"10","block":"128.0.0.0/2","first_octet":128,\
        "last_octet":191,"network_bits":14,"host_bits":16,"networks":16384,\
        "usable_networks":16384,"hosts_per_network":65534,"default_prefix":16,\
        "default_mask":"255.255.0.0","network":"172.16.0.0/16","borrowed_bits":6,"subnets":64,\
        "subnet_hosts":1022,"subnet_index":1}

        """),
    Scene(
      reason: "IPv6 has none",
      line: "class ::1",
      status: 64,
      output: "",
      errors: """
        netkit ipcalc class: '::1' is IPv6, which has no classes

        """),
    Scene(
      reason: "across classes",
      line: "class 0.0.0.0/0",
      status: 64,
      output: "",
      errors: """
        netkit ipcalc class: '0.0.0.0/0' reaches from class A to E

        """),
    Scene(
      reason: "the registries on 80 columns",
      line: "special",
      output: """
        BLOCK              FLAGS RFC  NAME
        0.0.0.0/8          S---R 791  This network
        0.0.0.0/32         S---R 1122 This host on this network
        10.0.0.0/8         SDF-- 1918 Private-Use
        100.64.0.0/10      SDF-- 6598 Shared Address Space
        127.0.0.0/8        ----R 1122 Loopback
        169.254.0.0/16     SD--R 3927 Link Local
        172.16.0.0/12      SDF-- 1918 Private-Use
        192.0.0.0/24       ----- 6890 IETF Protocol Assignments
        192.0.0.0/29       SDF-- 7335 IPv4 Service Continuity Prefix
        192.0.0.8/32       S---- 7600 IPv4 dummy address
        192.0.0.9/32       SDFG- 7723 Port Control Protocol Anycast
        192.0.0.10/32      SDFG- 8155 Traversal Using Relays around NAT Anycast
        192.0.0.170/32     ----R 8880 NAT64/DNS64 Discovery
        192.0.0.171/32     ----R 8880 NAT64/DNS64 Discovery
        192.0.2.0/24       ----- 5737 Documentation (TEST-NET-1)
        192.31.196.0/24    SDFG- 7535 AS112-v4
        192.52.193.0/24    SDFG- 7450 AMT
        192.88.99.0/24     ????? 7526 Deprecated (6to4 Relay Anycast)
        192.88.99.2/32     SDF-- 6751 6a44-relay anycast address
        192.168.0.0/16     SDF-- 1918 Private-Use
        192.175.48.0/24    SDFG- 7534 Direct Delegation AS112 Service
        198.18.0.0/15      SDF-- 2544 Benchmarking
        198.51.100.0/24    ----- 5737 Documentation (TEST-NET-2)
        203.0.113.0/24     ----- 5737 Documentation (TEST-NET-3)
        224.0.0.0/4        -DF?- 5771 Multicast
        240.0.0.0/4        ----R 1112 Reserved
        255.255.255.255/32 -D--R 8190 Limited Broadcast
        ::/96              ????? 4291 IPv4-compatible (deprecated)
        ::/128             S---R 4291 Unspecified Address
        ::1/128            ----R 4291 Loopback Address
        ::ffff:0.0.0.0/96  ----R 4291 IPv4-mapped Address
        64:ff9b::/96       SDFG- 6052 IPv4-IPv6 Translat.
        64:ff9b:1::/48     SDF-- 8215 IPv4-IPv6 Translat.
        100::/64           SDF-- 6666 Discard-Only Address Block
        100:0:0:1::/64     S---- 9780 Dummy IPv6 Prefix
        2001::/23          ----- 2928 IETF Protocol Assignments
        2001::/32          SDF?- 4380 TEREDO
        2001:1::1/128      SDFG- 7723 Port Control Protocol Anycast
        2001:1::2/128      SDFG- 8155 Traversal Using Relays around NAT Anycast
        2001:1::3/128      SDFG- 9665 DNS-SD Service Registration Protocol Anycast
        2001:2::/48        SDF-- 5180 Benchmarking
        2001:3::/32        SDFG- 7450 AMT
        2001:4:112::/48    SDFG- 7535 AS112-v6
        2001:10::/28       ????? 4843 Deprecated (previously ORCHID)
        2001:20::/28       SDFG- 7343 ORCHIDv2
        2001:30::/28       SDFG- 9374 Drone Remote ID Protocol Entity Tags (DETs) Prefix
        2001:db8::/32      ----- 3849 Documentation
        2002::/16          SDF?- 3056 6to4
        2620:4f:8000::/48  SDFG- 7534 Direct Delegation AS112 Service
        3fff::/20          ----- 9637 Documentation
        5f00::/16          SDF-- 9602 Segment Routing (SRv6) SIDs
        fc00::/7           SDF-- 4193 Unique-Local
        fe80::/10          SD--R 4291 Link-Local Unicast
        fec0::/10          ????? 3879 Site-Local Unicast (deprecated)
        ff00::/8           -DF?- 4291 Multicast

        S source, D destination, F forwardable, G global, R reserved; ? it depends.
        IANA special-purpose address registries of 2025-10-09.

        """),
    Scene(
      reason: "shared address space",
      line: "special 100.64.1.1",
      output: """
        100.64.1.1 — Shared Address Space

          Block        100.64.0.0/10   RFC 6598
          Allocated    2012-04
          Source       yes
          Destination  yes
          Forwardable  yes
          Global       no
          Reserved     no

        """),
    Scene(
      reason: "blocks inside a block",
      line: "special 192.0.0.0/24",
      output: """
        192.0.0.0/24 — IETF Protocol Assignments

          Block        192.0.0.0/24   RFC 6890
          Allocated    2010-01
          Source       no
          Destination  no
          Forwardable  no
          Global       no
          Reserved     no

          Inside it:
          192.0.0.0/29    IPv4 Service Continuity Prefix
          192.0.0.8/32    IPv4 dummy address
          192.0.0.9/32    Port Control Protocol Anycast
          192.0.0.10/32   Traversal Using Relays around NAT Anycast
          192.0.0.170/32  NAT64/DNS64 Discovery
          192.0.0.171/32  NAT64/DNS64 Discovery

        """),
    Scene(
      reason: "SRv6 SIDs, dummy prefix and documentation, one an ordinary address",
      line: "special 5f00::1 100:0:0:1::1 3fff::1 8.8.8.8 --json",
      status: 1,
      output: """
        {"netkit":"VERSION","command":"ipcalc special","schema":1,"input":"5f00::1",\
        "name":"Segment Routing (SRv6) SIDs","block":"5f00::/16","rfc":["RFC9602"],\
        "allocated":"2024-04","terminated":null,"source":true,"destination":true,\
        "forwardable":true,"global":false,"reserved_by_protocol":false,"within":[]}
        {"netkit":"VERSION","command":"ipcalc special","schema":1,"input":"100:0:0:1::1",\
        "name":"Dummy IPv6 Prefix","block":"100:0:0:1::/64","rfc":["RFC9780"],\
        "allocated":"2025-04","terminated":null,"source":true,"destination":false,\
        "forwardable":false,"global":false,"reserved_by_protocol":false,"within":[]}
        {"netkit":"VERSION","command":"ipcalc special","schema":1,"input":"3fff::1",\
        "name":"Documentation","block":"3fff::/20","rfc":["RFC9637"],"allocated":"2024-07",\
        "terminated":null,"source":false,"destination":false,"forwardable":false,"global":false,\
        "reserved_by_protocol":false,"within":[]}
        {"netkit":"VERSION","command":"ipcalc special","schema":1,"input":"8.8.8.8","name":null,\
        "block":null,"rfc":null,"allocated":null,"terminated":null,"source":null,\
        "destination":null,"forwardable":null,"global":null,"reserved_by_protocol":null,\
        "within":[]}

        """),
    Scene(
      reason: "ordinary",
      line: "special 8.8.8.8",
      status: 1,
      output: "8.8.8.8 — ordinary: in no special-purpose block\n"),
    Scene(
      reason: "every length",
      line: "masks",
      output: """
        LENGTH  NETMASK          WILDCARD             ADDRESSES          HOSTS  CLASSES
        /0      0.0.0.0          255.255.255.255  4,294,967,296  4,294,967,294  256 A
        /1      128.0.0.0        127.255.255.255  2,147,483,648  2,147,483,646  128 A
        /2      192.0.0.0        63.255.255.255   1,073,741,824  1,073,741,822  64 A
        /3      224.0.0.0        31.255.255.255     536,870,912    536,870,910  32 A
        /4      240.0.0.0        15.255.255.255     268,435,456    268,435,454  16 A
        /5      248.0.0.0        7.255.255.255      134,217,728    134,217,726  8 A
        /6      252.0.0.0        3.255.255.255       67,108,864     67,108,862  4 A
        /7      254.0.0.0        1.255.255.255       33,554,432     33,554,430  2 A
        /8      255.0.0.0        0.255.255.255       16,777,216     16,777,214  1 A
        /9      255.128.0.0      0.127.255.255        8,388,608      8,388,606  128 B
        /10     255.192.0.0      0.63.255.255         4,194,304      4,194,302  64 B
        /11     255.224.0.0      0.31.255.255         2,097,152      2,097,150  32 B
        /12     255.240.0.0      0.15.255.255         1,048,576      1,048,574  16 B
        /13     255.248.0.0      0.7.255.255            524,288        524,286  8 B
        /14     255.252.0.0      0.3.255.255            262,144        262,142  4 B
        /15     255.254.0.0      0.1.255.255            131,072        131,070  2 B
        /16     255.255.0.0      0.0.255.255             65,536         65,534  1 B
        /17     255.255.128.0    0.0.127.255             32,768         32,766  128 C
        /18     255.255.192.0    0.0.63.255              16,384         16,382  64 C
        /19     255.255.224.0    0.0.31.255               8,192          8,190  32 C
        /20     255.255.240.0    0.0.15.255               4,096          4,094  16 C
        /21     255.255.248.0    0.0.7.255                2,048          2,046  8 C
        /22     255.255.252.0    0.0.3.255                1,024          1,022  4 C
        /23     255.255.254.0    0.0.1.255                  512            510  2 C
        /24     255.255.255.0    0.0.0.255                  256            254  1 C
        /25     255.255.255.128  0.0.0.127                  128            126  1/2 C
        /26     255.255.255.192  0.0.0.63                    64             62  1/4 C
        /27     255.255.255.224  0.0.0.31                    32             30  1/8 C
        /28     255.255.255.240  0.0.0.15                    16             14  1/16 C
        /29     255.255.255.248  0.0.0.7                      8              6  1/32 C
        /30     255.255.255.252  0.0.0.3                      4              2  1/64 C
        /31     255.255.255.254  0.0.0.1                      2              2  1/128 C
        /32     255.255.255.255  0.0.0.0                      1              1  1/256 C

        """),
  ]
}
