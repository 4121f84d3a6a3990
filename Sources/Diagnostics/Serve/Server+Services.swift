import Platform
import Sockets
import TLS
import Wire

extension Server {
  /// Serves one client to the end of its session.
  func serve(_ client: Client) async throws(TLSError) -> CloseReason {
    switch plan.service {
    case .echo:
      switch client.link {
      case .plain(let stream):
        do throws(SocketError) {
          return try await echo(client, stream)
        } catch {
          throw .transport(error)
        }
      case .secure(let stream): return try await echo(client, stream)
      }
    case .hello(let message): return try await say(message, to: client)
    case .daytime: return try await say(Array("\(Server.timeOfDay)\r\n".utf8), to: client)
    case .discard: return try await discard(client)
    case .chat: return try await chat(client)
    }
  }

  // MARK: Echo

  /// What one read came to.
  private enum Turn {
    /// All was sent back.
    case whole
    /// A part has to wait for the client to read.
    case partly
    case ended
  }

  /// Sends back from the buffer that was read into: nothing is copied or allocated for a message
  /// that the kernel takes at once.
  private func echo(_ client: Client, _ stream: TCPStream) async throws(SocketError) -> CloseReason
  {
    while true {
      let turn = try await stream.receive { (bytes) throws(SocketError) -> Turn in
        self.note(bytes, from: client)
        let end = client.endWord.find(in: bytes)
        let answer = bytes.extracting(0..<(end ?? bytes.byteCount))
        let count = try stream.trySend(answer)
        client.sent += UInt64(count)
        if self.explains { self.explainSend(count, of: answer.byteCount, client) }
        if count < answer.byteCount {
          unsafe answer.extracting(droppingFirst: count).withUnsafeBytes {
            unsafe client.rest.append(contentsOf: $0)
          }
        }
        if end != nil { return .ended }
        return client.rest.isEmpty ? .whole : .partly
      }
      switch turn {
      case .whole: continue
      case .partly: try await sendRest(client, stream)
      case .ended:
        if !client.rest.isEmpty { try await sendRest(client, stream) }
        return .end
      case nil:
        if explains { explainReceive(0, client) }
        return .endOfStream
      }
      if isDraining { return .shutdown }
    }
  }

  /// Reads nothing until the client has taken what it is owed: the peer that writes and never reads
  /// stops itself.
  private func sendRest(_ client: Client, _ stream: TCPStream) async throws(SocketError) {
    client.isWriting = true
    defer { client.isWriting = false }
    var sent = 0
    while sent < client.rest.count {
      try await stream.waitWritable()
      let piece = unsafe client.rest.span.bytes.extracting(droppingFirst: sent)
      let count = try stream.trySend(piece)
      if explains { explainSend(count, of: piece.byteCount, client) }
      client.note(sent: count)
      sent += count
    }
    client.rest.removeAll(keepingCapacity: client.rest.count <= 65536)
  }

  private func echo(_ client: Client, _ stream: TLSStream) async throws(TLSError) -> CloseReason {
    while true {
      let hasEnded = try await stream.receive { (bytes) throws(TLSError) -> Bool in
        self.note(bytes, from: client)
        let end = client.endWord.find(in: bytes)
        let answer = bytes.extracting(0..<(end ?? bytes.byteCount))
        try stream.enqueue(answer)
        client.sent += UInt64(answer.byteCount)
        return end != nil
      }
      guard let hasEnded else { return .endOfStream }
      client.isWriting = true
      try await stream.flush()
      client.isWriting = false
      client.lastActive = .now
      if hasEnded { return .end }
      if isDraining { return .shutdown }
    }
  }

  // MARK: One-sided services

  /// Says one thing, and waits for the client to have read it: closing with bytes unread would
  /// throw away what is under way.
  private func say(_ message: [UInt8], to client: Client) async throws(TLSError) -> CloseReason {
    client.isWriting = true
    try await client.link.write(message)
    client.isWriting = false
    client.note(sent: message.count)
    if explains { explainSend(message.count, of: message.count, client) }
    try await client.link.shutdownWrite()
    let deadline = Deadline.after(plan.limits.drain)
    do throws(TLSError) {
      while try await client.link.receive(by: deadline, { self.note($0, from: client) }) != nil {}
    } catch {
      // It has had its answer; how it leaves is its own business.
    }
    return .done
  }

  private func discard(_ client: Client) async throws(TLSError) -> CloseReason {
    while true {
      let hasEnded = try await client.link.receive { bytes in
        self.note(bytes, from: client)
        return client.endWord.find(in: bytes) != nil
      }
      guard let hasEnded else { return .endOfStream }
      if hasEnded { return .end }
    }
  }

  // MARK: Telling

  /// Counts what came, and tells it where somebody wants to know.
  func note(_ bytes: RawSpan, from client: Client) {
    client.note(received: bytes.byteCount)
    if explains { explainReceive(bytes.byteCount, client) }
    guard reportsData else { return }
    let copy = unsafe bytes.withUnsafeBytes { unsafe Array($0) }
    let text = client.text.append(copy)
    if !text.isEmpty { report(.data(client: client.id, text)) }
  }

  private func explainReceive(_ count: Int, _ client: Client) {
    guard let number = client.transport.number else { return }
    report(.call(.received(number, count)))
  }

  private func explainSend(_ count: Int, of total: Int, _ client: Client) {
    guard let number = client.transport.number else { return }
    report(.call(.sent(number, count, of: total)))
  }

  /// The date and time in UTC.
  static var timeOfDay: CivilTime { CivilTime(epochSeconds: WallClock.now / 1_000_000_000) }
}
