#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Writes a file so that readers see the old content or the new, never half of it.
public enum FileReplacement {
  /// Lets `body` write to a temporary file beside `path`, then renames it over `path`. The old
  /// file's permissions are kept; a failure leaves the old file as it was.
  public static func write(
    _ path: String, _ body: (Writer) -> Void
  ) throws(SystemError) {
    let temporary = "\(path).\(getpid()).tmp"
    do throws(SystemError) {
      let file = try SystemCalls.openFile(
        temporary, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW, mode: 0o666)
      if let old = try? SystemCalls.fileStatus(at: path) {
        try SystemCalls.changeMode(of: file.raw, to: old.st_mode & 0o777)
      }
      let number = file.raw
      let writer = Writer(to: number)
      body(writer)
      try writer.flush()
      try SystemCalls.synchronise(number)
      try file.close()
      try SystemCalls.renameFile(temporary, to: path)
    } catch {
      try? SystemCalls.unlinkFile(temporary)
      throw error
    }
  }
}
