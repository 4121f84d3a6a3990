# bash completion for netkit, generated from its declarations.

# Sets the action for the value of an option ($2) of a command ($1); fails if it takes none.
_netkit_value() {
  case "$1 $2" in
  'ipcalc --color' | 'ipcalc --color=') action='words auto always never' ;;
  'ipcalc class --color' | 'ipcalc class --color=') action='words auto always never' ;;
  'ipcalc split --count' | 'ipcalc split -n' | 'ipcalc split --count=') action='none' ;;
  'ipcalc split --borrow' | 'ipcalc split --borrow=') action='none' ;;
  'ipcalc split --first' | 'ipcalc split --first=') action='none' ;;
  'ipcalc split --last' | 'ipcalc split --last=') action='none' ;;
  'ipcalc split --limit' | 'ipcalc split --limit=') action='none' ;;
  'ipcalc split --color' | 'ipcalc split --color=') action='words auto always never' ;;
  'ipcalc plan --order' | 'ipcalc plan --order=') action='words size given' ;;
  'ipcalc plan --cloud' | 'ipcalc plan --cloud=') action='words aws azure gcp oci' ;;
  'ipcalc plan --color' | 'ipcalc plan --color=') action='words auto always never' ;;
  'ipcalc free --used' | 'ipcalc free -u' | 'ipcalc free --used=') action='none' ;;
  'ipcalc free --count' | 'ipcalc free -n' | 'ipcalc free --count=') action='none' ;;
  'ipcalc free --color' | 'ipcalc free --color=') action='words auto always never' ;;
  'ipcalc nth --color' | 'ipcalc nth --color=') action='words auto always never' ;;
  'ipcalc ptr --color' | 'ipcalc ptr --color=') action='words auto always never' ;;
  'ipcalc eui --prefix' | 'ipcalc eui --prefix=') action='none' ;;
  'ipcalc eui --color' | 'ipcalc eui --color=') action='words auto always never' ;;
  'ipcalc ula --subnet' | 'ipcalc ula --subnet=') action='none' ;;
  'ipcalc ula --count' | 'ipcalc ula -n' | 'ipcalc ula --count=') action='none' ;;
  'ipcalc ula --seed' | 'ipcalc ula --seed=') action='none' ;;
  'ipcalc ula --color' | 'ipcalc ula --color=') action='words auto always never' ;;
  'ipcalc rand --net' | 'ipcalc rand --net=') action='none' ;;
  'ipcalc rand --count' | 'ipcalc rand -n' | 'ipcalc rand --count=') action='none' ;;
  'ipcalc rand --seed' | 'ipcalc rand --seed=') action='none' ;;
  'ipcalc rand --color' | 'ipcalc rand --color=') action='words auto always never' ;;
  'ipcalc conv --to' | 'ipcalc conv -t' | 'ipcalc conv --to=') action='list short full int hex oct bin mapped 6to4 nat64 arpa url unc' ;;
  'ipcalc conv --color' | 'ipcalc conv --color=') action='words auto always never' ;;
  'ipcalc special --color' | 'ipcalc special --color=') action='words auto always never' ;;
  'ipcalc masks --color' | 'ipcalc masks --color=') action='words auto always never' ;;
  'ipcalc cover --color' | 'ipcalc cover --color=') action='words auto always never' ;;
  'ipcalc has --color' | 'ipcalc has --color=') action='words auto always never' ;;
  'ipcalc merge --max-len' | 'ipcalc merge --max-len=') action='none' ;;
  'ipcalc merge --max-len6' | 'ipcalc merge --max-len6=') action='none' ;;
  'ipcalc merge --waste' | 'ipcalc merge --waste=') action='none' ;;
  'ipcalc merge --into' | 'ipcalc merge --into=') action='none' ;;
  'ipcalc merge --min-len' | 'ipcalc merge --min-len=') action='none' ;;
  'ipcalc merge --min-len6' | 'ipcalc merge --min-len6=') action='none' ;;
  'ipcalc merge --as' | 'ipcalc merge --as=') action='words cidr range' ;;
  'ipcalc merge --color' | 'ipcalc merge --color=') action='words auto always never' ;;
  'ipcalc sub --as' | 'ipcalc sub --as=') action='words cidr range' ;;
  'ipcalc sub --color' | 'ipcalc sub --color=') action='words auto always never' ;;
  'ipcalc and --as' | 'ipcalc and --as=') action='words cidr range' ;;
  'ipcalc and --color' | 'ipcalc and --color=') action='words auto always never' ;;
  'ipcalc xor --as' | 'ipcalc xor --as=') action='words cidr range' ;;
  'ipcalc xor --color' | 'ipcalc xor --color=') action='words auto always never' ;;
  'ipcalc not --as' | 'ipcalc not --as=') action='words cidr range' ;;
  'ipcalc not --color' | 'ipcalc not --color=') action='words auto always never' ;;
  'ipcalc cmp --color' | 'ipcalc cmp --color=') action='words auto always never' ;;
  'ipcalc range --as' | 'ipcalc range --as=') action='words cidr range' ;;
  'ipcalc range --color' | 'ipcalc range --color=') action='words auto always never' ;;
  'ipcalc grep --file' | 'ipcalc grep -f' | 'ipcalc grep --file=') action='file' ;;
  'ipcalc grep --max-count' | 'ipcalc grep -m' | 'ipcalc grep --max-count=') action='none' ;;
  'ipcalc grep --color' | 'ipcalc grep --color=') action='words auto always never' ;;
  'ipcalc list --step' | 'ipcalc list --step=') action='none' ;;
  'ipcalc list --seed' | 'ipcalc list --seed=') action='none' ;;
  'ipcalc list --limit' | 'ipcalc list --limit=') action='none' ;;
  'ipcalc list --format' | 'ipcalc list --format=') action='none' ;;
  'ipcalc list --as' | 'ipcalc list --as=') action='words cidr range' ;;
  'ipcalc list --color' | 'ipcalc list --color=') action='words auto always never' ;;
  'ipcalc regex --color' | 'ipcalc regex --color=') action='words auto always never' ;;
  'resolve --port' | 'resolve -p' | 'resolve --port=') action='service' ;;
  'resolve --flags' | 'resolve --flags=') action='list addrconfig v4mapped all canonname numerichost numericserv idn' ;;
  'resolve --reverse' | 'resolve -x' | 'resolve --reverse=') action='none' ;;
  'resolve --timeout' | 'resolve -w' | 'resolve --timeout=') action='none' ;;
  'resolve --file' | 'resolve -f' | 'resolve --file=') action='file' ;;
  'resolve --jobs' | 'resolve -J' | 'resolve --jobs=') action='none' ;;
  'resolve --watch' | 'resolve --watch=') action='none' ;;
  'resolve --color' | 'resolve --color=') action='words auto always never' ;;
  'probe --port' | 'probe -p' | 'probe --port=') action='service' ;;
  'probe --exclude' | 'probe -x' | 'probe --exclude=') action='host' ;;
  'probe --payload' | 'probe --payload=') action='none' ;;
  'probe --send' | 'probe --send=') action='none' ;;
  'probe --expect' | 'probe --expect=') action='none' ;;
  'probe --count' | 'probe -n' | 'probe --count=') action='none' ;;
  'probe --interval' | 'probe -i' | 'probe --interval=') action='none' ;;
  'probe --wait' | 'probe --wait=') action='none' ;;
  'probe --until' | 'probe --until=') action='words open closed' ;;
  'probe --watch' | 'probe --watch=') action='none' ;;
  'probe --timeout' | 'probe -w' | 'probe --timeout=') action='none' ;;
  'probe --tries' | 'probe --tries=') action='none' ;;
  'probe --window' | 'probe --window=') action='none' ;;
  'probe --rate' | 'probe --rate=') action='none' ;;
  'probe --seed' | 'probe --seed=') action='none' ;;
  'probe --shard' | 'probe --shard=') action='none' ;;
  'probe --resume' | 'probe --resume=') action='file' ;;
  'probe --source' | 'probe -s' | 'probe --source=') action='none' ;;
  'probe --interface' | 'probe -I' | 'probe --interface=') action='interface' ;;
  'probe --ttl' | 'probe --ttl=') action='none' ;;
  'probe --show' | 'probe --show=') action='words auto open all' ;;
  'probe --color' | 'probe --color=') action='words auto always never' ;;
  'ipv6 --port' | 'ipv6 -p' | 'ipv6 --port=') action='none' ;;
  'ipv6 --timeout' | 'ipv6 -w' | 'ipv6 --timeout=') action='none' ;;
  'ipv6 --delay' | 'ipv6 --delay=') action='none' ;;
  'ipv6 --color' | 'ipv6 --color=') action='words auto always never' ;;
  'nat --interface' | 'nat -I' | 'nat --interface=') action='interface' ;;
  'nat --source' | 'nat -s' | 'nat --source=') action='none' ;;
  'nat --lifetime' | 'nat --lifetime=') action='none' ;;
  'nat --color' | 'nat --color=') action='words auto always never' ;;
  'serve echo --interface' | 'serve echo -I' | 'serve echo --interface=') action='interface' ;;
  'serve echo --group' | 'serve echo --group=') action='none' ;;
  'serve echo --port-file' | 'serve echo --port-file=') action='file' ;;
  'serve echo --ready-fd' | 'serve echo --ready-fd=') action='none' ;;
  'serve echo --cert' | 'serve echo --cert=') action='file' ;;
  'serve echo --key' | 'serve echo --key=') action='file' ;;
  'serve echo --write-cert' | 'serve echo --write-cert=') action='file' ;;
  'serve echo --client-ca' | 'serve echo --client-ca=') action='file' ;;
  'serve echo --alpn' | 'serve echo --alpn=') action='none' ;;
  'serve echo --tls-min' | 'serve echo --tls-min=') action='words 1.2 1.3' ;;
  'serve echo --max-clients' | 'serve echo --max-clients=') action='none' ;;
  'serve echo --max-per-ip' | 'serve echo --max-per-ip=') action='none' ;;
  'serve echo --allow' | 'serve echo --allow=') action='none' ;;
  'serve echo --idle' | 'serve echo --idle=') action='none' ;;
  'serve echo --handshake-timeout' | 'serve echo --handshake-timeout=') action='none' ;;
  'serve echo --max-line' | 'serve echo --max-line=') action='none' ;;
  'serve echo --queue' | 'serve echo --queue=') action='none' ;;
  'serve echo --udp-max-rate' | 'serve echo --udp-max-rate=') action='none' ;;
  'serve echo --end' | 'serve echo --end=') action='none' ;;
  'serve echo --count' | 'serve echo -n' | 'serve echo --count=') action='none' ;;
  'serve echo --for' | 'serve echo --for=') action='none' ;;
  'serve echo --dump' | 'serve echo --dump=') action='words text hex none' ;;
  'serve echo --color' | 'serve echo --color=') action='words auto always never' ;;
  'serve hello --message' | 'serve hello -m' | 'serve hello --message=') action='none' ;;
  'serve hello --interface' | 'serve hello -I' | 'serve hello --interface=') action='interface' ;;
  'serve hello --group' | 'serve hello --group=') action='none' ;;
  'serve hello --port-file' | 'serve hello --port-file=') action='file' ;;
  'serve hello --ready-fd' | 'serve hello --ready-fd=') action='none' ;;
  'serve hello --cert' | 'serve hello --cert=') action='file' ;;
  'serve hello --key' | 'serve hello --key=') action='file' ;;
  'serve hello --write-cert' | 'serve hello --write-cert=') action='file' ;;
  'serve hello --client-ca' | 'serve hello --client-ca=') action='file' ;;
  'serve hello --alpn' | 'serve hello --alpn=') action='none' ;;
  'serve hello --tls-min' | 'serve hello --tls-min=') action='words 1.2 1.3' ;;
  'serve hello --max-clients' | 'serve hello --max-clients=') action='none' ;;
  'serve hello --max-per-ip' | 'serve hello --max-per-ip=') action='none' ;;
  'serve hello --allow' | 'serve hello --allow=') action='none' ;;
  'serve hello --idle' | 'serve hello --idle=') action='none' ;;
  'serve hello --handshake-timeout' | 'serve hello --handshake-timeout=') action='none' ;;
  'serve hello --max-line' | 'serve hello --max-line=') action='none' ;;
  'serve hello --queue' | 'serve hello --queue=') action='none' ;;
  'serve hello --udp-max-rate' | 'serve hello --udp-max-rate=') action='none' ;;
  'serve hello --end' | 'serve hello --end=') action='none' ;;
  'serve hello --count' | 'serve hello -n' | 'serve hello --count=') action='none' ;;
  'serve hello --for' | 'serve hello --for=') action='none' ;;
  'serve hello --dump' | 'serve hello --dump=') action='words text hex none' ;;
  'serve hello --color' | 'serve hello --color=') action='words auto always never' ;;
  'serve discard --interface' | 'serve discard -I' | 'serve discard --interface=') action='interface' ;;
  'serve discard --group' | 'serve discard --group=') action='none' ;;
  'serve discard --port-file' | 'serve discard --port-file=') action='file' ;;
  'serve discard --ready-fd' | 'serve discard --ready-fd=') action='none' ;;
  'serve discard --cert' | 'serve discard --cert=') action='file' ;;
  'serve discard --key' | 'serve discard --key=') action='file' ;;
  'serve discard --write-cert' | 'serve discard --write-cert=') action='file' ;;
  'serve discard --client-ca' | 'serve discard --client-ca=') action='file' ;;
  'serve discard --alpn' | 'serve discard --alpn=') action='none' ;;
  'serve discard --tls-min' | 'serve discard --tls-min=') action='words 1.2 1.3' ;;
  'serve discard --max-clients' | 'serve discard --max-clients=') action='none' ;;
  'serve discard --max-per-ip' | 'serve discard --max-per-ip=') action='none' ;;
  'serve discard --allow' | 'serve discard --allow=') action='none' ;;
  'serve discard --idle' | 'serve discard --idle=') action='none' ;;
  'serve discard --handshake-timeout' | 'serve discard --handshake-timeout=') action='none' ;;
  'serve discard --max-line' | 'serve discard --max-line=') action='none' ;;
  'serve discard --queue' | 'serve discard --queue=') action='none' ;;
  'serve discard --udp-max-rate' | 'serve discard --udp-max-rate=') action='none' ;;
  'serve discard --end' | 'serve discard --end=') action='none' ;;
  'serve discard --count' | 'serve discard -n' | 'serve discard --count=') action='none' ;;
  'serve discard --for' | 'serve discard --for=') action='none' ;;
  'serve discard --dump' | 'serve discard --dump=') action='words text hex none' ;;
  'serve discard --color' | 'serve discard --color=') action='words auto always never' ;;
  'serve daytime --interface' | 'serve daytime -I' | 'serve daytime --interface=') action='interface' ;;
  'serve daytime --group' | 'serve daytime --group=') action='none' ;;
  'serve daytime --port-file' | 'serve daytime --port-file=') action='file' ;;
  'serve daytime --ready-fd' | 'serve daytime --ready-fd=') action='none' ;;
  'serve daytime --cert' | 'serve daytime --cert=') action='file' ;;
  'serve daytime --key' | 'serve daytime --key=') action='file' ;;
  'serve daytime --write-cert' | 'serve daytime --write-cert=') action='file' ;;
  'serve daytime --client-ca' | 'serve daytime --client-ca=') action='file' ;;
  'serve daytime --alpn' | 'serve daytime --alpn=') action='none' ;;
  'serve daytime --tls-min' | 'serve daytime --tls-min=') action='words 1.2 1.3' ;;
  'serve daytime --max-clients' | 'serve daytime --max-clients=') action='none' ;;
  'serve daytime --max-per-ip' | 'serve daytime --max-per-ip=') action='none' ;;
  'serve daytime --allow' | 'serve daytime --allow=') action='none' ;;
  'serve daytime --idle' | 'serve daytime --idle=') action='none' ;;
  'serve daytime --handshake-timeout' | 'serve daytime --handshake-timeout=') action='none' ;;
  'serve daytime --max-line' | 'serve daytime --max-line=') action='none' ;;
  'serve daytime --queue' | 'serve daytime --queue=') action='none' ;;
  'serve daytime --udp-max-rate' | 'serve daytime --udp-max-rate=') action='none' ;;
  'serve daytime --end' | 'serve daytime --end=') action='none' ;;
  'serve daytime --count' | 'serve daytime -n' | 'serve daytime --count=') action='none' ;;
  'serve daytime --for' | 'serve daytime --for=') action='none' ;;
  'serve daytime --dump' | 'serve daytime --dump=') action='words text hex none' ;;
  'serve daytime --color' | 'serve daytime --color=') action='words auto always never' ;;
  'serve chat --interface' | 'serve chat -I' | 'serve chat --interface=') action='interface' ;;
  'serve chat --group' | 'serve chat --group=') action='none' ;;
  'serve chat --port-file' | 'serve chat --port-file=') action='file' ;;
  'serve chat --ready-fd' | 'serve chat --ready-fd=') action='none' ;;
  'serve chat --cert' | 'serve chat --cert=') action='file' ;;
  'serve chat --key' | 'serve chat --key=') action='file' ;;
  'serve chat --write-cert' | 'serve chat --write-cert=') action='file' ;;
  'serve chat --client-ca' | 'serve chat --client-ca=') action='file' ;;
  'serve chat --alpn' | 'serve chat --alpn=') action='none' ;;
  'serve chat --tls-min' | 'serve chat --tls-min=') action='words 1.2 1.3' ;;
  'serve chat --max-clients' | 'serve chat --max-clients=') action='none' ;;
  'serve chat --max-per-ip' | 'serve chat --max-per-ip=') action='none' ;;
  'serve chat --allow' | 'serve chat --allow=') action='none' ;;
  'serve chat --idle' | 'serve chat --idle=') action='none' ;;
  'serve chat --handshake-timeout' | 'serve chat --handshake-timeout=') action='none' ;;
  'serve chat --max-line' | 'serve chat --max-line=') action='none' ;;
  'serve chat --queue' | 'serve chat --queue=') action='none' ;;
  'serve chat --udp-max-rate' | 'serve chat --udp-max-rate=') action='none' ;;
  'serve chat --end' | 'serve chat --end=') action='none' ;;
  'serve chat --count' | 'serve chat -n' | 'serve chat --count=') action='none' ;;
  'serve chat --for' | 'serve chat --for=') action='none' ;;
  'serve chat --dump' | 'serve chat --dump=') action='words text hex none' ;;
  'serve chat --color' | 'serve chat --color=') action='words auto always never' ;;
  'serve stun --port' | 'serve stun -p' | 'serve stun --port=') action='none' ;;
  'serve stun --other-port' | 'serve stun --other-port=') action='none' ;;
  'serve stun --port-file' | 'serve stun --port-file=') action='file' ;;
  'serve stun --ready-fd' | 'serve stun --ready-fd=') action='none' ;;
  'serve stun --rate' | 'serve stun --rate=') action='none' ;;
  'serve stun --color' | 'serve stun --color=') action='words auto always never' ;;
  'connect --timeout' | 'connect -w' | 'connect --timeout=') action='none' ;;
  'connect --source' | 'connect -s' | 'connect --source=') action='none' ;;
  'connect --interface' | 'connect -I' | 'connect --interface=') action='interface' ;;
  'connect --ttl' | 'connect --ttl=') action='none' ;;
  'connect --send' | 'connect --send=') action='none' ;;
  'connect --file' | 'connect -f' | 'connect --file=') action='file' ;;
  'connect --end' | 'connect --end=') action='none' ;;
  'connect --repeat' | 'connect --repeat=') action='none' ;;
  'connect --interval' | 'connect -i' | 'connect --interval=') action='none' ;;
  'connect --expect' | 'connect --expect=') action='none' ;;
  'connect --wait' | 'connect --wait=') action='none' ;;
  'connect --idle' | 'connect --idle=') action='none' ;;
  'connect --replies' | 'connect --replies=') action='none' ;;
  'connect --ca' | 'connect --ca=') action='file' ;;
  'connect --server-name' | 'connect --server-name=') action='none' ;;
  'connect --alpn' | 'connect --alpn=') action='none' ;;
  'connect --pin' | 'connect --pin=') action='none' ;;
  'connect --cert' | 'connect --cert=') action='file' ;;
  'connect --key' | 'connect --key=') action='file' ;;
  'connect --tls-min' | 'connect --tls-min=') action='words 1.2 1.3' ;;
  'connect --color' | 'connect --color=') action='words auto always never' ;;
  *) return 1 ;;
  esac
}

