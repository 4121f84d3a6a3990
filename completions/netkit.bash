# bash completion for netkit, generated from its declarations.

# Sets the action for the value of an option ($2) of a command ($1); fails if it takes none.
_netkit_value() {
  case "$1 $2" in
  'ipcalc --color' | 'ipcalc --color=') action='words auto always never' ;;
  'ipcalc class --color' | 'ipcalc class --color=') action='words auto always never' ;;
  'ipcalc split --number' | 'ipcalc split -n' | 'ipcalc split --number=') action='none' ;;
  'ipcalc split --borrow' | 'ipcalc split --borrow=') action='none' ;;
  'ipcalc split --first' | 'ipcalc split --first=') action='none' ;;
  'ipcalc split --last' | 'ipcalc split --last=') action='none' ;;
  'ipcalc split --limit' | 'ipcalc split --limit=') action='none' ;;
  'ipcalc split --color' | 'ipcalc split --color=') action='words auto always never' ;;
  'ipcalc plan --order' | 'ipcalc plan --order=') action='words size given' ;;
  'ipcalc plan --cloud' | 'ipcalc plan --cloud=') action='words aws azure gcp oci' ;;
  'ipcalc plan --color' | 'ipcalc plan --color=') action='words auto always never' ;;
  'ipcalc free --used' | 'ipcalc free -u' | 'ipcalc free --used=') action='none' ;;
  'ipcalc free --number' | 'ipcalc free -n' | 'ipcalc free --number=') action='none' ;;
  'ipcalc free --color' | 'ipcalc free --color=') action='words auto always never' ;;
  'ipcalc nth --color' | 'ipcalc nth --color=') action='words auto always never' ;;
  'ipcalc ptr --color' | 'ipcalc ptr --color=') action='words auto always never' ;;
  'ipcalc eui --prefix' | 'ipcalc eui --prefix=') action='none' ;;
  'ipcalc eui --color' | 'ipcalc eui --color=') action='words auto always never' ;;
  'ipcalc ula --subnet' | 'ipcalc ula --subnet=') action='none' ;;
  'ipcalc ula --number' | 'ipcalc ula -n' | 'ipcalc ula --number=') action='none' ;;
  'ipcalc ula --seed' | 'ipcalc ula --seed=') action='none' ;;
  'ipcalc ula --color' | 'ipcalc ula --color=') action='words auto always never' ;;
  'ipcalc rand --net' | 'ipcalc rand --net=') action='none' ;;
  'ipcalc rand --number' | 'ipcalc rand -n' | 'ipcalc rand --number=') action='none' ;;
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
  'ipcalc grep --file' | 'ipcalc grep -f' | 'ipcalc grep --file=') action='none' ;;
  'ipcalc grep --max-count' | 'ipcalc grep -m' | 'ipcalc grep --max-count=') action='none' ;;
  'ipcalc grep --color' | 'ipcalc grep --color=') action='words auto always never' ;;
  'ipcalc list --step' | 'ipcalc list --step=') action='none' ;;
  'ipcalc list --seed' | 'ipcalc list --seed=') action='none' ;;
  'ipcalc list --limit' | 'ipcalc list --limit=') action='none' ;;
  'ipcalc list --format' | 'ipcalc list --format=') action='none' ;;
  'ipcalc list --as' | 'ipcalc list --as=') action='words cidr range' ;;
  'ipcalc list --color' | 'ipcalc list --color=') action='words auto always never' ;;
  'ipcalc regex --color' | 'ipcalc regex --color=') action='words auto always never' ;;
  'resolve --port' | 'resolve -p' | 'resolve --port=') action='none' ;;
  'resolve --flags' | 'resolve --flags=') action='list addrconfig v4mapped all canonname numerichost numericserv idn' ;;
  'resolve --reverse' | 'resolve -x' | 'resolve --reverse=') action='none' ;;
  'resolve --timeout' | 'resolve -w' | 'resolve --timeout=') action='none' ;;
  'resolve --file' | 'resolve -f' | 'resolve --file=') action='none' ;;
  'resolve --jobs' | 'resolve -J' | 'resolve --jobs=') action='none' ;;
  'resolve --watch' | 'resolve --watch=') action='none' ;;
  'resolve --color' | 'resolve --color=') action='words auto always never' ;;
  'ipv6 --port' | 'ipv6 -p' | 'ipv6 --port=') action='none' ;;
  'ipv6 --timeout' | 'ipv6 -w' | 'ipv6 --timeout=') action='none' ;;
  'ipv6 --delay' | 'ipv6 --delay=') action='none' ;;
  'ipv6 --color' | 'ipv6 --color=') action='words auto always never' ;;
  *) return 1 ;;
  esac
}

