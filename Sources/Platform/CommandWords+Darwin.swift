#if canImport(Darwin)
  extension CommandWords {
    typealias Vector = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>

    /// The number of words, and the words, as the standard library found them.
    static var vector: (count: Int, words: Vector) {
      unsafe (Int(CommandLine.argc), CommandLine.unsafeArgv)
    }
  }
#endif