# Sets the action for the operand at place $2 of a command ($1), and its verbs at place 0.
_netkit_operand() {
  action=none
  case "$1 $2" in
  ' 0') action='words ipcalc resolve probe ipv6 nat serve connect help' ;;
  'help 0') action='words ipcalc resolve probe ipv6 nat serve connect' ;;
  'help ipcalc 0') action='words class split plan free nth ptr eui ula rand conv special masks cover has merge sub and xor not cmp range grep list regex' ;;
  'help serve 0') action='words echo hello discard daytime chat stun' ;;
  'ipcalc 0') action='words class split plan free nth ptr eui ula rand conv special masks cover has merge sub and xor not cmp range grep list regex' ;;
  'ipcalc '[0-9]*) action='none' ;;
  'ipcalc class '[0-9]*) action='none' ;;
  'ipcalc split 0') action='none' ;;
  'ipcalc split 1') action='none' ;;
  'ipcalc plan 0') action='none' ;;
  'ipcalc plan '[0-9]*) action='none' ;;
  'ipcalc free 0') action='none' ;;
  'ipcalc free '[0-9]*) action='none' ;;
  'ipcalc nth 0') action='none' ;;
  'ipcalc nth 1') action='none' ;;
  'ipcalc nth 2') action='none' ;;
  'ipcalc ptr '[0-9]*) action='none' ;;
  'ipcalc eui '[0-9]*) action='none' ;;
  'ipcalc rand 0') action='none' ;;
  'ipcalc conv '[0-9]*) action='none' ;;
  'ipcalc special '[0-9]*) action='none' ;;
  'ipcalc cover '[0-9]*) action='none' ;;
  'ipcalc has 0') action='none' ;;
  'ipcalc has '[0-9]*) action='none' ;;
  'ipcalc merge '[0-9]*) action='none' ;;
  'ipcalc sub '[0-9]*) action='none' ;;
  'ipcalc and '[0-9]*) action='none' ;;
  'ipcalc xor '[0-9]*) action='none' ;;
  'ipcalc not '[0-9]*) action='none' ;;
  'ipcalc cmp '[0-9]*) action='none' ;;
  'ipcalc range '[0-9]*) action='none' ;;
  'ipcalc grep '[0-9]*) action='none' ;;
  'ipcalc list '[0-9]*) action='none' ;;
  'ipcalc regex '[0-9]*) action='none' ;;
  'resolve '[0-9]*) action='none' ;;
  'probe '[0-9]*) action='none' ;;
  'probe -- 0') action=command ;;
  'probe -- '*) action=file ;;
  'ipv6 '[0-9]*) action='host' ;;
  'nat '[0-9]*) action='host' ;;
  'serve 0') action='words echo hello discard daytime chat stun' ;;
  'serve echo '[0-9]*) action='service' ;;
  'serve hello '[0-9]*) action='service' ;;
  'serve discard '[0-9]*) action='service' ;;
  'serve daytime '[0-9]*) action='service' ;;
  'serve chat '[0-9]*) action='service' ;;
  'serve stun '[0-9]*) action='none' ;;
  'connect 0') action='host' ;;
  'connect 1') action='service' ;;
  esac
}

