#!/bin/sh
# Times netkit nat, classic stun and turnutils_natdiscovery through natbox at a round trip of 50 ms,
# endpoint-independent mapping and address-and-port-dependent filtering. Root; no packet leaves the
# namespaces. usage: compare.sh NETKIT
set -e
NETKIT=$1 HERE=$(cd "$(dirname "$0")/../../LabTests/NAT" && pwd) RUN=$(mktemp -d)
C=nk-$$-c R=nk-$$-r G=nk-$$-g I=nk-$$-i
export NETKIT HERE RUN C R G I
# The lab's own shell functions, taken out of the tests that use them.
sed -n '/static let functions = #"""/,/"""#/p' "$HERE/NATLab+Scripts.swift" | sed '1d;$d;s/^    //' > "$RUN/functions"
down() {
  for n in $C $R $G $I; do
    for p in $(ip netns pids $n 2> /dev/null); do kill -9 $p; done
    ip netns del $n 2> /dev/null || true
  done
  rm -rf "$RUN"
}
trap down EXIT INT TERM
. "$RUN/functions"
{ base; box; coturn; natbox --map ei --filter apd --delay 25; } > /dev/null 2>&1
measure() { # label, command
  label=$1; shift
  for run in 1 2 3; do
    start=$(date +%s%N)
    ip netns exec $C "$@" > /dev/null 2>&1 || true
    echo "$label $((($(date +%s%N) - start) / 1000000)) ms"
  done
}
measure "netkit nat" "$NETKIT" nat --stun 45.45.46.10 --no-gateway
measure "stun" stun 45.45.46.10
measure "turnutils_natdiscovery -m -f" turnutils_natdiscovery -m -f 45.45.46.10
