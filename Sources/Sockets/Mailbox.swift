public import Platform

/// Values from any thread for a task on a loop: in order, none lost, nobody waits to send.
public final class Mailbox<Element: Sendable>: Sendable {
  private struct Content {
    var elements: [Element] = []
    var isClosed = false
    /// Whether the receiver waits, and must be woken.
    var isAwaited = false
  }

  private let loop: EventLoop
  private let place: Registration
  private let content = Locked(Content())

  /// A mailbox whose receiver runs on `loop`; made there as well.
  public init(on loop: EventLoop) {
    self.loop = loop
    place = loop.registerPlace()
  }

  deinit { loop.retire(place, closing: nil) }

  /// How many elements wait; for limits on slow receivers.
  public var count: Int { content.withLock { $0.elements.count } }

  public func send(_ element: Element) { send([element]) }

  public func send(_ elements: [Element]) {
    change { $0.elements.append(contentsOf: elements) }
  }

  /// Nothing more will come: the receiver gets what is there, then the end.
  public func close() {
    change { $0.isClosed = true }
  }

  /// All that has come, at least one element; empty once the mailbox is closed and drained. One task
  /// receives at a time.
  nonisolated(nonsending) public func receive(by deadline: Deadline = .never)
    async throws(SocketError) -> [Element]
  {
    while true {
      if let elements = take() { return elements }
      switch await loop.wait(place, .reading, by: deadline) {
      case .ready: loop.clearWake(place)
      case .timedOut: throw .timedOut
      case .cancelled: throw .cancelled
      }
    }
  }

  /// As `receive`, but goes on for a cancelled task: for senders that are sure to close.
  nonisolated(nonsending) func receiveAlways() async -> [Element] {
    while true {
      if let elements = take() { return elements }
      await loop.waitAlways(place)
      loop.clearWake(place)
    }
  }

  private func take() -> [Element]? {
    content.withLock { content in
      if content.elements.isEmpty {
        content.isAwaited = !content.isClosed
        return content.isClosed ? [] : nil
      }
      defer { content.elements = [] }
      content.isAwaited = false
      return content.elements
    }
  }

  private func change(_ body: (inout Content) -> Void) {
    let mustWake = content.withLock { content in
      body(&content)
      defer { content.isAwaited = false }
      return content.isAwaited
    }
    if mustWake { loop.wake(place) }
  }
}
