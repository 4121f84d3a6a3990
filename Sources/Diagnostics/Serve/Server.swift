import Addressing
import Platform
import Sockets
import TLS
import Wire

/// A server at work: its sockets, its clients, and how it ends.
///
/// A class, because a task for each socket and each client shares it. Confined to the loop's thread.
public final class Server: @unchecked Sendable {
  let plan: ServePlan
  let loop: EventLoop
  let report: (ServeEvent) -> Void
  let reportsData: Bool
  let explains: Bool
  var summary = ServeSummary()
  var clients: [Int: Client] = [:]
  var admission: Admission
  var context: TLSContext?
  let room: ChatRoom
  private var listeners: [TCPListener] = []
  var sockets: [UDPSocket] = []
  private(set) var isDraining = false
  private var isFull = false
  /// Woken whenever a client has gone, and when there is no reason left to go on.
  private let changes: Mailbox<Void>
  /// Listeners that wait for a descriptor.
  private var resting: [Mailbox<Void>] = []

  private init(_ plan: ServePlan, on loop: EventLoop, _ report: @escaping (ServeEvent) -> Void) {
    self.plan = plan
    self.loop = loop
    self.report = report
    reportsData = plan.reportsData
    explains = plan.explains
    admission = Admission(
      allowed: plan.allowed, limit: plan.limits.clients,
      limitPerAddress: plan.limits.clientsPerAddress)
    room = ChatRoom(limit: plan.limits.queue, on: loop)
    changes = Mailbox(on: loop)
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
    do throws(ServeError) {
      switch plan.transport {
      case .tcp: try openStreams()
      case .udp: try openDatagrams()
      }
    } catch {
      return .failure(error)
    }
    if let idle = plan.limits.idle, plan.transport == .tcp {
      loop.spawn { await self.watch(idle) }
    }
    await waitForEnd()
    // A cancelled task waits for nothing; the last bytes of clients are worth a wait.
    await loop.spawn { await self.drain() }.value
    return .success(summary)
  }

  private func openStreams() throws(ServeError) {
    let (groups, addresses) = try Opening.groups(plan)
    let certificate = try makeContext(addresses)
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
      if explains, let number = listener.number {
        for call in ExplainedCall.listening(number, at: listener.localAddress, backlog: 4096) {
          report(.call(call))
        }
      }
      loop.spawn { await self.accept(from: listener) }
    }
  }

  // MARK: Clients

  private func accept(from listener: TCPListener) async {
    let descriptors = Mailbox<Void>(on: loop)
    var isPaused = false
    while true {
      do throws(SocketError) {
        let stream = try await listener.accept()
        if isPaused {
          isPaused = false
          report(.resumed)
        }
        admit(stream, listener)
      } catch {
        switch error {
        case .closed, .cancelled: return
        case .timedOut, .rejected: continue
        case .system(let failure):
          // What a connection died of before it was accepted is no fault of the listener.
          guard failure.isShortage else { continue }
          if !isPaused { report(.paused(error)) }
          isPaused = true
          resting.append(descriptors)
          // Another program may give a descriptor back as well, and nobody tells us.
          _ = try? await descriptors.receive(by: .after(.seconds(1)))
        }
      }
    }
  }

  private func admit(_ stream: TCPStream, _ listener: TCPListener) {
    let peer = stream.remoteAddress
    if let reason = isFull ? .maxClients : admission.enter(peer.address) {
      summary.refused += 1
      report(.refused(peer: peer, reason))
      stream.close()
      return
    }
    summary.served += 1
    try? stream.setNoDelay()
    let client = Client(summary.served, stream, endWord: EndWord(plan.endWord))
    clients[client.id] = client
    if explains, let number = stream.number, let own = listener.number {
      report(.call(.accepted(own, number, peer)))
      report(.call(.noDelay(number)))
    }
    report(.opened(client: client.id, peer: peer, clients: clients.count))
    client.task = loop.spawn { await self.attend(client) }
    if summary.served == plan.clientCount {
      isFull = true
      closeListeners()
    }
  }

  private func attend(_ client: Client) async {
    var reason = CloseReason.done
    var detail: String?
    do throws(TLSError) {
      try await secure(client)
      reason = try await serve(client)
    } catch {
      (reason, detail) = CloseReason.of(error, isDraining: isDraining)
    }
    let rest = client.text.finish()
    if !rest.isEmpty { report(.data(client: client.id, rest)) }
    if explains, let number = client.transport.number { report(.call(.closed(number))) }
    client.link.close()
    clients[client.id] = nil
    admission.leave(client.peer.address)
    summary.received += client.received
    summary.sent += client.sent
    report(.closed(client: client.id, client.closing(client.verdict ?? reason, detail)))
    changes.send(())
    for waiting in resting { waiting.send(()) }
    resting = []
  }

  /// Closes clients that have been silent, or that have not read, for too long.
  ///
  /// One watch over all of them instead of a deadline on every read, which would cost each message
  /// a place in the heap of timers. It looks sixteen times in the allowed time, so that a client is
  /// let go at most that much late.
  private func watch(_ idle: Duration) async {
    while true {
      var next = Instant.now + idle
      let now = Instant.now
      for client in clients.values {
        let end = client.lastActive + idle
        if end <= now {
          client.close(client.isWriting ? .slow : .idle)
        } else {
          next = min(next, end)
        }
      }
      let earliest = now + idle / 16
      do throws(SocketError) {
        try await loop.sleep(until: Deadline(at: max(next, earliest)))
      } catch {
        return
      }
    }
  }

  // MARK: The end

  /// Waits for a signal, for the time to be up, or for the last client to have gone.
  private func waitForEnd() async {
    let deadline = plan.duration.map { Deadline.after($0) } ?? .never
    while !(isFull && clients.isEmpty) {
      do throws(SocketError) {
        _ = try await changes.receive(by: deadline)
      } catch {
        return
      }
    }
  }

  /// Takes no more clients, and gives those that are there the time to read what is theirs.
  private func drain() async {
    isDraining = true
    closeListeners()
    if !clients.isEmpty || loop.interruptedBy != nil { report(.draining(clients: clients.count)) }
    room.close()
    // A cancelled wait for the client to write ends once all that has come is read. Who waits for
    // the client to read goes on.
    for client in clients.values where !client.isWriting { client.task?.cancel() }
    let deadline = Deadline.after(plan.limits.drain)
    while !clients.isEmpty, !deadline.hasPassed {
      _ = try? await changes.receive(by: deadline)
    }
    for client in clients.values { client.close(.shutdown) }
    while !clients.isEmpty { _ = try? await changes.receive() }
  }

  private func closeListeners() {
    for listener in listeners { listener.close() }
    listeners = []
    for socket in sockets { socket.close() }
    sockets = []
  }

  /// A UDP server has answered as many as the plan says.
  func end() {
    isFull = true
    changes.send(())
  }
}

extension SystemError {
  /// EMFILE, ENFILE, ENOBUFS, ENOMEM: what a server has to sit out.
  var isShortage: Bool { ["EMFILE", "ENFILE", "ENOBUFS", "ENOMEM"].contains(symbol) }
}

extension CloseReason {
  static func of(_ error: TLSError, isDraining: Bool) -> (CloseReason, String?) {
    switch error {
    case .transport(.cancelled): (.shutdown, nil)
    case .transport(.closed): (.shutdown, nil)
    case .transport(.timedOut): (.handshakeTimeout, nil)
    case .transport(let error): (.reset, "\(error)")
    default: (.tls, "\(error)")
    }
  }
}
