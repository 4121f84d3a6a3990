/// Entries of which the least comes first: a binary heap.
struct Heap<Entry: Comparable> {
  private var entries: [Entry] = []

  var least: Entry? { entries.first }

  mutating func push(_ entry: Entry) {
    entries.append(entry)
    var at = entries.count - 1
    while at > 0, entries[at] < entries[(at - 1) / 2] {
      entries.swapAt(at, (at - 1) / 2)
      at = (at - 1) / 2
    }
  }

  @discardableResult
  mutating func pop() -> Entry? {
    guard let first = entries.first else { return nil }
    let last = entries.removeLast()
    if !entries.isEmpty {
      entries[0] = last
      sink()
    }
    return first
  }

  private mutating func sink() {
    var at = 0
    while true {
      var least = at
      for child in [2 * at + 1, 2 * at + 2] where child < entries.count {
        if entries[child] < entries[least] { least = child }
      }
      guard least != at else { return }
      entries.swapAt(at, least)
      at = least
    }
  }
}
