import Foundation

/// One run of the lab tests: what its tests start and make is gone when it ends, however it ends.
///
/// A shell in a session of its own waits for the end of a pipe that only this process holds, which
/// comes with its last breath, be that SIGKILL. Whatever then still runs is known by a variable in
/// its environment, namespaces by the first part of their name, and files lie in one folder.
enum LabRun {
  /// The beginning of the name of every namespace: `nk-1234`.
  static let name = "nk-\(getpid())"
  static let variable = "NETKIT_LAB_RUN"

  /// True where the shell waits; asked before the first test begins.
  static let isWatched: Bool = {
    let folder = FileManager.default.temporaryDirectory.appending(path: name).path
    guard mkdir(folder, 0o755) == 0 || errno == EEXIST else { return false }
    setenv(variable, name, 1)
    setenv("TMPDIR", folder, 1)
    // Random tests throw a million errors; the test library need not walk the stack at each.
    setenv("SWT_SWIFT_ERROR_BACKTRACING_ENABLED", "0", 0)
    return watch(folder)
  }()

  /// Reads its input to the end, then ends, removes and deletes. RUN, TEST, PARENT and FOLDER say
  /// what: should PARENT, which started the tests, be killed, TEST follows it.
  static let watcher = #"""
    trap '' INT TERM HUP
    while :; do
      read -r -t 1 _
      [ $? -gt 128 ] || break
      kill -0 $PARENT 2> /dev/null || kill -KILL $TEST
    done
    for round in {1..50}; do
      left=$(grep -lsz "^NETKIT_LAB_RUN=$RUN$" /proc/[0-9]*/environ | cut -d/ -f3)
      [ -n "$left" ] || break
      kill -KILL $left
      sleep 0.1
    done
    for n in $(ip netns list | cut -d' ' -f1 | grep "^$RUN-"); do
      inside=$(ip netns pids $n)
      [ -z "$inside" ] || kill -KILL $inside
      ip netns del $n
      rm -rf /etc/netns/$n
    done
    rm -rf "$FOLDER"
    """#

  private static func watch(_ folder: String) -> Bool {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { return false }
    // No child may hold the pipe open.
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, ends[0], 0)
    for descriptor in Int32(1)...2 {
      posix_spawn_file_actions_addopen(&actions, descriptor, "/dev/null", O_WRONLY, 0)
    }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    // POSIX_SPAWN_SETSID: Ctrl-C goes to the session of the terminal.
    posix_spawnattr_setflags(&attributes, 0x80)
    let path = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin:/bin") + ":/usr/sbin:/sbin"
    let variables = [
      "PATH=\(path)", "RUN=\(name)", "TEST=\(getpid())", "PARENT=\(getppid())", "FOLDER=\(folder)",
    ]
    let words = ["bash", "-c", watcher]
    let arguments = words.map { strdup($0) } + [nil]
    let environment = variables.map { strdup($0) } + [nil]
    defer { for copy in arguments + environment { free(copy) } }
    var pid: pid_t = 0
    let code = posix_spawn(&pid, "/bin/bash", &actions, &attributes, arguments, environment)
    close(ends[0])
    return code == 0
  }
}
