import Arguments
import Diagnostics
import Platform
import Sockets

/// A service of `netkit serve`: what it answers; all else is shared.
protocol ServeVerb: RunnableCommand {
  var places: [ListenPlace] { get }
  var options: ServeOptions { get }
  var service: ServePlan.Service { get }
  /// The line that ends a session unless another is given.
  static var endWord: String { get }
}

extension ServeVerb {
  static var endWord: String { "" }

  mutating func validate() throws(UsageError) { try options.validate(Self.name) }

  func run(in session: Session) -> ExitStatus {
    let plan = options.plan(
      service, at: places, endWord: Self.endWord, library: session.variable("NETKIT_LIBSSL"))
    let log = ServeLog(session, options, limit: plan.limits.clients)
    guard log.takeReadyDescriptor() else { return .unknown }
    do throws(ServeError) {
      let summary = try Server.run(plan) { log.show($0) }
      log.show(summary)
      return log.hasFailed ? .unknown : .yes
    } catch {
      session.complain(error.description, hint: error.advice)
      return .unknown
    }
  }
}
