/// Completion for fish: one line for each option, under the condition that its command was typed.
struct FishCompletion {
  let program: Program

  var script: String {
    let name = program.name
    let infos = Shell.everything(program)
    let helped = ["help"] + program.commands.map { "help \($0.name)" }
    let paths = infos.map { $0.path.joined(separator: " ") } + helped
    var out = """
      # fish completion for \(name), generated from its declarations.

      # True if the words so far lead to this command; with --first, if no operand was typed yet.
      function __\(name)_at
          set -l words (commandline -opc)
          set -e words[1]
          set -l typed
          set -l has_operand no
          for word in $words
              string match -q -- '-?*' $word; and continue
              switch (string join ' ' $typed $word)
                  case \(paths.map(quote).joined(separator: " "))
                      set -a typed $word
                  case '*'
                      set has_operand yes
                      break
              end
          end
          if test "$argv[1]" = --first
              test $has_operand = no; or return
              set -e argv[1]
          end
          test "$typed" = "$argv"
      end

      complete -c \(name) -f
      complete -c \(name) -n '__\(name)_at' -s h -l help -d 'Print help'
      complete -c \(name) -n '__\(name)_at' -s V -l version -d 'Print the version'
      complete -c \(name) -n '__\(name)_at --first' -a help -d 'Explain a command'

      """
    for command in infos where command.path.count == 1 {
      for condition in ["--first", "--first help"] {
        out += "complete -c \(name) -n '__\(name)_at \(condition)' -a \(command.name)"
        out += " -d \(quote(command.summary))\n"
      }
    }
    return out + infos.map(lines).joined()
  }

  private func lines(_ command: CommandInfo) -> String {
    let path = command.path.joined(separator: " ")
    var out = "\n"
    for verb in command.verbs {
      for before in [path, "help \(path)"] {
        out += "complete -c \(program.name) -n '__\(program.name)_at --first \(before)'"
        out += " -a \(verb.name) -d \(quote(verb.summary))\n"
      }
    }
    let on = "complete -c \(program.name) -n '__\(program.name)_at \(path)'"
    for operand in command.operandPlaces {
      let words = offer(operand)
      if !words.isEmpty { out += "\(on)\(words)\n" }
    }
    if command.trailing != nil {
      out += "complete -c \(program.name) -n '__\(program.name)_at \(path); and contains -- --"
      out += " (commandline -opc)' -a '(__fish_complete_command)'\n"
    }
    out += "\(on) -s h -l help -d 'Print help'\n"
    for option in command.options {
      let info = option.info
      let short = info.short.map { " -s \($0)" } ?? ""
      // -x: what stands there is a value, and no file unless `offer` says so.
      let takesNextWord = info.kind == .option && info.implied == nil
      let isFile = option.value.completion == .file && option.value.choices.isEmpty
      let value = (takesNextWord ? isFile ? " -r" : " -x" : "") + offer(option)
      out += "\(on)\(short) -l \(info.long)\(value) -d \(quote(info.summary))\n"
      if info.isNegatable {
        out += "\(on) -l no-\(info.long) -d \(quote("Turn off --\(info.long)"))\n"
      }
    }
    return out
  }

  /// The part of a line that says what to offer for a value.
  private func offer(_ argument: CommandInfo.Documented) -> String {
    let choices = argument.value.choices.map { choice in
      choice.summary.isEmpty
        ? choice.name
        : "\(choice.name)\\t\"\(choice.summary.filter { $0 != "\"" && $0 != "$" && $0 != "\\" })\""
    }
    if !choices.isEmpty { return " -a \(quote(choices.joined(separator: " ")))" }
    return switch argument.value.completion {
    case .none: ""
    case .file: " -F"
    case .directory: " -a '(__fish_complete_directories)'"
    case .host: " -a '(__fish_print_hostnames)'"
    case .interface: " -a '(__fish_print_interfaces)'"
    case .service: " -a '(string match -r \"^[a-z][^\\s#]*\" </etc/services)'"
    }
  }

  private func quote(_ text: String) -> String {
    "'" + text.replacing("\\", by: "\\\\").replacing("'", by: "\\'") + "'"
  }
}
