import Platform

/// What is due first: a binary heap of moments with a number each. Entries are not taken out before
/// they are due; whoever pops one checks whether it still counts.
struct DeadlineQueue: Sendable {
  struct Entry: Sendable {
    var due: Instant
    var number: Int
    /// Tells this use of the number from later ones.
    var use: UInt32
  }

  private var heap: [Entry] = []

  var first: Instant? { heap.first?.due }

  mutating func push(_ entry: Entry) {
    heap.append(entry)
    var child = heap.count - 1
    while child > 0 {
      let parent = (child - 1) / 2
      if heap[parent].due <= heap[child].due { return }
      heap.swapAt(parent, child)
      child = parent
    }
  }

  /// The first entry that is due; nil for none.
  mutating func pop(_ now: Instant) -> Entry? {
    guard let first = heap.first, first.due <= now else { return nil }
    let last = heap.removeLast()
    if heap.isEmpty { return first }
    heap[0] = last
    var parent = 0
    while true {
      var child = 2 * parent + 1
      if child >= heap.count { break }
      if child + 1 < heap.count, heap[child + 1].due < heap[child].due { child += 1 }
      if heap[parent].due <= heap[child].due { break }
      heap.swapAt(parent, child)
      parent = child
    }
    return first
  }
}
