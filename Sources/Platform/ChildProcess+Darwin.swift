#if canImport(Darwin)
  import Darwin

  extension ChildProcess {
    static var emptyActions: posix_spawn_file_actions_t? { nil }
    static var emptyAttributes: posix_spawnattr_t? { nil }
  }
#endif
