/// Completion for bash 3.2 and later, with or without the bash-completion package.
struct BashCompletion {
  let program: Program

  var script: String {
    let name = program.name
    let infos = Shell.everything(program)
    return """
      # bash completion for \(name), generated from its declarations.

      # Sets the action for the value of an option ($2) of a command ($1); fails if it takes none.
      _\(name)_value() {
        case "$1 $2" in
      \(infos.flatMap(values).joined(separator: "\n"))
        *) return 1 ;;
        esac
      }

      # Sets the action for the operand at place $2 of a command ($1), and its verbs at place 0.
      _\(name)_operand() {
        action=none
        case "$1 $2" in
      \(firstWords)
      \(infos.flatMap(operands).joined(separator: "\n"))
        esac
      }

      # Sets the options of a command.
      _\(name)_options() {
        case $1 in
      \(infos.map(options).joined(separator: "\n"))
        *) options='-h --help -V --version' ;;
        esac
      }

      # Offers what the action says for $value; $before is what stands in front of it.
      _\(name)_offer() {
        local IFS=$'\\n'
        case ${1%% *} in
        file) COMPREPLY=($(compgen -f -- "$value")); compopt -o filenames 2>/dev/null ;;
        directory) COMPREPLY=($(compgen -d -- "$value")); compopt -o filenames 2>/dev/null ;;
        host) COMPREPLY=($(compgen -A hostname -- "$value")) ;;
        service) COMPREPLY=($(compgen -A service -- "$value")) ;;
        command) COMPREPLY=($(compgen -c -- "$value")) ;;
        interface)
          IFS=$' \\t\\n'
          COMPREPLY=($(compgen -W "$(ls /sys/class/net 2>/dev/null || ifconfig -l)" -- "$value"))
          ;;
        words)
          IFS=$' \\t\\n'
          COMPREPLY=($(compgen -W "${1#words }" -- "$value"))
          ;;
        list)
          IFS=$' \\t\\n'
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

      _\(name)() {
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
            [[ $word != *=* ]] && _\(name)_value "$path" "$word" && waiting=$word
          else
            case $place:$path:$word in
      \(pathCases)
            *) place=$((place + 1)) ;;
            esac
          fi
        done
        value=${words[last]}
        if [[ -n $waiting ]]; then
          _\(name)_value "$path" "$waiting" && _\(name)_offer "$action"
        elif [[ -n $ended ]]; then
          _\(name)_operand "$path" "-- $ended"
          [[ $action == none ]] && _\(name)_operand "$path" $((place + ended))
          _\(name)_offer "$action"
        elif [[ $value == --*=* ]]; then
          before=${value%%=*}=
          value=${value#*=}
          _\(name)_value "$path" "$before" && _\(name)_offer "$action"
        elif [[ $value == -* ]]; then
          _\(name)_options "$path"
          _\(name)_offer "words $options"
        else
          _\(name)_operand "$path" $place
          _\(name)_offer "$action"
        fi
      }
      complete -F _\(name) \(name)

      """
  }

  /// The words that lead to a command or a verb, also after `help`.
  private var pathCases: String {
    let commands = (program.commands.map { $0.name } + ["help"]).map { "0::\($0)" }
    var verbs = program.commands.map { "0:help:\($0.name)" }
    for command in program.commands {
      verbs += command.verbs.map { "0:\(command.name):\($0.name)" }
    }
    return """
              \(commands.joined(separator: " | "))) path=$word ;;
              \(verbs.map(Shell.quote).joined(separator: " | "))) path+=" $word" ;;
      """
  }

  /// What stands first, and what `help` explains.
  private var firstWords: String {
    let names = program.commands.map { $0.name }.joined(separator: " ")
    var lines = [
      "  ' 0') action='words \(names) help' ;;", "  'help 0') action='words \(names)' ;;",
    ]
    for command in program.commands where !command.verbs.isEmpty {
      let verbs = command.verbs.map { $0.name }.joined(separator: " ")
      lines.append("  'help \(command.name) 0') action='words \(verbs)' ;;")
    }
    return lines.joined(separator: "\n")
  }

  private func values(_ command: CommandInfo) -> [String] {
    let path = command.path.joined(separator: " ")
    return command.options.filter { $0.info.kind == .option }.map { option in
      // An option with an implied value takes one behind `=` only.
      let spellings =
        (option.info.implied == nil ? option.info.spellings : []) + ["--\(option.info.long)="]
      let patterns = spellings.map { Shell.quote("\(path) \($0)") }.joined(separator: " | ")
      return "  \(patterns)) action=\(Shell.quote(action(option))) ;;"
    }
  }

  private func operands(_ command: CommandInfo) -> [String] {
    let path = command.path.joined(separator: " ")
    var lines: [String] = []
    let places = command.operandPlaces
    var first = 0
    if !command.verbs.isEmpty {
      let words = command.verbs.map(\.name) + (places.first?.value.choices.map(\.name) ?? [])
      lines.append(
        "  \(Shell.quote("\(path) 0"))) action=\(Shell.quote("words " + words.joined(separator: " "))) ;;"
      )
      first = places.first?.info.repeats == true ? 0 : 1
    }
    for (place, operand) in places.enumerated().dropFirst(first) {
      let pattern =
        operand.info.repeats ? "\(Shell.quote(path + " "))[0-9]*" : Shell.quote("\(path) \(place)")
      lines.append("  \(pattern)) action=\(Shell.quote(action(operand))) ;;")
    }
    if command.trailing != nil {
      lines.append("  \(Shell.quote("\(path) -- 0"))) action=command ;;")
      lines.append("  \(Shell.quote("\(path) -- "))*) action=file ;;")
    }
    return lines
  }

  private func options(_ command: CommandInfo) -> String {
    let all =
      command.options.flatMap { option in
        option.info.spellings.sorted { $0.count > $1.count }
      } + ["--help", "-h"]
    let path = command.path.joined(separator: " ")
    return "  \(Shell.quote(path))) options=\(Shell.quote(all.joined(separator: " "))) ;;"
  }

  private func action(_ argument: CommandInfo.Documented) -> String {
    guard argument.value.choices.isEmpty else {
      let kind = argument.info.separator == "," ? "list " : "words "
      return kind + argument.value.choices.map(\.name).joined(separator: " ")
    }
    return switch argument.value.completion {
    case .none: "none"
    case .file: "file"
    case .directory: "directory"
    case .host: "host"
    case .interface: "interface"
    case .service: "service"
    }
  }
}
