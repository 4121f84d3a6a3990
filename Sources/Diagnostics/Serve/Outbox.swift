/// What a client was sent and has not taken yet. Takes no memory while it is empty.
struct Outbox {
  private var bytes: [UInt8] = []
  /// How many of them have gone.
  private var start = 0

  var count: Int { bytes.count - start }

  mutating func append(_ more: RawSpan) {
    if more.isEmpty { return }
    // What has gone is cleared away once it is the greater part.
    if start > bytes.count / 2 {
      bytes.removeFirst(start)
      start = 0
    }
    unsafe more.withUnsafeBytes { unsafe bytes.append(contentsOf: $0) }
  }

  /// Lends what waits to `send`, which answers how much of it went.
  mutating func drain<Failure: Error>(
    _ send: (RawSpan) throws(Failure) -> Int
  ) throws(Failure) {
    start += try unsafe send(bytes.span.bytes.extracting(droppingFirst: start))
    if start == bytes.count { self = Outbox() }
  }
}
