import Arguments

/// What each verdict means, and what it looks like: the transcripts are those of the lab
/// (`NETKIT_LAB_TRANSCRIPTS=folder swift test --filter DualStack`).
extension IPv6Manual {
  static let verdicts = ManualSection(
    "VERDICTS",
    """
    Each with the text that goes with it, from a network that was broken in just that way. The \
    rows about the machine itself stand in the first alone, since they are much the same in all.

    `dual-stack`: both families work. Without a target, both are configured and nothing speaks \
    against them.

        $ netkit ipv6 -w 1s dual.test:80
        Dual stack: IPv6 and IPv4 work
          contacted  name servers 198.51.100.53, 2001:db8:5::53; target
                     2001:db8:5::80, 198.51.100.80
          kernel     IPv6 on, listeners on :: take both
          c0         192.0.2.10/24   public
                     2001:db8:c::10/64   gua
                     fe80::5054:ff:fe12:3456/64   link-local, eui64
          route      IPv4 default via 192.0.2.1 on c0, gateway answers
                     IPv6 default via 2001:db8:c::1 on c0, gateway answers
          dns        198.51.100.53   A 948 µs, AAAA 922 µs
                     2001:db8:5::53   A 767 µs, AAAA 817 µs
          target     dual.test port 80
          IPv6       2001:db8:5::80 connected in 575 µs
          IPv4       198.51.100.80 connected in 626 µs
          race       IPv6 won after 844 µs (250 ms head start)
          score      10/10, 10/10 without IPv4   help desk code 46

        $ netkit ipv6 -w 1s
        Dual stack: name servers answer, and both families are configured
          dns        198.51.100.53   A 228 µs, AAAA 206 µs
                     2001:db8:5::53   A 187 µs, AAAA 164 µs
          score      10/10, 10/10 without IPv4   help desk code 46

        $ netkit ipv6 --local
        Dual stack: IPv6 and IPv4 are configured (nothing was tried)
          contacted  nobody
          score      10/10, 10/10 without IPv4   help desk code 46

    `dual-stack-slow-ipv6`: both work, but IPv6 takes more than 250 ms longer, so that happy \
    eyeballs give it up. Reason: latency, or first-packet-lost.

        $ netkit ipv6 dual.test:80
        Dual stack, but IPv6 is slow: the first packet is lost
          dns        198.51.100.53   A 737 µs, AAAA 1.68 ms
                     2001:db8:5::53   A 1.7 ms, AAAA 1.67 ms
          target     dual.test port 80
          IPv6       2001:db8:5::80 connected in 1.03 s
          IPv4       198.51.100.80 connected in 283 µs
          race       IPv4 won after 254 ms (250 ms head start)
          cost       1.03 s for each connection of a program without happy
                     eyeballs
          score      7/10, 7/10 without IPv4   help desk code 46 slow
          likely     the first packet of a connection over IPv6 is lost and
                     comes again after 1 s
          do         look for a stateful firewall, or a NAT, that learns a
                     flow by its first packet

    `dual-stack-slow-ipv4`: the same the other way round.

        $ netkit ipv6 dual.test:80
        Dual stack, but IPv4 is slow: it takes over 250 ms longer
          dns        198.51.100.53   A 3.83 ms, AAAA 779 µs
                     2001:db8:5::53   A 757 µs, AAAA 734 µs
          target     dual.test port 80
          IPv6       2001:db8:5::80 connected in 254 µs
          IPv4       198.51.100.80 connected in 401 ms
          race       IPv6 won after 127 µs (250 ms head start)
          score      7/10, 7/10 without IPv4   help desk code 46 slow
          likely     the way over IPv4 is longer: a tunnel, or a detour in
                     routing
          do         compare both ways with traceroute -4 and -6

    `ipv4-only`: there is no IPv6 address that reaches beyond the link.

        $ netkit ipv6 -w 1s dual.test:80
        IPv4 only: this machine has no IPv6
          dns        198.51.100.53   A 968 µs, AAAA 583 µs
          target     dual.test port 80
          IPv6       2001:db8:5::80 no route after 39.9 µs
          IPv4       198.51.100.80 connected in 316 µs
          race       IPv4 won after 487 µs (250 ms head start)
          score      10/10, 0/10 without IPv4   help desk code 4
          likely     no router announces IPv6 on this link, and no address
                     is configured
          do         ask the provider for IPv6, or switch it on in the
                     router

    `ipv6-disabled`: IPv6 is switched off (reason switched-off), or not in the kernel \
    (no-kernel-support).

        $ netkit ipv6 -w 1s dual.test:80
        IPv6 is disabled: switched off on this machine
          kernel     IPv6 switched off
          c0         192.0.2.10/24   public
          route      IPv4 default via 192.0.2.1 on c0, gateway answers
          dns        198.51.100.53   A 1.32 ms, AAAA 1.38 ms
          target     dual.test port 80
          IPv6       2001:db8:5::80 no address to send from after 38.6 µs
          IPv4       198.51.100.80 connected in 381 µs
          race       IPv4 won after 631 µs (250 ms head start)
          score      10/10, 0/10 without IPv4   help desk code 4
          likely     IPv6 is switched off on every interface
          do         sysctl -w net.ipv6.conf.all.disable_ipv6=0, and remove
                     it from /etc/sysctl.d

    `ipv6-only`: there is no IPv4, and no translator that works.

        $ netkit ipv6 -w 1s dual.test:80
        IPv6 only: this machine has no IPv4, and no NAT64
          dns        2001:db8:5::53   A 1.87 ms, AAAA 1.86 ms
          target     dual.test port 80
          IPv6       2001:db8:5::80 connected in 403 µs
          IPv4       198.51.100.80 no route after 29 µs
          race       IPv6 won after 605 µs (250 ms head start)
          score      0/10, 10/10 without IPv4   help desk code 6
          likely     no IPv4 address or route, and no name server knows a
                     NAT64 prefix
          do         hosts that have IPv4 alone cannot be reached from here

    `ipv6-only-nat64`: there is no IPv4, and a translator reaches IPv4 hosts (RFC 6146).

        $ netkit ipv6 -w 1s 198.51.100.80:80
        IPv6 only, with NAT64 to reach IPv4
          dns        2001:db8:c::1   A 16.1 ms, AAAA 16.3 ms
          target     198.51.100.80 port 80
          IPv6       has no address
          IPv4       198.51.100.80 no route after 1.45 ms
          via NAT64  2001:db8:64::c633:6450 connected in 403 µs
          nat64      prefix 2001:db8:64::/96, reached 198.51.100.80 through
                     it
          score      7/10, 10/10 without IPv4   help desk code 64
          likely     the network has IPv6 alone and translates to IPv4
                     behind a prefix
          do         IPv4 addresses as literals work only with a CLAT (RFC
                     6877) on this machine

    `broken-ipv6`, reason `dropped`: nothing comes back.

        $ netkit ipv6 -w 1s dual.test:80
        IPv6 is broken: connections are dropped silently
          dns        198.51.100.53   A 961 µs, AAAA 904 µs
                     2001:db8:5::53   A 893 µs, AAAA 874 µs
          target     dual.test port 80
          IPv6       2001:db8:5::80 no answer in 992 ms
          IPv4       198.51.100.80 connected in 542 µs
          race       IPv4 won after 252 ms (250 ms head start)
          cost       992 ms or more for each connection of a program without
                     happy eyeballs
          score      10/10, 0/10 without IPv4   help desk code 112
          likely     a firewall on the path drops IPv6; the gateway answers
                     neighbour discovery, so the break is beyond
                     2001:db8:c::1
          do         follow the way: traceroute -6 2001:db8:5::80

    `broken-ipv6`, reason `rejected`: an ICMP message or a reset; by says from whom.

        $ netkit ipv6 -w 1s dual.test:80
        IPv6 is broken: rejected by 2001:db8:c::1
          dns        198.51.100.53   A 1.16 ms, AAAA 1.07 ms
                     2001:db8:5::53   A 730 µs, AAAA 651 µs
          target     dual.test port 80
          IPv6       2001:db8:5::80 ICMP admin-prohibited from 2001:db8:c::1
                     after 419 µs
          IPv4       198.51.100.80 connected in 745 µs
          race       IPv4 won after 1.4 ms (250 ms head start)
          score      10/10, 0/10 without IPv4   help desk code 112
          likely     2001:db8:c::1 refuses the connection: ICMP
                     admin-prohibited
          do         allow IPv6 TCP in the firewall of 2001:db8:c::1

    `broken-ipv6`, reason `no-route`: an address, but no default route, or one that refuses.

        $ netkit ipv6 -w 1s dual.test:80
        IPv6 is broken: there is no route
          kernel     IPv6 on, listeners on :: take both
          c0         192.0.2.10/24   public
                     2001:db8:c::10/64   gua
                     fe80::5054:ff:fe12:3456/64   link-local, eui64
          route      IPv4 default via 192.0.2.1 on c0, gateway answers
          dns        198.51.100.53   A 612 µs, AAAA 369 µs
          target     dual.test port 80
          IPv6       2001:db8:5::80 no route after 29.9 µs
          IPv4       198.51.100.80 connected in 140 µs
          race       IPv4 won after 344 µs (250 ms head start)
          score      10/10, 0/10 without IPv4   help desk code 112
          likely     there is an IPv6 address, but no default route
          do         check that the router sends advertisements with a
                     lifetime, and that accept_ra is on

    `broken-ipv6`, reason `gateway-dead`: the gateway does not answer neighbour discovery.

        $ netkit ipv6 -w 1s dual.test:80
        IPv6 is broken: the gateway 2001:db8:c::dead does not answer
          kernel     IPv6 on, listeners on :: take both
          c0         192.0.2.10/24   public
                     2001:db8:c::10/64   gua
                     fe80::5054:ff:fe12:3456/64   link-local, eui64
          route      IPv4 default via 192.0.2.1 on c0, gateway answers
                     IPv6 default via 2001:db8:c::dead on c0, gateway does
                     not answer
          dns        198.51.100.53   A 3.72 ms, AAAA 3.78 ms
          target     dual.test port 80
          IPv6       2001:db8:5::80 no answer in 994 ms
          IPv4       198.51.100.80 connected in 141 µs
          race       IPv4 won after 251 ms (250 ms head start)
          cost       994 ms or more for each connection of a program without
                     happy eyeballs
          score      10/10, 0/10 without IPv4   help desk code 112
          likely     the gateway 2001:db8:c::dead does not answer neighbour
                     discovery
          do         check that the router is up and has this address
                     ip -6 route

    `broken-ipv6`, reason `address-not-ready`: duplicate detection runs, or has found another \
    host.

        $ netkit ipv6 -w 1s dual.test:80
        IPv6 is broken: the address 2001:db8:c::1 is not ready
          kernel     IPv6 on, listeners on :: take both
          c0         192.0.2.10/24   public
                     2001:db8:c::1/64   gua, tentative, dadfailed
                     fe80::5054:ff:fe12:3456/64   link-local, eui64
          route      IPv4 default via 192.0.2.1 on c0, gateway answers
                     IPv6 default via 2001:db8:c::1 on c0, gateway does not
                     answer
          dns        198.51.100.53   A 3.34 ms, AAAA 714 µs
          target     dual.test port 80
          IPv6       2001:db8:5::80 no answer in 964 ms
          IPv4       198.51.100.80 connected in 171 µs
          race       IPv4 won after 176 µs (250 ms head start)
          score      10/10, 0/10 without IPv4   help desk code 112
          note       2001:db8:c::1 on c0 is another host's too and is not
                     used
          likely     another host on the link has 2001:db8:c::1 too:
                     duplicate detection refused it
          do         give this machine another address, then: ip -6 addr
                     flush tentative

    `broken-ipv6`, reason `dns`: a name server is silent over IPv6, or for AAAA.

        $ netkit ipv6 -w 1s dual.test:80
        IPv6 is broken: the name server 2001:db8:5::53 fails
          dns        2001:db8:5::53   does not answer
                     198.51.100.53   A 772 µs, AAAA 773 µs
          target     dual.test port 80   looked up past the system
          IPv6       2001:db8:5::80 connected in 1.04 ms
          IPv4       198.51.100.80 connected in 408 µs
          race       IPv6 won after 1.7 ms (250 ms head start)
          cost       5 s or more for each lookup of a program without happy
                     eyeballs
          score      10/10, 9/10 without IPv4   help desk code 112
          note       name server 2001:db8:5::53 does not answer
          likely     name server 2001:db8:5::53 does not answer over IPv6,
                     and lookups that ask it first wait
          do         take it out of /etc/resolv.conf, or put one that
                     answers before it

    `broken-ipv6`, reason `pmtu`: large packets vanish. Found with --pmtu.

        $ netkit ipv6 --pmtu dual.test:80
        IPv6 is broken: large packets vanish
          dns        198.51.100.53   A 1.25 ms, AAAA 1.23 ms
                     2001:db8:5::53   A 1.17 ms, AAAA 1.14 ms
          target     dual.test port 80
          IPv6       2001:db8:5::80 connected in 668 µs
          IPv4       198.51.100.80 connected in 189 µs
          race       IPv6 won after 151 µs (250 ms head start)
          path MTU   IPv6 1,400 bytes, larger packets vanish; IPv4 1,400
                     bytes
          score      1/10, 1/10 without IPv4   help desk code 46 mtu
          likely     a link on the path carries less than 1500 bytes, and
                     the message that says so (ICMPv6 packet too big) is
                     dropped on its way back
          do         let ICMPv6 type 2 through the firewalls on the path
                     (RFC 4890 §4.3.1)
                     until then clamp: a lower MTU on this machine, or TCP
                     MSS on the router

    `broken-ipv4`: IPv6 works, IPv4 does not; the reasons are the same.

        $ netkit ipv6 -w 1s dual.test:80
        IPv4 is broken, IPv6 works: connections are dropped silently
          dns        198.51.100.53   A 952 µs, AAAA 530 µs
                     2001:db8:5::53   A 459 µs, AAAA 421 µs
          target     dual.test port 80
          IPv6       2001:db8:5::80 connected in 319 µs
          IPv4       198.51.100.80 no answer in 997 ms
          race       IPv6 won after 551 µs (250 ms head start)
          score      0/10, 10/10 without IPv4   help desk code 6
          likely     a firewall on the path drops IPv4; the gateway answers
                     ARP, so the break is beyond 192.0.2.1
          do         follow the way: traceroute -4 198.51.100.80

    `target-v4-only`: the target has no AAAA record, so that IPv6 was not tried.

        $ netkit ipv6 -w 1s v4.test:80
        The target has IPv4 only
          dns        198.51.100.53   A 1.72 ms, AAAA 1.58 ms
                     2001:db8:5::53   A 1.58 ms, AAAA 1.56 ms
          target     v4.test port 80
          IPv6       has no address
          IPv4       198.51.100.80 connected in 548 µs
          race       IPv4 won after 5.93 ms (250 ms head start)
          likely     the target's name has no AAAA record; this machine's
                     IPv6 was not tried
          do         name a target that has IPv6 to try this machine's

    `target-v6-only`: the target has no A record, and is reached.

        $ netkit ipv6 -w 1s v6.test:80
        The target has IPv6 only, and is reached
          dns        198.51.100.53   A 858 µs, AAAA 690 µs
                     2001:db8:5::53   A 475 µs, AAAA 431 µs
          target     v6.test port 80
          IPv6       2001:db8:5::80 connected in 295 µs
          IPv4       has no address
          race       IPv6 won after 548 µs (250 ms head start)
          likely     the target's name has no A record

    `offline`: neither family leads anywhere.

        $ netkit ipv6 -w 1s dual.test:80
        Offline: neither IPv4 nor IPv6 works
          kernel     IPv6 on, listeners on :: take both
          route      none to anywhere beyond the links
          dns        198.51.100.53
                     cannot be reached: network is unreachable
                     2001:db8:5::53
                     cannot be reached: network is unreachable
          target     dual.test port 80
          IPv6       could not be looked up
          IPv4       could not be looked up
          score      0/10, 0/10 without IPv4
          note       name server 198.51.100.53 cannot be used
          note       name server 2001:db8:5::53 cannot be used
          likely     neither family has an address and a route that lead
                     anywhere
          do         check the cable or radio link, then addresses and
                     routes: `ip addr`, `ip route`

    `unknown`: name servers answer, the target over neither family.

        $ netkit ipv6 -w 1s dual.test:80
        Could not tell: the target answers over neither IPv4 nor IPv6
          dns        198.51.100.53   A 1.19 ms, AAAA 1.11 ms
                     2001:db8:5::53   A 906 µs, AAAA 957 µs
          target     dual.test port 80
          IPv6       2001:db8:5::80 no answer in 996 ms
          IPv4       198.51.100.80 no answer in 994 ms
          race       nobody arrived
          likely     name servers answer, the target does not: it is down,
                     or filters this port
          do         name another target or port
    """)
}
