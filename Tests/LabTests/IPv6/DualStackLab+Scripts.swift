/// What the lab is made of.
extension DualStackLab {
  static let build = """
    for n in $C $R $S; do ip netns add $n; ip -n $n link set lo up; done
    ip link add c0 netns $C type veth peer name r0 netns $R
    ip link add r1 netns $R type veth peer name s0 netns $S
    in_r sysctl -qw net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1
    # Without a limit on ICMP errors, so that twenty runs in a row see what one sees.
    for n in "$R" "$S"; do
      ip netns exec $n sysctl -qw net.ipv4.icmp_ratelimit=0 net.ipv6.icmp.ratelimit=0
    done
    for pair in "$C c0" "$R r0" "$R r1" "$S s0"; do
      set -- $pair
      ip netns exec $1 sysctl -qw net.ipv6.conf.$2.accept_dad=0
      ip -n $1 link set $2 up
    done
    ip -n $C addr add 192.0.2.10/24 dev c0
    ip -n $C addr add 2001:db8:c::10/64 dev c0 nodad
    ip -n $R addr add 192.0.2.1/24 dev r0
    ip -n $R addr add 2001:db8:c::1/64 dev r0 nodad
    ip -n $R addr add 198.51.100.1/24 dev r1
    ip -n $R addr add 2001:db8:5::1/64 dev r1 nodad
    for a in 80 53; do
      ip -n $S addr add 198.51.100.$a/24 dev s0
      ip -n $S addr add 2001:db8:5::$a/64 dev s0 nodad
    done
    ip -n $C route add default via 192.0.2.1
    ip -n $C -6 route add default via 2001:db8:c::1
    ip -n $S route add default via 198.51.100.1
    ip -n $S -6 route add default via 2001:db8:5::1
    mkdir -p /etc/netns/$C
    printf 'nameserver 198.51.100.53\\nnameserver 2001:db8:5::53\\n' > /etc/netns/$C/resolv.conf
    echo 'hosts: files dns' > /etc/netns/$C/nsswitch.conf
    printf '127.0.0.1 localhost\\n::1 localhost\\n' > /etc/netns/$C/hosts
    sed "s#RUN#$RUN#" $RUN/unbound.conf > $RUN/server.conf
    in_s unbound -c $RUN/server.conf
    mkfifo $RUN/ready
    in_s python3 $RUN/listener.py > $RUN/ready 2>/dev/null < /dev/null &
    read word < $RUN/ready
    """

  /// Waits for the end of its input, then leaves nothing behind. Only processes inside the
  /// namespaces are ended: they are the lab's own.
  static let demolish = """
    trap '' INT TERM HUP
    cat > /dev/null
    for n in $C $R $S; do
      for p in $(ip netns pids $n); do kill -9 $p; done
      ip netns del $n
      rm -rf /etc/netns/$n
    done
    rm -rf $RUN
    """

  static let unbound = """
    server:
      interface: 198.51.100.53
      interface: 2001:db8:5::53
      username: ""
      chroot: ""
      directory: "RUN"
      pidfile: "RUN/unbound.pid"
      do-daemonize: yes
      use-syslog: no
      logfile: "RUN/unbound.log"
      num-threads: 1
      access-control: 0.0.0.0/0 allow
      access-control: ::/0 allow
      module-config: "iterator"
      local-zone: "test." static
      local-data: "dual.test. IN A 198.51.100.80"
      local-data: "dual.test. IN AAAA 2001:db8:5::80"
      local-data: "v4.test. IN A 198.51.100.80"
      local-data: "v6.test. IN AAAA 2001:db8:5::80"
      local-data: "half.test. IN A 198.51.100.80"
      local-data: "half.test. IN AAAA 2001:db8:5::99"
      local-zone: "ipv4only.arpa." static
      local-data: "ipv4only.arpa. IN A 192.0.0.170"
      local-data: "ipv4only.arpa. IN A 192.0.0.171"
    """

