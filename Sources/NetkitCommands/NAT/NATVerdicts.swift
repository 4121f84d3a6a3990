import Arguments

/// What each kind is, and what it looks like: the transcripts are those of the lab
/// (`NETKIT_LAB_TRANSCRIPTS=folder swift test --filter NATKernel`).
enum NATVerdicts {
  static let section = ManualSection(
    "VERDICTS",
    """
    Each `kind` with the text that goes with it, from a network of that kind. What was contacted, \
    the host, the hops and the server stand in the first alone, since they are much the same in all.

    `nat`: one translator, mostly the home router.

        $ netkit nat --stun 45.45.46.10 --no-gateway
        Contacted: 45.45.46.10, 45.45.46.11, 45.45.45.1
        IPv4: behind one NAT, seen as 45.45.45.1
          hosting          others can connect once the router forwards a
                           port to this host
          hole punching    works with every peer whose own NAT is not
                           symmetric
          port forwarding  on the router, or by UPnP, NAT-PMP or PCP where
                           it allows them

        Why (certain)
          - packets leave from 192.168.77.2, a private address (RFC 1918)
            (likely)
          - a server sees 45.45.45.1, which is not this host's address
            (likely)

        This host
          IPv4  192.168.77.2   private   via 192.168.77.1 on lan0
          IPv6  no way out: network is unreachable

        First hops
          1  192.168.77.1   private   8.31 ms
          2  45.45.46.10    global    8.32 ms
             our outside address is 1 hop away

        STUN server 45.45.46.10 (round trip 850 µs, 60 packets in 118 ms)
          mapped     45.45.45.1:37270   from 192.168.77.2:37270
          mapping    endpoint-independent
          filtering  address-and-port-dependent
          hairpin    no
          ports      4 of 4 kept
          software   Coturn-4.6.1 'Gorst'

        RFC 3489 called this "port restricted cone".

    `none`: the address is the host's own, and what is sent to it gets in.

        $ netkit nat --stun 45.45.46.10 --no-gateway
        IPv4: public: the Internet sees this host's own address
          45.45.47.2, and lets packets in
          hosting          others can connect to servers on this host
          hole punching    not needed: peers can send at once
          port forwarding  not needed

        Why (certain)
          - packets leave from 45.45.47.2, a global address (likely)
          - a server sees 45.45.47.2, which is this host's own address
            (likely)

    `firewall`: the address is the host's own, and only answers get in.

        $ netkit nat --stun 45.45.46.10 --no-gateway
        IPv4: public address, seen as 45.45.47.2, behind a firewall that
          only lets answers in
          hosting          others can connect once the firewall has a rule
                           for it
          hole punching    works with every peer that knows our address
          port forwarding  not needed: open the port in the firewall

        Why (certain)
          - packets leave from 45.45.47.2, a global address (likely)
          - a server sees 45.45.47.2, which is this host's own address
            (likely)

    `nat` again, with a mapping that depends on the destination, which the classic name calls \
    symmetric.

        $ netkit nat --stun 45.45.46.10 --no-gateway
        IPv4: behind one NAT, seen as 45.45.45.1
          hosting          others can connect once the router forwards a
                           port to this host
          hole punching    works only with peers on open addresses: others
                           need a relay (TURN)
          port forwarding  on the router, or by UPnP, NAT-PMP or PCP where
                           it allows them
          what to do       look for a setting such as 'endpoint-independent
                           NAT' or 'full cone' in the router

        Why (certain)
          - packets leave from 192.168.77.2, a private address (RFC 1918)
            (likely)
          - a server sees 45.45.45.1, which is not this host's address
            (likely)

    `double`: two translators of one's own, the second before the first.

        $ netkit nat --stun 45.45.46.10 --no-gateway
        IPv4: behind two NATs, seen as 45.45.45.1
          hosting          others can connect only if both routers forward
                           the port
          hole punching    works with every peer whose own NAT is not
                           symmetric
          port forwarding  on both routers
          what to do       put one of the two routers into bridge mode, so
                           that one NAT remains

        Why (certain)
          - packets leave from 192.168.77.2, a private address (RFC 1918)
            (likely)
          - a server sees 45.45.45.1, which is not this host's address
            (likely)
          - 192.168.1.1, beyond the first router, is a private address
            (weak)
          - the address that servers see answers 2 hops away, not at the
            first router (likely)

    `cgnat`: a provider's NAT that many customers share (RFC 6888), DS-Lite included.

        $ netkit nat --stun 45.45.46.10 --no-gateway
        IPv4: behind a provider's NAT (CGNAT), seen as 45.45.45.1
          hosting          nobody can connect over IPv4: the provider's NAT
                           forwards no ports to customers
          hole punching    works with every peer whose own NAT is not
                           symmetric
          port forwarding  no use: the router's outside is not the Internet
          what to do       offer services over IPv6, ask the provider for a
                           public address, or use a relay

        Why (certain)
          - packets leave from 192.168.77.2, a private address (RFC 1918)
            (likely)
          - a server sees 45.45.45.1, which is not this host's address
            (likely)
          - 100.64.10.1 on the way is in 100.64.0.0/10, which providers
            use before their NAT (likely)
          - the address that servers see answers 2 hops away, not at the
            first router (likely)

    `nat66`: IPv6 addresses and ports are translated.

        $ netkit nat --stun 2001:db8:46::10 --no-gateway
        IPv6: behind NAT66, seen as 2001:db8:45::1: addresses are
          translated
        IPv4: probably behind one NAT
          hosting          others can connect only if the router forwards a
                           port
          hole punching    works with every peer whose own NAT is not
                           symmetric
          port forwarding  on the router, or by UPnP, NAT-PMP or PCP where
                           it allows them
          what to do       give hosts global addresses: IPv6 has enough of
                           them to do without NAT

        Why (certain)
          - packets leave from fd77::2, a unique local address (RFC 4193)
            (likely)
          - a server sees 2001:db8:45::1, which is not this host's address
            (likely)

    `nptv6`: the prefix is translated, the rest of the address kept (RFC 6296).

        $ netkit nat --stun 2001:db8:46::10 --no-gateway
        IPv6: behind prefix translation (NPTv6), seen as 2001:db8:77::2
        IPv4: probably behind one NAT
          hosting          others can connect through the translated
                           address, where the firewall allows it
          hole punching    works with every peer that knows our address
          port forwarding  not needed: each host has an outside address of
                           its own

        Why (certain)
          - packets leave from fd77::2, a unique local address (RFC 4193)
            (likely)
          - a server sees 2001:db8:77::2, which is not this host's address
            (likely)

    `udp-blocked`: no UDP gets out, or no answer back in.

        $ netkit nat --stun 45.45.46.10 --no-gateway
        IPv4: UDP is blocked, seen as 45.45.45.1
          hosting          nobody can reach a UDP server here
          hole punching    impossible: calls and games need a relay over TCP
          port forwarding  no use while UDP is blocked
          what to do       ask whoever runs the network to let UDP out, or
                           use services over TCP 443

        Why (certain)
          - packets leave from 192.168.77.2, a private address (RFC 1918)
            (likely)
          - the server answers over TCP and never over UDP (certain)

    Where nothing tells, there is no `kind`, and the exit status is 2.

        $ netkit nat --no-gateway
        Contacted: nobody
        IPv4: could not tell: no way out (network is unreachable)
    """)
}
