/// A descriptor that whoever started this program opened for it, beyond standard input and output:
/// `5>file` in a shell, a pipe of a supervisor.
public enum InheritedDescriptor {
  /// Takes one over. To be called before anything is opened: what is not inherited would be given
  /// that number later, and be written to in its place.
  ///
  /// - Throws: EBADF where it is not open.
  public static func take(_ number: Int32) throws(SystemError) -> FileDescriptor {
    try SystemCalls.setCloseOnExec(number, true)
    return FileDescriptor(owning: number)
  }
}