  /// A DNS64 on the router, with the translator's prefix.
  static let dns64 = """
    cat > $RUN/dns64.conf <<END
    server:
      interface: 2001:db8:c::1
      username: ""
      chroot: ""
      directory: "$RUN"
      pidfile: "$RUN/dns64.pid"
      do-daemonize: yes
      use-syslog: no
      logfile: "$RUN/dns64.log"
      num-threads: 1
      access-control: ::/0 allow
      module-config: "dns64 iterator"
      dns64-prefix: $PREFIX
      local-zone: "test." nodefault
      local-zone: "ipv4only.arpa." nodefault
      domain-insecure: "."
    forward-zone:
      name: "."
      forward-addr: 198.51.100.53
    END
    in_r unbound -c $RUN/dns64.conf
    resolver 2001:db8:c::1
    """

  /// tayga on the router. With a prefix of the network's own: it refuses 64:ff9b::/96 for the
  /// documentation addresses of this lab.
  static let nat64 = """
    PREFIX=2001:db8:64::/96
    mkdir -p $RUN/tayga
    cat > $RUN/tayga.conf <<END
    tun-device nat64
    ipv4-addr 192.168.255.1
    ipv6-addr 2001:db8:c:ffff::1
    prefix $PREFIX
    dynamic-pool 192.168.255.0/24
    data-dir $RUN/tayga
    END
    in_r tayga -c $RUN/tayga.conf --mktun > /dev/null
    ip -n $R link set nat64 up
    ip -n $R addr add 192.168.255.1/32 dev nat64
    ip -n $R route add 192.168.255.0/24 dev nat64
    ip -n $R -6 route add $PREFIX dev nat64
    in_r tayga -c $RUN/tayga.conf -p $RUN/tayga.pid > /dev/null 2>&1
    in_r nft add table ip nat
    in_r nft add chain ip nat post '{ type nat hook postrouting priority 100; }'
    in_r nft add rule ip nat post ip saddr 192.168.255.0/24 oifname r1 masquerade

    """ + dns64

  /// A chain in the router's path; `in_r nft add rule inet b f …` adds to it.
  static let firewall = """
    in_r nft add table inet b
    in_r nft add chain inet b f '{ type filter hook forward priority 0; }'

    """

  /// Accepts on port 80 of both families and hangs up.
  static let listener = """
    import select, socket, sys
    sockets = []
    for family, host in ((socket.AF_INET, '0.0.0.0'), (socket.AF_INET6, '::')):
        s = socket.socket(family)
        s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        if family == socket.AF_INET6:
            s.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
        s.bind((host, 80))
        s.listen(128)
        sockets.append(s)
    print('ready', flush=True)
    sys.stdout.close()
    while True:
        for s in select.select(sockets, [], [])[0]:
            s.accept()[0].close()
    """

  /// A hop that holds each packet for a while: netem is not in every kernel. Packets of the route
  /// into its TUN device come back out of it later.
  static let delay = """
    import fcntl, os, select, struct, sys, time
    hold = float(sys.argv[2]) / 1000
    tun = os.open('/dev/net/tun', os.O_RDWR | os.O_NONBLOCK)
    # TUNSETIFF, IFF_TUN | IFF_NO_PI
    fcntl.ioctl(tun, 0x400454CA, struct.pack('16sH22x', sys.argv[1].encode(), 0x1001))
    print('ready', flush=True)
    sys.stdout.close()
    queue = []
    while True:
        rest = max(0, queue[0][0] - time.monotonic()) if queue else None
        if select.select([tun], [], [], rest)[0]:
            packet = os.read(tun, 2000)
            queue.append((time.monotonic() + hold, packet))
        while queue and queue[0][0] <= time.monotonic():
            os.write(tun, queue.pop(0)[1])
    """

  /// Sends IPv6 for the server through the delay of $MS milliseconds.
  static let slowIPv6 = """
    mkfifo $RUN/delay
    in_r python3 $RUN/delay.py dly0 $MS > $RUN/delay 2>/dev/null < /dev/null &
    read word < $RUN/delay
    ip -n $R link set dly0 up
    ip -n $R -6 route add default dev dly0 table 77
    ip -n $R -6 rule add iif r0 to 2001:db8:5::80 lookup 77 pref 50
    """

  /// The same for IPv4.
  static let slowIPv4 = """
    mkfifo $RUN/delay
    in_r python3 $RUN/delay.py dly0 $MS > $RUN/delay 2>/dev/null < /dev/null &
    read word < $RUN/delay
    ip -n $R link set dly0 up
    in_r sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.dly0.rp_filter=0
    ip -n $R route add default dev dly0 table 77
    ip -n $R rule add iif r0 to 198.51.100.80 lookup 77 pref 50
    """
}
