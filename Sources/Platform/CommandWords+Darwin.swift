#if canImport(Darwin)
  extension CommandWords {
    /// The system tells its start-up code the words, and the standard library asks that.
    static var original: [String]? { nil }
  }
#endif
