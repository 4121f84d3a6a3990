import Testing

/// What a user sees of ipcalc ptr, conv and eui.
@Suite("ipcalc ptr, conv and eui")
struct IPCalcVerbsNamesTests {
  @Test("The answer is as written", arguments: scenes)
  func answers(_ scene: Scene) throws { try scene.play() }

  /// What there is to say of a MAC address, in whatever it was found.
  private static let ofMAC = """
    02:00:5e:10:00:01 — local: given out by no maker

      EUI-64      02:00:5e:ff:fe:10:00:01
      Interface   0000:5eff:fe10:0001   U/L bit inverted
      Link-local  fe80::5eff:fe10:1
      Solicited   ff02::1:ff10:1   33:33:ff:10:00:01
      Forms       02-00-5E-10-00-01   0200.5e10.0001
                  02005e-100001   02005e100001

    """

  static let scenes = [
    Scene(
      reason: "16 zones of a /12",
      line: "ptr 172.16.0.0/12",
      output: """
        16.172.in-addr.arpa
        17.172.in-addr.arpa
        18.172.in-addr.arpa
        19.172.in-addr.arpa
        20.172.in-addr.arpa
        21.172.in-addr.arpa
        22.172.in-addr.arpa
        23.172.in-addr.arpa
        24.172.in-addr.arpa
        25.172.in-addr.arpa
        26.172.in-addr.arpa
        27.172.in-addr.arpa
        28.172.in-addr.arpa
        29.172.in-addr.arpa
        30.172.in-addr.arpa
        31.172.in-addr.arpa

        """),
    Scene(
      reason: "eight zones of a /33",
      line: "ptr 2001:db8::/33",
      output: """
        0.8.b.d.0.1.0.0.2.ip6.arpa
        1.8.b.d.0.1.0.0.2.ip6.arpa
        2.8.b.d.0.1.0.0.2.ip6.arpa
        3.8.b.d.0.1.0.0.2.ip6.arpa
        4.8.b.d.0.1.0.0.2.ip6.arpa
        5.8.b.d.0.1.0.0.2.ip6.arpa
        6.8.b.d.0.1.0.0.2.ip6.arpa
        7.8.b.d.0.1.0.0.2.ip6.arpa

        """),
    Scene(
      reason: "RFC 2317",
      line: "ptr 192.168.0.64/26 10.0.0.0/31",
      output: """
        64/26.0.168.192.in-addr.arpa
        0/31.0.0.10.in-addr.arpa

        """),
    Scene(
      reason: "a name, and back",
      line: """
        ptr 192.168.0.10 10.0.168.192.in-addr.arpa 8.b.d.0.1.0.0.2.ip6.arpa. \
        0/26.0.168.192.in-addr.arpa
        """,
      output: """
        10.0.168.192.in-addr.arpa
        192.168.0.10
        2001:db8::/32
        192.168.0.0/26

        """),
    Scene(
      reason: "a range is several networks",
      line: "ptr 10.0.0.0-10.0.2.255",
      output: """
        0.0.10.in-addr.arpa
        1.0.10.in-addr.arpa
        2.0.10.in-addr.arpa

        """),
    Scene(
      reason: "JSON",
      line: "ptr 10.1.2.3 10.0.0.0/23 168.192.in-addr.arpa --json",
      output: """
        {"netkit":"VERSION","command":"ipcalc ptr","schema":1,"input":"10.1.2.3",\
        "name":"3.2.1.10.in-addr.arpa","zones":null,"network":null}
        {"netkit":"VERSION","command":"ipcalc ptr","schema":1,"input":"10.0.0.0/23","name":null,\
        "zones":[{"name":"0.0.10.in-addr.arpa","block":"10.0.0.0/24","is_classless":false},\
        {"name":"1.0.10.in-addr.arpa","block":"10.0.1.0/24","is_classless":false}],"network":null}
        {"netkit":"VERSION","command":"ipcalc ptr","schema":1,"input":"192.168.0.0/16",\
        "name":null,"zones":null,"network":"192.168.0.0/16"}

        """),
    Scene(
      reason: "an octet above 255",
      line: "ptr 300.1.168.192.in-addr.arpa",
      status: 64,
      output: "",
      errors: """
        netkit ipcalc ptr: '300.1.168.192.in-addr.arpa': label '300' does not belong in a\
         reverse name (column 1)

        """),
    Scene(
      reason: "a MAC address",
      line: "ptr 00:11:22:33:44:55",
      status: 64,
      output: "",
      errors: """
        netkit ipcalc ptr: '00:11:22:33:44:55' is a MAC address, which has no reverse name

        """),
    Scene(
      reason: "all notations",
      line: "conv 192.168.0.10",
      output: """
        192.168.0.10 — IPv4

          short       192.168.0.10
          full        192.168.0.10
          int         3232235530
          hex         0xc0a8000a
          oct         030052000012
          bin         11000000101010000000000000001010
          mapped      ::ffff:192.168.0.10
          6to4        2002:c0a8:a::/48
          nat64       64:ff9b::c0a8:a
          arpa        10.0.168.192.in-addr.arpa
          url         192.168.0.10
          unc         192.168.0.10

        """),
    Scene(
      reason: "128 bits on two lines",
      line: "conv 2001:db8::1",
      output: """
        2001:db8::1 — IPv6

          short       2001:db8::1
          full        2001:0db8:0000:0000:0000:0000:0000:0001
          int         42540766411282592856903984951653826561
          hex         0x20010db8000000000000000000000001
          oct         00400020667000000000000000000000000000000001
          bin         0010000000000001000011011011100000000000000000000000000000000000
                      0000000000000000000000000000000000000000000000000000000000000001
          arpa        1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.
                      0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa
          url         [2001:db8::1]
          unc         2001-db8--1.ipv6-literal.net

        """),
    Scene(
      reason: "a number back",
      line: "conv 3232235530 0xc0a8000a 0b11 0o17 --to short",
      output: """
        192.168.0.10
        192.168.0.10
        0.0.0.3
        0.0.0.15

        """),
    Scene(
      reason: "a small number as IPv6",
      line: "conv 1 -6 --to short",
      output: "::1\n"),
    Scene(
      reason: "notations and back",
      line: """
        conv [::1] 2001-db8--1.ipv6-literal.net ::ffff:10.0.0.1 2002:c0a8:a::1 \
        64:ff9b::c000:221 --to short,mapped,6to4,nat64,unc
        """,
      status: 1,
      output: """
        ::1 - - - 0--1.ipv6-literal.net
        2001:db8::1 - - - 2001-db8--1.ipv6-literal.net
        ::ffff:10.0.0.1 10.0.0.1 - - 0--ffff-a00-1.ipv6-literal.net
        2002:c0a8:a::1 - 192.168.0.10 - 2002-c0a8-a--1.ipv6-literal.net
        64:ff9b::c000:221 - - 192.0.2.33 64-ff9b--c000-221.ipv6-literal.net

        """),
    Scene(
      reason: "a translator's prefix",
      line: "conv 192.0.2.33 --to nat64:2001:db8::/40,nat64:2001:db8:122:344::/64",
      output: "2001:db8:c0:2:21:: 2001:db8:122:344:c0:2:2100:0\n"),
    Scene(
      reason: "numbers on standard input",
      line: "conv - --to short,hex",
      status: 65,
      input: "1\n0x7f000001 bad\n2130706433\n",
      output: """
        0.0.0.1 0x00000001
        127.0.0.1 0x7f000001
        127.0.0.1 0x7f000001

        """,
      errors: """
        netkit ipcalc conv: standard input, line 2, column 12: 'bad': unexpected 'b'

        """),
    Scene(
      reason: "JSON",
      line: "conv 10.0.0.1 --to int,mapped,url --json",
      output: """
        {"netkit":"VERSION","command":"ipcalc conv","schema":1,"input":"10.0.0.1","family":4,\
        "address":"10.0.0.1","forms":{"int":"167772161","mapped":"::ffff:10.0.0.1",\
        "url":"10.0.0.1"}}

        """),
    Scene(
      reason: "unknown notation",
      line: "conv 10.0.0.1 --to foo",
      status: 64,
      output: "",
      errors: """
        netkit ipcalc conv: invalid value 'foo' for --to: expected short, full, int, hex, oct,\
         bin, mapped, 6to4, nat64, arpa, url, unc
        Usage: netkit ipcalc conv [OPTION]... X...

        """),
    Scene(
      reason: "no such length",
      line: "conv 10.0.0.1 --to nat64:2001:db8::/95",
      status: 64,
      output: "",
      errors: """
        netkit ipcalc conv: invalid value 'nat64:2001:db8::/95' for --to: a translator's prefix\
         is a /32, /40, /48, /56, /64 or /96
        Usage: netkit ipcalc conv [OPTION]... X...

        """),
    Scene(
      reason: "SLAAC",
      line: "eui 02:00:5e:10:00:01 --prefix 2001:db8::/64",
      output: """
        02:00:5e:10:00:01 — local: given out by no maker

          EUI-64      02:00:5e:ff:fe:10:00:01
          Interface   0000:5eff:fe10:0001   U/L bit inverted
          Link-local  fe80::5eff:fe10:1
          SLAAC       2001:db8::5eff:fe10:1
          Solicited   ff02::1:ff10:1   33:33:ff:10:00:01
          Forms       02-00-5E-10-00-01   0200.5e10.0001
                      02005e-100001   02005e100001

        """),
    Scene(
      reason: "the MAC address inside an address",
      line: "eui fe80::5eff:fe10:1",
      output: ofMAC),
    Scene(
      reason: "the MAC address inside an EUI-64",
      line: "eui 02:00:5e:ff:fe:10:00:01",
      output: ofMAC),
    Scene(
      reason: "group addresses",
      line: "eui ff02::fb 224.0.0.251",
      output: """
        33:33:00:00:00:fb — group address

          Forms  33-33-00-00-00-FB   3333.0000.00fb
                 333300-0000fb   3333000000fb

        01:00:5e:00:00:fb — group address

          Forms  01-00-5E-00-00-FB   0100.5e00.00fb
                 01005e-0000fb   01005e0000fb

        """),
    Scene(
      reason: "no MAC address",
      line: "eui 2001:db8::1 --json",
      status: 1,
      output: """
        {"netkit":"VERSION","command":"ipcalc eui","schema":1,"input":"2001:db8::1","mac":null}

        """,
      errors: """
        netkit ipcalc eui: '2001:db8::1' has no MAC address in it

        """),
    Scene(
      reason: "not a /64",
      line: "eui 02:00:5e:10:00:01 --prefix 2001:db8::/48",
      status: 64,
      output: "",
      errors: """
        netkit ipcalc eui: invalid value '2001:db8::/48' for --prefix: expected an IPv6 /64

        """),
  ]
}
