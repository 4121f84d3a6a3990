# What the ipv6 lab is made of, for DualStackLab.swift and Tests/Benchmarks/ipv6/run.
#
# C, R and S name the namespaces of client, router and server, RUN a folder that goes with them, HERE
# the folder of this file. `base` builds the healthy network; the rest breaks it or adds to it.

in_c() { ip netns exec $C "$@"; }
in_r() { ip netns exec $R "$@"; }
in_s() { ip netns exec $S "$@"; }
resolver() { echo "nameserver $1" > /etc/netns/$C/resolv.conf; }
base() {
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
  printf 'nameserver 198.51.100.53\nnameserver 2001:db8:5::53\n' > /etc/netns/$C/resolv.conf
  echo 'hosts: files dns' > /etc/netns/$C/nsswitch.conf
  printf '127.0.0.1 localhost\n::1 localhost\n' > /etc/netns/$C/hosts
  sed "s#RUN#$RUN#" $HERE/unbound.conf > $RUN/server.conf
  in_s unbound -c $RUN/server.conf
  mkfifo $RUN/ready
  in_s python3 $HERE/listener.py > $RUN/ready 2>/dev/null < /dev/null &
  read word < $RUN/ready
}
firewall() { # a chain in the router's path; `in_r nft add rule inet b f …` adds to it
  in_r nft add table inet b
  in_r nft add chain inet b f '{ type filter hook forward priority 0; }'
}
dns64() { # on the router, with the translator's prefix
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
  dns64-prefix: $1
  local-zone: "test." nodefault
  local-zone: "ipv4only.arpa." nodefault
  domain-insecure: "."
forward-zone:
  name: "."
  forward-addr: 198.51.100.53
END
  in_r unbound -c $RUN/dns64.conf
  resolver 2001:db8:c::1
}
nat64() { # tayga on the router; it refuses 64:ff9b::/96 for the documentation addresses of this lab
  mkdir -p $RUN/tayga
  cat > $RUN/tayga.conf <<END
tun-device nat64
ipv4-addr 192.168.255.1
ipv6-addr 2001:db8:c:ffff::1
prefix $1
dynamic-pool 192.168.255.0/24
data-dir $RUN/tayga
END
  in_r tayga -c $RUN/tayga.conf --mktun > /dev/null
  ip -n $R link set nat64 up
  ip -n $R addr add 192.168.255.1/32 dev nat64
  ip -n $R route add 192.168.255.0/24 dev nat64
  ip -n $R -6 route add $1 dev nat64
  in_r tayga -c $RUN/tayga.conf -p $RUN/tayga.pid > /dev/null 2>&1
  in_r nft add table ip nat
  in_r nft add chain ip nat post '{ type nat hook postrouting priority 100; }'
  in_r nft add rule ip nat post ip saddr 192.168.255.0/24 oifname r1 masquerade
  dns64 $1
}
slow_ipv6() { # milliseconds: IPv6 to the server is delayed by so much
  mkfifo $RUN/delay
  in_r python3 $HERE/delay.py dly0 $1 > $RUN/delay 2>/dev/null < /dev/null &
  read word < $RUN/delay
  ip -n $R link set dly0 up
  ip -n $R -6 route add default dev dly0 table 77
  ip -n $R -6 rule add iif r0 to 2001:db8:5::80 lookup 77 pref 50
}
slow_ipv4() {
  mkfifo $RUN/delay
  in_r python3 $HERE/delay.py dly0 $1 > $RUN/delay 2>/dev/null < /dev/null &
  read word < $RUN/delay
  ip -n $R link set dly0 up
  in_r sysctl -qw net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.dly0.rp_filter=0
  ip -n $R route add default dev dly0 table 77
  ip -n $R rule add iif r0 to 198.51.100.80 lookup 77 pref 50
}
