/// The words of the command line.
public enum CommandWords {
  /// All words, the program's own name first. Bytes that are not UTF-8 become U+FFFD.
  public static var all: [String] {
    let (count, words) = unsafe vector
    return (0..<count).compactMap { index in
      guard let word = unsafe words[index] else { return nil }
      return unsafe String(cString: word)
    }
  }
}