# Sets the action for the operand at place $2 of a command ($1), and its verbs at place 0.
_netkit_operand() {
  action=none
  case "$1 $2" in
  ' 0') action='words ipcalc resolve ipv6 help' ;;
  'help 0') action='words ipcalc resolve ipv6' ;;
  'help ipcalc 0') action='words class split plan free nth ptr eui ula rand conv special masks cover has merge sub and xor not cmp range grep list regex' ;;
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
  'ipv6 '[0-9]*) action='host' ;;
  esac
}

# Sets the options of a command.
_netkit_options() {
  case $1 in
  'ipcalc') options='--brief -b --classful --strict --loose --short --mask --wildcard --json -j --quiet -q --color --help -h' ;;
  'ipcalc class') options='--loose --short --mask --wildcard --json -j --quiet -q --color --help -h' ;;
  'ipcalc split') options='--number -n --borrow --first --last --limit --brief -b --loose --short --mask --wildcard --json -j --quiet -q --color --help -h' ;;
  'ipcalc plan') options='--order --cloud --loose --short --mask --wildcard --json -j --quiet -q --color --help -h' ;;
  'ipcalc free') options='--used -u --number -n --loose --short --mask --wildcard --json -j --quiet -q --color --help -h' ;;
  'ipcalc nth') options='--loose --short --mask --wildcard --json -j --quiet -q --color --help -h' ;;
  'ipcalc ptr') options='--loose --short --mask --wildcard --json -j --quiet -q --color --help -h' ;;
  'ipcalc eui') options='--prefix --loose --short --mask --wildcard --json -j --quiet -q --color --help -h' ;;
  'ipcalc ula') options='--subnet --number -n --seed --json -j --quiet -q --color --help -h' ;;
  'ipcalc rand') options='--net --number -n --unique --seed --loose --short --mask --wildcard --json -j --quiet -q --color --help -h' ;;
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
  'ipcalc grep') options='--file -f --invert -v --whole -x --max-count -m --count -c --names -l --only -o --line-number -n --label --loose --short --mask --wildcard --strict --json -j --quiet -q --color --help -h' ;;
  'ipcalc list') options='--hosts --step --reverse --shuffle --seed --limit --format --as --ipv4 -4 --ipv6 -6 --loose --short --mask --wildcard --strict --json -j --quiet -q --color --help -h' ;;
  'ipcalc regex') options='--anchor --loose --short --mask --wildcard --strict --json -j --quiet -q --color --help -h' ;;
  'resolve') options='--ipv4 -4 --ipv6 -6 --port -p --tcp --udp -u --flags --reverse -x --confirm --why --source --dns --short --timeout -w --file -f --jobs -J --ordered --watch --json -j --quiet -q --color --help -h' ;;
  'ipv6') options='--port -p --timeout -w --delay --pmtu --nat64 --local --brief -b --json -j --quiet -q --color --help -h' ;;
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
        0::ipcalc | 0::resolve | 0::ipv6 | 0::help) path=$word ;;
        '0:help:ipcalc' | '0:help:resolve' | '0:help:ipv6' | '0:ipcalc:class' | '0:ipcalc:split' | '0:ipcalc:plan' | '0:ipcalc:free' | '0:ipcalc:nth' | '0:ipcalc:ptr' | '0:ipcalc:eui' | '0:ipcalc:ula' | '0:ipcalc:rand' | '0:ipcalc:conv' | '0:ipcalc:special' | '0:ipcalc:masks' | '0:ipcalc:cover' | '0:ipcalc:has' | '0:ipcalc:merge' | '0:ipcalc:sub' | '0:ipcalc:and' | '0:ipcalc:xor' | '0:ipcalc:not' | '0:ipcalc:cmp' | '0:ipcalc:range' | '0:ipcalc:grep' | '0:ipcalc:list' | '0:ipcalc:regex') path+=" $word" ;;
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
