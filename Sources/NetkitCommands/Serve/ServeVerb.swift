import Addressing
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

  mutating func validate() throws(UsageError) {
    try options.validate(Self.name)
    guard let family = options.family else { return }
    for place in places {
      guard case .address(let address) = place.host, Family(address.address) != Family(family)
      else { continue }
      throw UsageError(
        "\(quoted(place.argument)) is not \(Family(family).name), which alone is to be used")
    }
  }

  func run(in session: Session) -> ExitStatus {
    let plan = options.plan(
      service, at: places, endWord: Self.endWord, library: session.variable("NETKIT_LIBSSL"))
    guard let notice = ServeNotice(options.notice, in: session) else { return .unknown }
    let log = ServeLog(session, options, notice, limit: plan.limits.clients)
    do throws(ServeError) {
      let summary = try Server.run(plan) { log.show($0) }
      log.show(summary)
      return log.hasFailed || notice.hasFailed ? .unknown : .yes
    } catch {
      session.complain(error.description, hint: error.advice)
      return .unknown
    }
  }
}
