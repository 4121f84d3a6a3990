import Platform
import Sockets
import TLS

extension Connector {
  /// How much silence ends the wait for a late answer, once all has been said.
  private var patience: Duration { plan.wait ?? .seconds(10) }

  /// Talks: one task says, this one listens, until either end has had enough.
  func talk(over link: Link) async throws(ConnectError) {
    if plan.endsAfterHandshake {
      summary.ending = .satisfied
      close(link)
      return
    }
    if let repetition = plan.repetition {
      await measure(repetition) { (message) throws(TLSError) in
        try await self.trip(message, over: link)
      }
      close(link)
      return
    }
    let speaking = loop.spawn { await self.speak(over: link) }
    let watching = watchIdleness { link.close() }
    summary.ending = await listen(to: link)
    speaking.cancel()
    watching?.cancel()
    close(link)
    if let fault { throw fault }
  }

  private func close(_ link: Link) {
    if plan.explains, let number = link.transport.number {
      report(.call(.closed(number)))
    }
    link.close()
  }

  // MARK: Listening

  private func listen(to link: Link) async -> ConnectEnding {
    while true {
      do throws(TLSError) {
        let isEnough = try await link.receive { self.take($0, from: link) }
        guard let isEnough else {
          explainReceive(0, link)
          return .closedByPeer
        }
        if isEnough { return .satisfied }
      } catch {
        switch error {
        // Closed by our own watch over silence, or by a signal.
        case .transport(.closed), .transport(.cancelled): return isIdle ? .idle : .silence
        case .truncated: return .truncated
        default: return .lost(error)
        }
      }
    }
  }

  /// Hands bytes on; whether they were all that is waited for.
  func take(_ bytes: RawSpan, from link: Link) -> Bool {
    lastActive = .now
    summary.received += UInt64(bytes.byteCount)
    explainReceive(bytes.byteCount, link)
    data(bytes)
    expectation?.look(at: bytes)
    return expectation?.isMet ?? false
  }

  private func explainReceive(_ count: Int, _ link: Link) {
    guard plan.explains, let number = link.transport.number else { return }
    report(.call(.received(number, count)))
  }

  // MARK: Speaking

  private func speak(over link: Link) async {
    do throws(TLSError) {
      try await sayAll(over: link)
      if !plan.farewell.isEmpty { try await say(plan.farewell, over: link) }
      if plan.explains, let number = link.transport.number {
        report(
          .call(
            ExplainedCall(
              "shutdown(\(number), SHUT_WR)", "0",
              "FIN: we have said all; the server may still answer")))
      }
      try await link.shutdownWrite()
    } catch {
      // The listener finds out as well, and knows more of it.
      return
    }
    hasSaidAll = true
    if await waitForSilence(of: patience) { link.close() }
  }

  private func sayAll(over link: Link) async throws(TLSError) {
    switch plan.speech {
    case .messages(let messages):
      for message in messages { try await say(message, over: link) }
    case .file(let path): try await sayFile(path, over: link)
    case .input: try await sayInput(over: link)
    }
  }

  private func sayInput(over link: Link) async throws(TLSError) {
    do throws(SocketError) {
      let input = try LocalStream(on: loop, 0)
      while let bytes = try await input.receive({ unsafe $0.withUnsafeBytes { unsafe Array($0) } })
      {
        do throws(TLSError) {
          try await say(withLineEnds(bytes), over: link)
        } catch {
          throw SocketError.closed
        }
      }
    } catch {
      if case .system(let failure) = error { throw giveUp(.input(failure), link) }
      throw .transport(error)
    }
  }

  private func sayFile(_ path: String, over link: Link) async throws(TLSError) {
    var rest: FileReader
    do throws(SystemError) {
      rest = try FileReader(path: path)
    } catch {
      throw giveUp(.file(path, error), link)
    }
    while true {
      do throws(SystemError) {
        guard try rest.fill() else { return }
      } catch {
        throw giveUp(.file(path, error), link)
      }
      let bytes = rest.withBytes { bytes in unsafe bytes.withUnsafeBytes { unsafe Array($0) } }
      try await say(withLineEnds(bytes), over: link)
    }
  }

  /// Ends the conversation, for what was to be said cannot be read.
  private func giveUp(_ error: ConnectError, _ link: Link) -> TLSError {
    fault = error
    link.close()
    return .transport(.closed)
  }

  private func say(_ bytes: [UInt8], over link: Link) async throws(TLSError) {
    try await link.write(bytes)
    lastActive = .now
    summary.sent += UInt64(bytes.count)
    if plan.explains, let number = link.transport.number {
      report(.call(.sent(number, bytes.count, of: bytes.count)))
    }
  }

  /// With CR LF for LF, where the plan wants it.
  private func withLineEnds(_ bytes: [UInt8]) -> [UInt8] {
    plan.usesCRLF ? lineEnds.complete(bytes) : bytes
  }

  // MARK: Round trips

  /// One round trip; the connection is of no use after one that was not answered whole.
  private func trip(_ message: [UInt8], over link: Link) async throws(TLSError) -> RoundTrip {
    let before = summary.received
    try await say(message, over: link)
    let isAnswered = try await awaitAnswer(to: message, over: link)
    return RoundTrip(
      received: Int(summary.received - before), isAnswered: isAnswered, mayGoOn: isAnswered)
  }

  /// An answer is whole when it has as many lines, or as many bytes, as the message had; false where
  /// the time is up before.
  private func awaitAnswer(to message: [UInt8], over link: Link) async throws(TLSError) -> Bool {
    let deadline = Deadline.after(plan.timeout)
    let newline = UInt8(ascii: "\n")
    var linesLeft = message.count { $0 == newline }
    let hasLines = linesLeft > 0
    var bytesLeft = message.count
    while bytesLeft > 0, !hasLines || linesLeft > 0 {
      do throws(TLSError) {
        let isOpen = try await link.receive(by: deadline) { bytes in
          _ = self.take(bytes, from: link)
          bytesLeft -= bytes.byteCount
          for index in 0..<bytes.byteCount where bytes[index] == newline { linesLeft -= 1 }
          return true
        }
        if isOpen == nil { throw .transport(.closed) }
      } catch {
        if case .transport(.timedOut) = error { return false }
        throw error
      }
    }
    return true
  }
}
