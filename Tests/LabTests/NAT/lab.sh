# What the nat lab is made of, for NATLab.swift and Tests/Benchmarks/nat/run.
#
# C, R, G and I name the namespaces of client, router, carrier and Internet, RUN a folder that goes
# with them, HERE the folder of this file, NETKIT the program. Each scenario is a function.

in_() { local n=$1; shift; ip netns exec $n "$@"; }
add() { # namespaces
  for n in "$@"; do
    ip netns add $n
    ip -n $n link set lo up
    in_ $n sysctl -qw net.ipv4.ip_forward=1 net.ipv6.conf.all.forwarding=1 \
      net.ipv6.conf.all.accept_dad=0 net.ipv6.conf.default.accept_dad=0 \
      net.ipv4.conf.all.rp_filter=0 net.ipv4.conf.default.rp_filter=0 \
      net.ipv4.icmp_ratelimit=0 net.ipv6.icmp.ratelimit=0
  done
}
base() {
  add $C $R $I
  ip link add lan0 netns $C type veth peer name lan netns $R
  ip -n $C link set lan0 up; ip -n $R link set lan up
  for a in 10 11; do
    ip -n $I addr add 45.45.46.$a/32 dev lo
    ip -n $I addr add 2001:db8:46::$a/128 dev lo nodad
  done
}
wan() { # the namespace that has the public address
  ip link add wan netns $1 type veth peer name out netns $I
  ip -n $1 link set wan up; ip -n $I link set out up
  ip -n $1 addr add 45.45.45.1/24 dev wan; ip -n $I addr add 45.45.45.254/24 dev out
  ip -n $1 route add default via 45.45.45.254
  ip -n $1 addr add 2001:db8:45::1/64 dev wan nodad
  ip -n $I addr add 2001:db8:45::fe/64 dev out nodad
  ip -n $1 -6 route add default via 2001:db8:45::fe
}
private() {
  ip -n $R addr add 192.168.77.1/24 dev lan; ip -n $C addr add 192.168.77.2/24 dev lan0
  ip -n $C route add default via 192.168.77.1
}
six() { # router and client addresses, without the length
  ip -n $R addr add $1/64 dev lan nodad; ip -n $C addr add $2/64 dev lan0 nodad
  ip -n $C -6 route add default via $1
}
rules() { in_ $1 nft -f -; }
masquerade() { # namespace, flags
  echo "table ip nat {
    chain post { type nat hook postrouting priority srcnat; oifname wan masquerade ${2-}; }
  }" | rules $1
}
firewall() { # drops what nobody inside has asked for
  echo "table inet fw {
    chain in { type filter hook input priority filter; iifname wan jump judge; }
    chain on { type filter hook forward priority filter; iifname wan jump judge; }
    chain judge { meta l4proto ipv6-icmp accept; ct state established,related accept; ct status dnat accept; drop; }
  }" | rules $1
}
second() { # router's WAN, carrier's side, carrier's address
  add $G; wan $G; private
  ip link add wan netns $R type veth peer name customer netns $G
  ip -n $R link set wan up; ip -n $G link set customer up
  ip -n $R addr add $1/24 dev wan; ip -n $G addr add $2/24 dev customer
  ip -n $R route add default via $2
  masquerade $R; masquerade $G; firewall $R; firewall $G
}

