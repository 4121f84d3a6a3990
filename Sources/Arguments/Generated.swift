/// What is made from the declarations.
extension Program {
  /// `--generate man|bash|zsh|fish|markdown`.
  func generate(_ words: ArraySlice<String>) -> Invocation {
    .refuse("")
  }
}