# Sets the options of a command.
_netkit_options() {
  case $1 in
  'ipcalc') options='--brief -b --classful --strict --loose --short --mask --wildcard --json -j --quiet -q --color --help -h' ;;
  'ipcalc class') options='--loose --short --mask --wildcard --json -j --quiet -q --color --help -h' ;;
  'ipcalc split') options='--count -n --borrow --first --last --limit --brief -b --loose --short --mask --wildcard --json -j --quiet -q --color --help -h' ;;
  'ipcalc plan') options='--order --cloud --loose --short --mask --wildcard --json -j --quiet -q --color --help -h' ;;
  'ipcalc free') options='--used -u --count -n --loose --short --mask --wildcard --json -j --quiet -q --color --help -h' ;;
  'ipcalc nth') options='--loose --short --mask --wildcard --json -j --quiet -q --color --help -h' ;;
  'ipcalc ptr') options='--loose --short --mask --wildcard --json -j --quiet -q --color --help -h' ;;
  'ipcalc eui') options='--prefix --loose --short --mask --wildcard --json -j --quiet -q --color --help -h' ;;
  'ipcalc ula') options='--subnet --count -n --seed --json -j --quiet -q --color --help -h' ;;
  'ipcalc rand') options='--net --count -n --unique --seed --loose --short --mask --wildcard --json -j --quiet -q --color --help -h' ;;
  'ipcalc conv') options='--to -t --ipv4 -4 --ipv6 -6 --loose --short --mask --wildcard --json -j --quiet -q --color --help -h' ;;
  'ipcalc special') options='--loose --short --mask --wildcard --json -j --quiet -q --color --help -h' ;;
  'ipcalc masks') options='--json -j --quiet -q --color --help -h' ;;
  'ipcalc cover') options='--loose --short --mask --wildcard --json -j --quiet -q --color --help -h' ;;
  'ipcalc has') options='--any --loose --short --mask --wildcard --json -j --quiet -q --color --help -h' ;;
  'ipcalc merge') options='--max-len --max-len6 --waste --into --min-len --min-len6 --as --ipv4 -4 --ipv6 -6 --loose --short --mask --wildcard --strict --json -j --quiet -q --color --help -h' ;;
  'ipcalc sub') options='--as --ipv4 -4 --ipv6 -6 --loose --short --mask --wildcard --strict --json -j --quiet -q --color --help -h' ;;
  'ipcalc and') options='--as --ipv4 -4 --ipv6 -6 --loose --short --mask --wildcard --strict --json -j --quiet -q --color --help -h' ;;
  'ipcalc xor') options='--as --ipv4 -4 --ipv6 -6 --loose --short --mask --wildcard --strict --json -j --quiet -q --color --help -h' ;;
  'ipcalc not') options='--as --ipv4 -4 --ipv6 -6 --loose --short --mask --wildcard --strict --json -j --quiet -q --color --help -h' ;;
  'ipcalc cmp') options='--loose --short --mask --wildcard --strict --json -j --quiet -q --color --help -h' ;;
  'ipcalc range') options='--as --ipv4 -4 --ipv6 -6 --loose --short --mask --wildcard --strict --json -j --quiet -q --color --help -h' ;;
  'ipcalc grep') options='--file -f --invert -v --whole -x --max-count -m --count-lines -c --names -l --only -o --line-number -n --label --loose --short --mask --wildcard --strict --json -j --quiet -q --color --help -h' ;;
  'ipcalc list') options='--hosts --step --reverse --shuffle --seed --limit --format --as --ipv4 -4 --ipv6 -6 --loose --short --mask --wildcard --strict --json -j --quiet -q --color --help -h' ;;
  'ipcalc regex') options='--anchor --loose --short --mask --wildcard --strict --json -j --quiet -q --color --help -h' ;;
  'resolve') options='--ipv4 -4 --ipv6 -6 --port -p --tcp --udp -u --flags --reverse -x --confirm --why --source --dns --short --timeout -w --file -f --jobs -J --ordered --watch --json -j --quiet -q --color --help -h' ;;
  'probe') options='--port -p --udp -u --ipv4 -4 --ipv6 -6 --all-addresses --exclude -x --payload --banner --send --expect --tls --http --ping --count -n --interval -i --wait --until --watch --timeout -w --tries --window --rate --fast --accurate --ordered --seed --shard --resume --source -s --interface -I --ttl --show --any --csv --grepable --nmap-xml --prometheus --json -j --quiet -q --color --help -h' ;;
  'ipv6') options='--port -p --timeout -w --delay --pmtu --nat64 --local --brief -b --json -j --quiet -q --color --help -h' ;;
  'nat') options='--stun --no-gateway --gateway --hops --ipv4 -4 --ipv6 -6 --interface -I --source -s --tcp --fragments --lifetime --explain --json -j --quiet -q --color --help -h' ;;
  'serve') options='--help -h' ;;
  'serve echo') options='--tcp --udp -u --ipv4 -4 --ipv6 -6 --any --interface -I --group --port-file --ready-fd --tls --cert --key --self-signed --write-cert --client-ca --alpn --tls-min --max-clients --max-per-ip --allow --idle --handshake-timeout --max-line --queue --udp-max-rate --udp-allow-low-ports --end --once --count -n --for --dump --timestamps --explain --json -j --quiet -q --color --help -h' ;;
  'serve hello') options='--message -m --tcp --udp -u --ipv4 -4 --ipv6 -6 --any --interface -I --group --port-file --ready-fd --tls --cert --key --self-signed --write-cert --client-ca --alpn --tls-min --max-clients --max-per-ip --allow --idle --handshake-timeout --max-line --queue --udp-max-rate --udp-allow-low-ports --end --once --count -n --for --dump --timestamps --explain --json -j --quiet -q --color --help -h' ;;
  'serve discard') options='--tcp --udp -u --ipv4 -4 --ipv6 -6 --any --interface -I --group --port-file --ready-fd --tls --cert --key --self-signed --write-cert --client-ca --alpn --tls-min --max-clients --max-per-ip --allow --idle --handshake-timeout --max-line --queue --udp-max-rate --udp-allow-low-ports --end --once --count -n --for --dump --timestamps --explain --json -j --quiet -q --color --help -h' ;;
  'serve daytime') options='--tcp --udp -u --ipv4 -4 --ipv6 -6 --any --interface -I --group --port-file --ready-fd --tls --cert --key --self-signed --write-cert --client-ca --alpn --tls-min --max-clients --max-per-ip --allow --idle --handshake-timeout --max-line --queue --udp-max-rate --udp-allow-low-ports --end --once --count -n --for --dump --timestamps --explain --json -j --quiet -q --color --help -h' ;;
  'serve chat') options='--tcp --udp -u --ipv4 -4 --ipv6 -6 --any --interface -I --group --port-file --ready-fd --tls --cert --key --self-signed --write-cert --client-ca --alpn --tls-min --max-clients --max-per-ip --allow --idle --handshake-timeout --max-line --queue --udp-max-rate --udp-allow-low-ports --end --once --count -n --for --dump --timestamps --explain --json -j --quiet -q --color --help -h' ;;
  'serve stun') options='--port -p --other-port --port-file --ready-fd --rate --json -j --quiet -q --color --help -h' ;;
  'connect') options='--ipv4 -4 --ipv6 -6 --tcp --udp -u --timeout -w --source -s --interface -I --ttl --send --file -f --end --crlf --repeat --interval -i --expect --wait --idle --replies --broadcast --tls --ca --server-name --alpn --pin --insecure --cert --key --tls-min --show-cert --verbose -v --explain --json -j --quiet -q --color --help -h' ;;
  *) options='-h --help -V --version' ;;
  esac
}

