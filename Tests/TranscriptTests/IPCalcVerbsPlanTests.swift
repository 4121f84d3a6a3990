import Testing

/// What a user sees of ipcalc plan, free and nth.
@Suite("ipcalc plan, free and nth")
struct IPCalcVerbsPlanTests {
  @Test("The answer is as written", arguments: scenes)
  func answers(_ scene: Scene) throws { try scene.play() }

  static let scenes = [
    Scene(
      reason: "50, 20, 10 and 5 hosts: /26 /27 /28 /29",
      line: "plan 192.168.0.0/24 a=50 b=20 c=10 d=5",
      output: """
        192.168.0.0/24 — 4 subnets for 85 hosts, 47% taken

        NAME  HOSTS  ROOM  SUBNET            HOST ADDRESSES
        a        50    62  192.168.0.0/26    192.168.0.1-192.168.0.62
        b        20    30  192.168.0.64/27   192.168.0.65-192.168.0.94
        c        10    14  192.168.0.96/28   192.168.0.97-192.168.0.110
        d         5     6  192.168.0.112/29  192.168.0.113-192.168.0.118

          Free   192.168.0.120/29    8 addresses
                 192.168.0.128/25    128 addresses
          Taken  120 of 256 addresses
          Used   33%: 85 hosts asked for

        """),
    Scene(
      reason: "given in another order, the same by size",
      line: "plan 192.168.0.0/24 d=5 c=10 a=50 b=20",
      output: """
        192.168.0.0/24 — 4 subnets for 85 hosts, 47% taken

        NAME  HOSTS  ROOM  SUBNET            HOST ADDRESSES
        a        50    62  192.168.0.0/26    192.168.0.1-192.168.0.62
        b        20    30  192.168.0.64/27   192.168.0.65-192.168.0.94
        c        10    14  192.168.0.96/28   192.168.0.97-192.168.0.110
        d         5     6  192.168.0.112/29  192.168.0.113-192.168.0.118

          Free   192.168.0.120/29    8 addresses
                 192.168.0.128/25    128 addresses
          Taken  120 of 256 addresses
          Used   33%: 85 hosts asked for

        """),
    Scene(
      reason: "in the given order a gap is left",
      line: "plan 10.0.0.0/24 dmz=5 lan=100 --order given",
      output: """
        10.0.0.0/24 — 2 subnets for 105 hosts, 53% taken

        NAME  HOSTS  ROOM  SUBNET         HOST ADDRESSES
        dmz       5     6  10.0.0.0/29    10.0.0.1-10.0.0.6
        lan     100   126  10.0.0.128/25  10.0.0.129-10.0.0.254

          Free   10.0.0.8/29         8 addresses
                 10.0.0.16/28        16 addresses
                 10.0.0.32/27        32 addresses
                 10.0.0.64/26        64 addresses
          Taken  136 of 256 addresses
          Used   41%: 105 hosts asked for

        """),
    Scene(
      reason: "AWS keeps five addresses: 27 hosts are the most in a /27, so 28 take a /26",
      line: "plan 10.0.0.0/24 x=27 y=28 --cloud aws",
      output: """
        10.0.0.0/24 — 2 subnets for 55 hosts, 38% taken

        NAME  HOSTS  ROOM  SUBNET        HOST ADDRESSES
        y        28    59  10.0.0.0/26   10.0.0.4-10.0.0.62
        x        27    27  10.0.0.64/27  10.0.0.68-10.0.0.94

          Free   10.0.0.96/27        32 addresses
                 10.0.0.128/25       128 addresses
          Taken  96 of 256 addresses
          Used   21%: 55 hosts asked for
          Kept   by aws: the first 4 and the last address of each

        """),
    Scene(
      reason: "names are optional, and wide ones line up",
      line: "plan 10.0.0.0/24 20 서울=10",
      output: """
        10.0.0.0/24 — 2 subnets for 30 hosts, 19% taken

        NAME      HOSTS  ROOM  SUBNET        HOST ADDRESSES
        subnet 1     20    30  10.0.0.0/27   10.0.0.1-10.0.0.30
        서울         10    14  10.0.0.32/28  10.0.0.33-10.0.0.46

          Free   10.0.0.48/28        16 addresses
                 10.0.0.64/26        64 addresses
                 10.0.0.128/25       128 addresses
          Taken  48 of 256 addresses
          Used   12%: 30 hosts asked for

        """),
    Scene(
      reason: "JSON: one object",
      line: "plan 10.0.0.0/28 a=1 --json",
      output: """
        {"netkit":"VERSION","command":"ipcalc plan","schema":1,"network":"10.0.0.0/28",\
        "order":"size","cloud":null,"addresses":16,"allocated":4,"free_addresses":12,\
        "requested_hosts":1,"utilisation":0.0625,"subnets":[{"name":"a","hosts":1,"room":2,\
        "cidr":"10.0.0.0/30","netmask":"255.255.255.252","first_host":"10.0.0.1",\
        "last_host":"10.0.0.2","broadcast":"10.0.0.3"}],"free":["10.0.0.4/30","10.0.0.8/29"]}

        """),
    Scene(
      reason: "what is missing is said",
      line: "plan 10.0.0.0/30 a=50",
      status: 1,
      output: "",
      errors: """
        netkit ipcalc plan: 10.0.0.0/30 cannot be divided so: 'a' needs a /26, and no place is\
         left for it: 60 addresses are missing

        """),
    Scene(
      reason: "a refusal as JSON",
      line: "plan 192.168.0.0/24 a=250 b=20 --json",
      status: 1,
      output: """
        {"netkit":"VERSION","command":"ipcalc plan","schema":1,"network":"192.168.0.0/24",\
        "order":"size","cloud":null,"problem":"'b' needs a /27,\
         and no place is left for it: 32 addresses are missing","missing":32}

        """,
      errors: """
        netkit ipcalc plan: 192.168.0.0/24 cannot be divided so: 'b' needs a /27, and no place\
         is left for it: 32 addresses are missing

        """),
    Scene(
      reason: "a cloud has a largest subnet",
      line: "plan 10.0.0.0/8 x=70000 --cloud aws",
      status: 1,
      output: "",
      errors: """
        netkit ipcalc plan: 10.0.0.0/8 cannot be divided so: 'x' asks for 70000 hosts, more than\
         the largest subnet of aws, a /16, has room for

        """),
    Scene(
      reason: "IPv6 is not planned by hosts",
      line: "plan 2001:db8::/32 a=5",
      status: 64,
      output: "",
      errors: """
        netkit ipcalc plan: a plan is by hosts, and so for IPv4; an IPv6 subnet is a /64
          netkit ipcalc split 2001:db8::/32 /64 --limit 10

        """),
    Scene(
      reason: "no hosts",
      line: "plan 10.0.0.0/24 a=0",
      status: 64,
      output: "",
      errors: """
        netkit ipcalc plan: invalid value 'a=0' for NAME=HOSTS: expected from 1 to 4294967296\
         hosts (column 3)
        Usage: netkit ipcalc plan [OPTION]... NETWORK NAME=HOSTS...

        """),
    Scene(
      reason: "free blocks",
      line: "free 192.168.0.0/24 -u 192.168.0.0/26",
      output: """
        192.168.0.0/24 — 192 of 256 addresses free in 2 blocks

          192.168.0.64/26    64 addresses
          192.168.0.128/25   128 addresses

        """),
    Scene(
      reason: "the next subnets",
      line: "free 10.0.0.0/16 -u 10.0.0.0/20 /24 -n 3",
      output: """
        10.0.16.0/24
        10.0.17.0/24
        10.0.18.0/24

        """),
    Scene(
      reason: "best fit: the small gap before the large block",
      line: "free 10.0.0.0/24 -u 10.0.0.0/26,10.0.0.96/27 /28",
      output: "10.0.0.64/28\n"),
    Scene(
      reason: "used words may follow the network",
      line: "free 192.168.0.0/24 192.168.0.0/26 192.168.0.64-192.168.0.127 /25 -n 2",
      status: 1,
      output: "192.168.0.128/25\n",
      errors: """
        netkit ipcalc free: only 1 of 2 /25s are free

        """),
    Scene(
      reason: "a bad line among good ones",
      line: "free 10.0.0.0/24 -u - --json",
      status: 65,
      input: "10.0.0.0/25\n# comment\nbad.1\n10.0.0.128/26\n",
      output: """
        {"netkit":"VERSION","command":"ipcalc free","schema":1,"network":"10.0.0.0/24",\
        "addresses":"256","free_addresses":"64","prefix":null,"wanted":null,"found":null,\
        "free":["10.0.0.192/26"]}

        """,
      errors: """
        netkit ipcalc free: standard input, line 3, column 1: 'bad.1': unexpected 'b'

        """),
    Scene(
      reason: "nothing is free",
      line: "free 10.0.0.0/8 -u 10.0.0.0/8",
      status: 1,
      output: "10.0.0.0/8 — nothing free\n"),
    Scene(
      reason: "a share where digits are too many",
      line: "free ::/0 -u 2000::/3,fc00::/7",
      output: """
        ::/0 — 87% of 2^128 addresses free in 8 blocks

          ::/3       2^125 addresses
          4000::/2   2^126 addresses
          8000::/2   2^126 addresses
          c000::/3   2^125 addresses
          e000::/4   2^124 addresses
          f000::/5   2^123 addresses
          f800::/6   2^122 addresses
          fe00::/7   2^121 addresses

        """),
    Scene(
      reason: "a count of nothing",
      line: "free 10.0.0.0/24 -n 2",
      status: 64,
      output: "",
      errors: """
        netkit ipcalc free: --count needs the length of the subnets
          as in /28 --count 2
        Usage: netkit ipcalc free [OPTION]... NETWORK [USED|/LENGTH...]

        """),
    Scene(
      reason: "Terraform cidrhost",
      line: "nth 192.168.0.0/24 10",
      output: "192.168.0.10\n"),
    Scene(
      reason: "from the end",
      line: "nth 192.168.0.0/24 -2",
      output: "192.168.0.254\n"),
    Scene(
      reason: "Terraform cidrsubnet",
      line: "nth 10.0.0.0/8 5 /16",
      output: "10.5.0.0/16\n"),
    Scene(
      reason: "the last of 2^64",
      line: "nth ::/0 -1 /64",
      output: "ffff:ffff:ffff:ffff::/64\n"),
    Scene(
      reason: "outside",
      line: "nth 10.0.0.0/30 9",
      status: 1,
      output: "",
      errors: """
        netkit ipcalc nth: 10.0.0.0/30 has 4 addresses, and none at index 9

        """),
    Scene(
      reason: "outside, as JSON",
      line: "nth 10.0.0.0/24 -257 --json",
      status: 1,
      output: """
        {"netkit":"VERSION","command":"ipcalc nth","schema":1,"network":"10.0.0.0/24",\
        "index":"-257","count":"256","address":null,"subnet":null}

        """,
      errors: """
        netkit ipcalc nth: 10.0.0.0/24 has 256 addresses, and none at index -257

        """),
  ]
}
