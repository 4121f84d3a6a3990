/// A command as plain data: what help, manual pages, completions and the lint are made from.
struct CommandInfo {
  /// `["ipcalc", "split"]`.
  var path: [String]
  var summary: String
  var details: String
  var examples: [Example]
  var arguments: [Documented]
  var verbs: [CommandInfo]
  var sections: [ManualSection]
  var needsVerb: Bool

  /// An argument with what is known of its value.
  struct Documented {
    var info: ArgumentInfo
    var value: ValueInfo
  }

  init<C: Command>(_ type: C.Type, path: [String]) {
    self.path = path
    summary = C.summary
    details = C.details
    examples = C.examples
    arguments = C.flattened.map { Documented(info: $0.info, value: $0.describe()) }
    verbs = C.verbs.map { CommandInfo($0, path: path + [$0.name]) }
    sections = C.sections
    needsVerb = C.needsVerb
  }

  var name: String { path.last ?? "" }
  /// The command without its rare options, whose few are then one group.
  var essential: CommandInfo {
    var copy = self
    copy.arguments.removeAll(where: \.info.isRare)
    guard copy.arguments.count < arguments.count, copy.options.count <= 6 else { return copy }
    copy.arguments.removeAll { $0.info.kind == .heading }
    return copy
  }
  var options: [Documented] { arguments.filter(\.info.isOption) }
  var operands: [Documented] {
    arguments.filter { $0.info.kind == .operand || $0.info.kind == .trailing }
  }

  /// The options under their headings, in order; those before any heading come under "Options".
  var optionGroups: [(title: String, options: [Documented])] {
    var groups: [(title: String, options: [Documented])] = [("Options", [])]
    for argument in arguments {
      if argument.info.kind == .heading {
        groups.append((argument.info.summary, []))
      } else if argument.info.isOption {
        groups[groups.count - 1].options.append(argument)
      }
    }
    return groups.filter { !$0.options.isEmpty }
  }

  /// `[OPTION]... NET [/P]`, without the names of the program and the command.
  var synopsis: String {
    let words = operands.map { operand in
      let info = operand.info
      let name = (info.kind == .trailing ? "-- " : "") + info.label
      return info.isRequired ? name : "[\(name)]"
    }
    return (["[OPTION]..."] + words).joined(separator: " ")
  }
}

extension ArgumentInfo {
  /// How the argument is written where it is explained: `-p, --ports LIST`, `HOST...`.
  var label: String {
    guard isOption else { return placeholder + (repeats ? "..." : "") }
    let names = (short.map { "-\($0), " } ?? "    ") + (isNegatable ? "--[no-]" : "--") + long
    guard kind == .option else { return names }
    return names + (implied == nil ? " \(placeholder)" : "[=\(placeholder)]")
  }
}
