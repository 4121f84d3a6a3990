/// A file that is made from the declarations and kept with the sources.
public struct GeneratedFile: Hashable, Sendable {
  /// From the root of the repository: `man/netkit.1`.
  public var path: String
  public var text: String
}

extension Program {
  /// Every file that is kept: the manual pages in `man/`, the completions in `completions/`.
  public func generated() -> [GeneratedFile] {
    manualPages + [
      GeneratedFile(path: "completions/\(name).bash", text: BashCompletion(program: self).script),
      GeneratedFile(path: "completions/_\(name)", text: ZshCompletion(program: self).script),
      GeneratedFile(path: "completions/\(name).fish", text: FishCompletion(program: self).script),
    ]
  }

  /// `--generate man [PAGE]`, `bash`, `zsh`, `fish`, `markdown`, or `all DIRECTORY`.
  func generate(_ words: ArraySlice<String>) -> Invocation {
    let argument = words.dropFirst().first
    switch (words.first, argument, words.count) {
    case ("man"?, nil, _): return .print(manualPages.map(\.text).joined())
    case ("man"?, let page?, 2):
      guard let file = manualPages.first(where: { $0.path == "man/\(page).1" }) else {
        let names = manualPages.map { String($0.path.dropFirst(4).dropLast(2)) }
        return .refuse(
          complaint(
            UsageError(
              "unknown manual page \(quoted(page))", hint: "pages: \(names.joined(separator: ", "))"
            ),
            path: []))
      }
      return .print(file.text)
    case ("bash"?, nil, _): return .print(BashCompletion(program: self).script)
    case ("zsh"?, nil, _): return .print(ZshCompletion(program: self).script)
    case ("fish"?, nil, _): return .print(FishCompletion(program: self).script)
    case ("markdown"?, nil, _): return .print(markdown())
    case ("all"?, let directory?, 2): return .write(generated(), directory: directory)
    default:
      return .refuse(
        complaint(
          UsageError(
            "--generate needs to know what to make",
            hint: "write man [PAGE], bash, zsh, fish, markdown or all DIRECTORY"),
          path: []))
    }
  }

  private var manualPages: [GeneratedFile] {
    [GeneratedFile(path: "man/\(name).1", text: manual())]
      + commands.map { command in
        let info = CommandInfo(command, path: [command.name])
        return GeneratedFile(path: "man/\(name)-\(command.name).1", text: manual(for: info))
      }
  }
}