# Offers what the action says for $value; $before is what stands in front of it.
_netkit_offer() {
  local IFS=$'\n'
  case ${1%% *} in
  file) COMPREPLY=($(compgen -f -- "$value")); compopt -o filenames 2>/dev/null ;;
  directory) COMPREPLY=($(compgen -d -- "$value")); compopt -o filenames 2>/dev/null ;;
  host) COMPREPLY=($(compgen -A hostname -- "$value")) ;;
  service) COMPREPLY=($(compgen -A service -- "$value")) ;;
  command) COMPREPLY=($(compgen -c -- "$value")) ;;
  interface)
    IFS=$' \t\n'
    COMPREPLY=($(compgen -W "$(ls /sys/class/net 2>/dev/null || ifconfig -l)" -- "$value"))
    ;;
  words)
    IFS=$' \t\n'
    COMPREPLY=($(compgen -W "${1#words }" -- "$value"))
    ;;
  list)
    IFS=$' \t\n'
    local head=''
    [[ $value == *,* ]] && head=${value%,*},
    COMPREPLY=($(compgen -P "$head" -W "${1#list }" -- "${value##*,}"))
    compopt -o nospace 2>/dev/null
    ;;
  esac
  # Readline replaces only what follows the last word break.
  if [[ -n $before && $COMP_WORDBREAKS != *=* ]]; then
    COMPREPLY=("${COMPREPLY[@]/#/$before}")
  elif [[ $value == *:* && $COMP_WORDBREAKS == *:* ]]; then
    COMPREPLY=("${COMPREPLY[@]#"${value%"${value##*:}"}"}")
  fi
}

