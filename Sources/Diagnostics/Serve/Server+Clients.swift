import Platform
import Sockets
import TLS
import Wire

/// How clients come in, and how they go.
extension Server {
  /// Lets in whoever comes to a listener, until it is closed.
  func accept(from listener: TCPListener) async {
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
          guard failure.isShortage else {
            // What a connection died of before it was accepted is no fault of the listener; what a
            // security module refuses stays in the queue, and is not to be asked for without a rest.
            try? await loop.sleep(until: .after(SocketError.pause))
            continue
          }
          if !isPaused { report(.paused(error)) }
          isPaused = true
          if !resting.contains(where: { $0 === descriptors }) { resting.append(descriptors) }
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
    // Who may be silent for ever is asked whether they are still there.
    if plan.limits.idle == nil { try? stream.setKeepAlive() }
    let client = Client(summary.served, stream, conversation(), of: self)
    clients[client.id] = client
    if plan.explains, let number = stream.number, let own = listener.number {
      report(.call(.accepted(own, number, peer)))
    }
    report(.opened(client: client.id, peer: peer, clients: clients.count))
    client.begin(context)
    if !isWatching, let interval = watchInterval {
      isWatching = true
      loop.spawn { await self.watch(every: interval) }
    }
    if summary.served == plan.clientCount {
      isFull = true
      closeListeners()
      if clients.isEmpty { endings.send(()) }
    }
  }

  private func conversation() -> any Conversation {
    switch plan.service {
    case .echo: Echo(endWord: plan.endWord)
    case .hello(let message): Greeting(message)
    case .daytime: Greeting(Array("\(Self.timeOfDay)\r\n".utf8))
    case .discard: Discarding(endWord: plan.endWord)
    case .chat: ChatMember(of: room, endWord: plan.endWord, lineLimit: plan.limits.line)
    }
  }

  /// The date and time in UTC.
  static var timeOfDay: CivilTime { CivilTime(epochSeconds: WallClock.now / 1_000_000_000) }

  // MARK: Leaving

  /// Ends a client's session, and tells what came of it.
  func see(off client: Client, _ reason: CloseReason, _ error: TLSError? = nil) {
    guard let closing = client.leave(reason, error) else { return }
    clients[client.id] = nil
    admission.leave(client.transport.remoteAddress.address)
    summary.received += closing.received
    summary.sent += closing.sent
    report(.closed(client: client.id, closing))
    for waiting in resting { waiting.send(()) }
    resting = []
    if isDraining || isFull && clients.isEmpty { endings.send(()) }
    // A chat that is told of it may drop others, whose turn is then here and not in a deeper call.
    departed.append(client)
    guard departed.count == 1 else { return }
    var next = 0
    while next < departed.count {
      departed[next].closeConversation()
      next += 1
    }
    departed = []
  }

  /// How often to look for clients whose time is up: sixteen times in the shortest that any is given,
  /// so that none stays more than an eighth longer.
  private var watchInterval: Duration? {
    var times: [Duration] = []
    if let idle = plan.limits.idle { times.append(idle) }
    if context != nil { times.append(plan.limits.handshake) }
    switch plan.service {
    case .hello, .daytime: times.append(plan.limits.drain)
    case .echo, .discard, .chat: if !plan.endWord.isEmpty { times.append(plan.limits.drain) }
    }
    return times.min().map { max($0 / 16, .milliseconds(1)) }
  }

  /// Lets go of clients that have been silent, or that have not read, for too long.
  ///
  /// One watch over all of them instead of a deadline on every read, which would cost each message
  /// a place in the heap of timers.
  private func watch(every interval: Duration) async {
    while !clients.isEmpty {
      do throws(SocketError) {
        try await loop.sleep(until: .after(interval))
      } catch {
        break
      }
      let now = Instant.now
      for client in clients.values {
        if let verdict = client.verdict(at: now) { see(off: client, verdict) }
      }
    }
    isWatching = false
  }
}
