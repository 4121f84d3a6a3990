import Platform

/// The deadlines of waiting tasks, the next one on top: a binary heap that knows where each entry
/// stands, so that a wait that ends early leaves it at once.
@safe
struct TimerHeap: ~Copyable {
  /// A wait by its slot and direction.
  struct Entry {
    var instant: Instant
    var slot: Int32
    var direction: Direction
  }

  private(set) var count = 0
  private var entries: UnsafeMutablePointer<Entry>
  private var capacity = 256

  init() { unsafe entries = .allocate(capacity: capacity) }

  deinit { unsafe entries.deallocate() }

  /// The entry that is due first.
  var first: Entry? { count > 0 ? unsafe entries[0] : nil }

  mutating func insert(_ entry: Entry, _ slots: borrowing SlotTable) {
    if count == capacity { grow() }
    count += 1
    siftUp(entry, from: count - 1, slots)
  }

  /// Takes out the entry at a position.
  mutating func remove(at position: Int, _ slots: borrowing SlotTable) {
    count -= 1
    if position == count { return }
    let last = unsafe entries[count]
    let parent = (position - 1) >> 1
    if position > 0, unsafe entries[parent].instant > last.instant {
      siftUp(last, from: position, slots)
    } else {
      siftDown(last, from: position, slots)
    }
  }

  private mutating func siftUp(_ entry: Entry, from start: Int, _ slots: borrowing SlotTable) {
    var position = start
    while position > 0 {
      let parent = (position - 1) >> 1
      if unsafe entries[parent].instant <= entry.instant { break }
      unsafe place(entries[parent], at: position, slots)
      position = parent
    }
    place(entry, at: position, slots)
  }

  private mutating func siftDown(_ entry: Entry, from start: Int, _ slots: borrowing SlotTable) {
    var position = start
    while true {
      var child = 2 * position + 1
      if child >= count { break }
      if child + 1 < count, unsafe entries[child + 1].instant < entries[child].instant {
        child += 1
      }
      if unsafe entries[child].instant >= entry.instant { break }
      unsafe place(entries[child], at: position, slots)
      position = child
    }
    place(entry, at: position, slots)
  }

  private func place(_ entry: Entry, at position: Int, _ slots: borrowing SlotTable) {
    unsafe entries[position] = entry
    slots.setTimer(entry.slot, entry.direction, Int32(position))
  }

  private mutating func grow() {
    let larger = UnsafeMutablePointer<Entry>.allocate(capacity: capacity * 2)
    unsafe larger.update(from: entries, count: count)
    unsafe entries.deallocate()
    unsafe entries = larger
    capacity *= 2
  }
}
