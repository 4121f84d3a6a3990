package import Arguments

/// A command that netkit can run: its declaration, and what it does.
package protocol RunnableCommand: Command {
  /// Answers the question. All output goes through the session.
  func run(in session: Session) -> ExitStatus
}
