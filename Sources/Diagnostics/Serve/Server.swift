import Addressing
import Platform
import Sockets
import TLS
import Wire

/// A server at work: its sockets, its clients, and how it ends.
///
/// A class, because a task for each socket and all clients share it. Confined to the loop's thread.
public final class Server: @unchecked Sendable {
  let plan: ServePlan
  let loop: EventLoop
  let report: (ServeEvent) -> Void
  var summary = ServeSummary()
  var admission: Admission
  var sockets: [UDPSocket] = []
  private(set) var isDraining = false
  var context: TLSContext?
  let room: ChatRoom
  private var listeners: [TCPListener] = []
  var clients: [Int: Client] = [:]
  /// Clients that are gone, and whose side of the service is still to be told.
  var departed: [Client] = []
  var isWatching = false
  var isFull = false
  /// Woken by the end of the last client of all, and by each one's while the server is ending.
  let endings: Mailbox<Void>
  /// Listeners that wait for a descriptor.
  var resting: [Mailbox<Void>] = []

  private init(_ plan: ServePlan, on loop: EventLoop, _ report: @escaping (ServeEvent) -> Void) {
    self.plan = plan
    self.loop = loop
    self.report = report
    admission = Admission(
      allowed: plan.allowed, limit: plan.limits.clients,
      limitPerAddress: plan.limits.clientsPerAddress)
    room = ChatRoom(limit: plan.limits.queue)
    endings = Mailbox(on: loop)
  }

  /// Serves until SIGINT or SIGTERM, until the plan's clients have been served, or for its duration.
  /// The first signal lets clients take their last bytes; a second ends the process.
  public static func run(
    _ plan: ServePlan, report: @escaping (ServeEvent) -> Void
  ) throws(ServeError) -> ServeSummary {
    let loop: EventLoop
    do throws(SystemError) {
      loop = try EventLoop()
    } catch {
      throw .noLoop(.system(error))
    }
    DescriptorLimit.raise()
    let report = Confined(report)
    return try loop.run(interruption: .bySignals) { loop in
      await Server(plan, on: loop, report.value).run()
    }.get()
  }

  private func run() async -> Result<ServeSummary, ServeError> {
    loop.waitBusily()
    do throws(ServeError) {
      switch plan.transport {
      case .tcp: try openStreams()
      case .udp: try openDatagrams()
      }
    } catch {
      return .failure(error)
    }
    await waitForEnd()
    // A cancelled task waits for nothing; the last bytes of clients are worth a wait.
    await loop.spawn { await self.drain() }.value
    return .success(summary)
  }

  private func openStreams() throws(ServeError) {
    let (groups, addresses) = try Opening.groups(plan)
    let certificate: SelfSignedCertificate?
    (context, certificate) = try makeContext(addresses)
    var missing: [SocketAddress] = []
    for group in groups {
      listeners += try Opening.listen(group, on: loop, missing: &missing)
    }
    report(
      .listening(
        ServeOpening(
          transport: .tcp, addresses: listeners.map(\.localAddress), missing: missing,
          isLoopbackOnly: listeners.allSatisfy { $0.localAddress.isLoopback },
          certificate: certificate)))
    for listener in listeners {
      if plan.explains, let number = listener.number {
        for call in ExplainedCall.listening(number, at: listener.localAddress) {
          report(.call(call))
        }
      }
      loop.spawn { await self.accept(from: listener) }
    }
  }

  // MARK: The end

  /// Waits for a signal, for the time to be up, or for the last client to have gone.
  private func waitForEnd() async {
    let deadline = plan.duration.map { Deadline.after($0) } ?? .never
    // Ends by a signal and by the deadline as well.
    _ = try? await endings.receive(by: deadline)
  }

  /// Takes no more clients, and gives those that are there the time to read what is theirs.
  private func drain() async {
    isDraining = true
    closeListeners()
    if !clients.isEmpty || loop.interruptedBy != nil { report(.draining(clients: clients.count)) }
    room.tell("the server is closing")
    // In their next turn they read what has come, and leave unless something waits for them.
    for client in clients.values { client.transport.callWatcher() }
    let deadline = Deadline.after(plan.limits.drain)
    while !clients.isEmpty, !deadline.hasPassed {
      _ = try? await endings.receive(by: deadline)
    }
    for client in clients.values { see(off: client, .shutdown) }
  }

  func closeListeners() {
    for listener in listeners { listener.close() }
    listeners = []
    for socket in sockets { socket.close() }
    sockets = []
  }

  /// A UDP server has answered as many as the plan says, and answers nobody else.
  func end() {
    isFull = true
    closeListeners()
    endings.send(())
  }
}