_netkit() {
  local line=${COMP_LINE:0:COMP_POINT} path='' place=0 ended='' waiting='' before='' value
  local action options word i
  local -a words
  COMPREPLY=()
  read -ra words <<<"$line"
  [[ $line == *[[:space:]] ]] && words+=('')
  local last=$((${#words[@]} - 1))
  for ((i = 1; i < last; i++)); do
    word=${words[i]}
    if [[ -n $ended ]]; then ended=$((ended + 1))
    elif [[ -n $waiting ]]; then waiting=''
    elif [[ $word == -- ]]; then ended=0
    elif [[ $word == -?* ]]; then
      [[ $word != *=* ]] && _netkit_value "$path" "$word" && waiting=$word
    else
      case $place:$path:$word in
        0::ipcalc | 0::resolve | 0::probe | 0::ipv6 | 0::nat | 0::serve | 0::connect | 0::help) path=$word ;;
        '0:help:ipcalc' | '0:help:resolve' | '0:help:probe' | '0:help:ipv6' | '0:help:nat' | '0:help:serve' | '0:help:connect' | '0:ipcalc:class' | '0:ipcalc:split' | '0:ipcalc:plan' | '0:ipcalc:free' | '0:ipcalc:nth' | '0:ipcalc:ptr' | '0:ipcalc:eui' | '0:ipcalc:ula' | '0:ipcalc:rand' | '0:ipcalc:conv' | '0:ipcalc:special' | '0:ipcalc:masks' | '0:ipcalc:cover' | '0:ipcalc:has' | '0:ipcalc:merge' | '0:ipcalc:sub' | '0:ipcalc:and' | '0:ipcalc:xor' | '0:ipcalc:not' | '0:ipcalc:cmp' | '0:ipcalc:range' | '0:ipcalc:grep' | '0:ipcalc:list' | '0:ipcalc:regex' | '0:serve:echo' | '0:serve:hello' | '0:serve:discard' | '0:serve:daytime' | '0:serve:chat' | '0:serve:stun') path+=" $word" ;;
      *) place=$((place + 1)) ;;
      esac
    fi
  done
  value=${words[last]}
  if [[ -n $waiting ]]; then
    _netkit_value "$path" "$waiting" && _netkit_offer "$action"
  elif [[ -n $ended ]]; then
    _netkit_operand "$path" "-- $ended"
    [[ $action == none ]] && _netkit_operand "$path" $((place + ended))
    _netkit_offer "$action"
  elif [[ $value == --*=* ]]; then
    before=${value%%=*}=
    value=${value#*=}
    _netkit_value "$path" "$before" && _netkit_offer "$action"
  elif [[ $value == -* ]]; then
    _netkit_options "$path"
    _netkit_offer "words $options"
  else
    _netkit_operand "$path" $place
    _netkit_offer "$action"
  fi
}
complete -F _netkit netkit
