import Arguments

/// A command that netkit can run: its declaration, and what it does.
protocol RunnableCommand: Command {
  /// Answers the question. All output goes through the session.
  func run(in session: Session) -> ExitStatus
}

extension RunnableCommand {
  /// Called through the protocol of all commands: casting a command to this one would search
  /// every conformance of the program, a quarter of a short command's time.
  func start(in context: any CommandContext) {
    guard let session = context as? Session else {
      preconditionFailure("netkit's commands run in a session")
    }
    session.status = run(in: session)
  }
}
