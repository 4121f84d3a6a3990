/// Completion for zsh: one function for each command and verb, called through `_arguments`.
struct ZshCompletion {
  let program: Program

  var script: String {
    let name = program.name
    return """
      #compdef \(name)
      # Generated from the declarations of the commands.

      \(Shell.everything(program).map(function).joined(separator: "\n"))
      _\(name)() {
        local curcontext=$curcontext state line ret=1
        typeset -A opt_args
        local -a commands=(
      \(program.commands.map { "    \(item($0.name, $0.summary))" }.joined(separator: "\n"))
          'help:Explain a command'
        )
        _arguments -C -s -S \\
          '(- *)'{-h,--help}'[Print help]' \\
          '(- *)'{-V,--version}'[Print the version]' \\
          '1:command:->command' \\
          '*:: :->rest' && ret=0
        case $state in
        command) _describe -t commands '\(name) command' commands && ret=0 ;;
        rest)
          curcontext=${curcontext%:*:*}:\(name)-$words[1]:
          case $words[1] in
          help)
            if (( CURRENT == 2 )); then
              _describe -t commands '\(name) command' commands && ret=0
            elif (( CURRENT == 3 )); then
              case $words[2] in
      \(helpVerbs)
              esac
            fi
            ;;
      \(program.commands.map { "    \($0.name)) _\(name)_\($0.name) && ret=0 ;;" }.joined(separator: "\n"))
          esac
          ;;
        esac
        return ret
      }

      # Loaded by compinit, the file is the function's body; sourced, it only defines it.
      if [[ $funcstack[1] == _\(name) ]]; then
        _\(name) "$@"
      else
        compdef _\(name) \(name)
      fi

      """
  }

  /// The verbs that `help COMMAND` can go on with.
  private var helpVerbs: String {
    program.commands.filter { !$0.verbs.isEmpty }.map { command in
      let verbs = command.verbs.map { $0.name }.joined(separator: " ")
      return "        \(command.name)) compadd \(verbs) && ret=0 ;;"
    }.joined(separator: "\n")
  }

  private func function(_ command: CommandInfo) -> String {
    let name = ([program.name] + command.path).joined(separator: "_")
    var out = "_\(name)() {\n"
    if !command.verbs.isEmpty {
      out += """
          local -a verbs=(
        \(command.verbs.map { "    \(item($0.name, $0.summary))" }.joined(separator: "\n"))
          )
          # The first word that is no option: a verb has its own arguments.
          local -i at=${${(@)words[2,CURRENT-1]}[(i)[^-]*]}
          if (( at < CURRENT - 1 )) && [[ -n ${(M)verbs:#$words[at+1]:*} ]]; then
            local verb=$words[at+1]
            words[at+1]=()
            (( CURRENT-- ))
            words[1]=$verb
            _\(name)_$verb
            return
          fi

        """
    }
    if command.trailing != nil {
      out += """
          # What follows -- is a command line of its own.
          local -i end=${words[(i)--]}
          if (( end < CURRENT )); then
            shift $end words
            (( CURRENT -= end ))
            _normal
            return
          fi

        """
    }
    let specs = command.options.flatMap { specification($0, of: command) } + operands(command)
    out += "  _arguments -s -S : \\\n"
    out += specs.map { "    \($0) \\\n" }.joined()
    out += "    '(- *)'{-h,--help}'[Print help]'\n}\n"
    if !command.verbs.isEmpty {
      let own = command.operandPlaces.first.map { action($0) } ?? ""
      let alternative =
        own.isEmpty || own == " " ? "" : "  \(own.hasPrefix("(") ? "compadd" : own)\n"
      out += """
        _\(name)_first() {
          _describe -t verbs '\(command.name) verb' verbs
        \(alternative)}

        """
    }
    return out
  }

  private func specification(
    _ option: CommandInfo.Documented, of command: CommandInfo
  ) -> [String] {
    let info = option.info
    let rivals =
      info.group.map { group in command.options.filter { $0.info.group == group } } ?? [option]
    let excluded =
      info.repeats ? "" : "(\(rivals.flatMap(\.info.spellings).joined(separator: " ")))"
    let star = info.repeats ? "*" : ""
    let text = "[\(escaped(info.summary))]"
    return info.spellings.map { spelling in
      let isLong = spelling.hasPrefix("--")
      let suffix: String
      let value: String
      switch (info.kind, info.implied) {
      case (.option, nil):
        suffix = isLong ? "=" : "+"
        value = ":\(escaped(info.placeholder)):\(action(option))"
      case (.option, _?):
        suffix = isLong ? "=-" : "-"
        value = "::\(escaped(info.placeholder)):\(action(option))"
      default: (suffix, value) = ("", "")
      }
      return Shell.quote("\(excluded)\(star)\(spelling)\(suffix)\(text)\(value)")
    }
  }

  private func operands(_ command: CommandInfo) -> [String] {
    let places = command.operandPlaces
    var specs = places.enumerated().map { place, operand in
      let optional = operand.info.isRequired ? "" : ":"
      let position = operand.info.repeats ? "*" : "\(place + 1)\(optional)"
      return Shell.quote("\(position):\(escaped(operand.info.placeholder)):\(action(operand))")
    }
    if !command.verbs.isEmpty {
      let name = ([program.name] + command.path).joined(separator: "_")
      if places.first?.info.repeats != true, !specs.isEmpty { specs.removeFirst() }
      specs.insert(Shell.quote("1: :_\(name)_first"), at: 0)
    }
    return specs
  }

  private func action(_ argument: CommandInfo.Documented) -> String {
    let choices = argument.value.choices
    if argument.info.separator == ",", !choices.isEmpty {
      return
        "_values -s , \(argument.info.placeholder) \(choices.map(\.name).joined(separator: " "))"
    }
    if choices.contains(where: { !$0.summary.isEmpty }) {
      let list = choices.map { choice in
        let text = escaped(choice.summary).filter { $0 != "\"" && $0 != "$" && $0 != "`" }
        return "\(choice.name)\\:\"\(text)\""
      }
      return "((\(list.joined(separator: " "))))"
    }
    if !choices.isEmpty { return "(\(choices.map(\.name).joined(separator: " ")))" }
    return switch argument.value.completion {
    case .none: " "
    case .file: "_files"
    case .directory: "_files -/"
    case .host: "_hosts"
    case .interface: "_net_interfaces"
    case .service: "_ports"
    }
  }

  /// An element of `_describe`: `'split:Cut a network'`.
  private func item(_ name: String, _ summary: String) -> String {
    Shell.quote("\(name):\(summary.replacing(":", by: "\\:"))")
  }

  private func escaped(_ text: String) -> String {
    var out = ""
    for character in text {
      if "[]:\\".contains(character) { out += "\\" }
      out.append(character)
    }
    return out
  }
}
