#if os(Linux)
  import Glibc

  extension ChildProcess {
    static var emptyActions: posix_spawn_file_actions_t { unsafe posix_spawn_file_actions_t() }
    static var emptyAttributes: posix_spawnattr_t { posix_spawnattr_t() }
  }
#endif
