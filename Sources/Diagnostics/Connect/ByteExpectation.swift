/// Looks for bytes in a stream, across reads.
struct ByteExpectation: Sendable {
  private let wanted: [UInt8]
  /// The last bytes, one fewer than are wanted.
  private var tail: [UInt8] = []
  private(set) var isMet: Bool

  init(_ wanted: [UInt8]) {
    self.wanted = wanted
    isMet = wanted.isEmpty
  }

  mutating func look(at bytes: RawSpan) {
    guard !isMet else { return }
    unsafe bytes.withUnsafeBytes { unsafe tail.append(contentsOf: $0) }
    let last = tail.count - wanted.count
    if last >= 0 {
      isMet = (0...last).contains { start in
        tail[start] == wanted[0] && tail[start..<start + wanted.count].elementsEqual(wanted)
      }
    }
    tail.removeFirst(max(0, tail.count - wanted.count + 1))
  }
}