public() {
  wan $R
  ip -n $R addr add 45.45.47.1/24 dev lan; ip -n $C addr add 45.45.47.2/24 dev lan0
  ip -n $C route add default via 45.45.47.1; ip -n $I route add 45.45.47.0/24 via 45.45.45.1
}
publicfw() { public; firewall $R; }
masqopen() { wan $R; private; masquerade $R; }
masq() { masqopen; firewall $R; }
random() { wan $R; private; masquerade $R random; firewall $R; }
fullcone() {
  wan $R; private
  echo "table ip nat {
    chain pre { type nat hook prerouting priority dstnat;
      iifname wan ip daddr 45.45.45.1 dnat to 192.168.77.2; }
    chain post { type nat hook postrouting priority srcnat;
      oifname wan ip saddr 192.168.77.2 snat to 45.45.45.1; }
  }" | rules $R
}
cgnat() { second 100.64.10.2 100.64.10.1; }
double() { second 192.168.1.2 192.168.1.1; }
block() { # what becomes of UDP
  masq
  echo "table ip block {
    chain on { type filter hook forward priority -10; iifname lan meta l4proto udp $1; }
  }" | rules $R
}
udpdrop() { block drop; }
udpreject() { block "reject with icmp type admin-prohibited"; }
nat66() {
  masqopen; six fd77::1 fd77::2
  echo "table ip6 nat {
    chain post { type nat hook postrouting priority srcnat; oifname wan masquerade; }
  }" | rules $R
}
nptv6() {
  masqopen; six fd77::1 fd77::2
  ip -n $I -6 route add 2001:db8:77::/64 via 2001:db8:45::1
  echo "table ip6 nat {
    chain post { type nat hook postrouting priority srcnat;
      oifname wan snat ip6 prefix to ip6 saddr map { fd77::/64 : 2001:db8:77::/64 }; }
    chain pre { type nat hook prerouting priority dstnat;
      iifname wan dnat ip6 prefix to ip6 daddr map { 2001:db8:77::/64 : fd77::/64 }; }
  }" | rules $R
}
gua6() {
  masqopen; six 2001:db8:77::1 2001:db8:77::2
  ip -n $I -6 route add 2001:db8:77::/64 via 2001:db8:45::1
}
box() { # the NAT in user space: the kernel hands it all that comes from inside
  private
  ip link add wan netns $R type veth peer name out netns $I
  ip -n $R link set wan up; ip -n $I link set out up
  ip -n $R addr add 45.45.44.1/30 dev wan; ip -n $I addr add 45.45.44.2/30 dev out
  ip -n $I route add 45.45.45.0/24 via 45.45.44.1; ip -n $R route add default via 45.45.44.2
  in_ $R ip tuntap add box mode tun; ip -n $R link set box up mtu 1500
  ip -n $R rule add iif lan lookup 100; ip -n $R route add default dev box table 100
  for a in 1 2 3; do ip -n $R route add 45.45.45.$a/32 dev box; done
}
natbox() { # options
  if [ -f $RUN/box.pid ]; then
    kill $(cat $RUN/box.pid) && while [ -d /proc/$(cat $RUN/box.pid) ]; do sleep 0.02; done
  fi
  rm -f $RUN/box.out
  ip netns exec $R python3 $HERE/natbox.py --tun box --inside 192.168.77.0/24 \
    --public 45.45.45.1 "$@" > $RUN/box.out &
  echo $! > $RUN/box.pid
  await grep -q ready $RUN/box.out
}
await() { # up to five seconds until a command succeeds
  for i in $(seq 100); do "$@" && return; sleep 0.05; done
  return 1
}
coturn() {
  ip netns exec $I turnserver -n --stun-only --no-auth --no-tls --no-dtls --no-cli \
    -L 45.45.46.10 -L 45.45.46.11 -L 2001:db8:46::10 -L 2001:db8:46::11 -p 3478 \
    --alt-listening-port=3479 --pidfile $RUN/turn.pid --log-file stdout --simple-log &
  await listens 45.45.46.11:3479
}
serve() {
  ip netns exec $I $NETKIT serve stun --rate 100000 45.45.46.10 45.45.46.11 \
    2001:db8:46::10 2001:db8:46::11 &
  await listens 45.45.46.11:3479
}
listens() { in_ $I ss -Hlun | grep -q "$1"; }
upnp() { # NAT-PMP, PCP and UPnP on the router, or in a namespace and on an interface of it
  local n=${1-$R} inside=${2-lan}
  echo "table inet filter {
    chain forward { type filter hook forward priority 0; jump miniupnpd; }
    chain miniupnpd { }
    chain prerouting { type nat hook prerouting priority -100; jump prerouting_miniupnpd; }
    chain postrouting { type nat hook postrouting priority 100; jump postrouting_miniupnpd; }
    chain prerouting_miniupnpd { }
    chain postrouting_miniupnpd { }
  }" | rules $n
  cat > $RUN/upnp.conf << END
ext_ifname=wan
listening_ip=$inside
http_port=5000
enable_natpmp=yes
enable_upnp=yes
secure_mode=yes
uuid=0f8fad5b-d9cb-469f-a165-70867728950e
upnp_table_name=filter
upnp_nat_table_name=filter
allow 1024-65535 192.168.77.0/24 1024-65535
deny 0-65535 0.0.0.0/0 0-65535
END
  ip netns exec $n miniupnpd -d -f $RUN/upnp.conf -P $RUN/upnp.pid &
  await sh -c "ip netns exec $n ss -Hlun | grep -q :5351"
}
hostile() { # manner: a server that misbehaves, and somebody that it may aim us at
  ip -n $I addr add 45.45.46.99/32 dev lo
  ip netns exec $I python3 $HERE/hostile_stun.py "$1" $RUN/stun.log > $RUN/hostile.out &
  await grep -q ready $RUN/hostile.out
}
hostile_router() { # manner
  ip netns exec $R python3 $HERE/hostile_router.py $1 > $RUN/router.out &
  await grep -q ready $RUN/router.out
}
