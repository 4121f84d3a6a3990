/// What the completions of the three shells have in common.
enum Shell {
  /// A string that a POSIX shell or zsh reads back as it is.
  static func quote(_ text: String) -> String {
    "'" + text.replacing("'", by: "'\\''") + "'"
  }

  /// Every command and verb, the command before its verbs.
  static func everything(_ program: Program) -> [CommandInfo] {
    program.commands.flatMap { command in
      let info = CommandInfo(command, path: [command.name])
      return [info] + info.verbs
    }
  }
}

extension CommandInfo {
  /// The operand at a place, counting from 0; a list takes every place from its own on.
  var operandPlaces: [Documented] {
    let plain = operands.filter { $0.info.kind == .operand }
    let end = plain.firstIndex { $0.info.repeats }.map { $0 + 1 } ?? plain.count
    return Array(plain.prefix(end))
  }

  var trailing: Documented? { operands.first { $0.info.kind == .trailing } }
}
