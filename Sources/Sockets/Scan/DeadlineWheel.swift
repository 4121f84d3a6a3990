import Platform

/// The deadlines of a scan's probes: buckets of one millisecond, each a list through the slots
/// themselves. Entering and leaving cost the same few instructions whatever the timeouts, where a
/// heap would compare and swap.
@safe
struct DeadlineWheel: ~Copyable {
  /// 4096 buckets: 4.3 s ahead. Later deadlines wait in the last bucket and are entered again.
  private static let size = 4096
  private static let mask = UInt64(size - 1)

  private let heads: UnsafeMutablePointer<Int32>
  /// A bit for each bucket that is not empty.
  private let filled: UnsafeMutablePointer<UInt64>
  /// The first millisecond that has not been expired.
  private var current: UInt64

  init(from now: Instant) {
    unsafe heads = .allocate(capacity: Self.size)
    unsafe heads.initialize(repeating: -1, count: Self.size)
    unsafe filled = .allocate(capacity: Self.size / 64)
    unsafe filled.initialize(repeating: 0, count: Self.size / 64)
    current = Self.tick(now)
  }

  deinit {
    unsafe heads.deallocate()
    unsafe filled.deallocate()
  }

  /// Milliseconds of 2^20 ns, so that no division is needed.
  private static func tick(_ instant: Instant) -> UInt64 { instant.nanoseconds >> 20 }

  func insert(_ index: Int32, _ slots: UnsafeMutablePointer<ScanSlot>) {
    let slot = unsafe slots + Int(index)
    // Rounded up: a deadline is never early.
    let due = unsafe Self.tick(slot.pointee.deadline) + 1
    let bucket = Int(min(max(due, current), current + Self.mask) & Self.mask)
    let head = unsafe heads[bucket]
    unsafe slot.pointee.bucket = Int16(truncatingIfNeeded: bucket)
    unsafe slot.pointee.previous = -1
    unsafe slot.pointee.next = head
    if head >= 0 { unsafe slots[Int(head)].previous = index }
    unsafe heads[bucket] = index
    unsafe filled[bucket >> 6] |= 1 << UInt64(bucket & 63)
  }

  func remove(_ index: Int32, _ slots: UnsafeMutablePointer<ScanSlot>) {
    let slot = unsafe slots + Int(index)
    let (previous, next) = unsafe (slot.pointee.previous, slot.pointee.next)
    if next >= 0 { unsafe slots[Int(next)].previous = previous }
    if previous >= 0 {
      unsafe slots[Int(previous)].next = next
      return
    }
    let bucket = unsafe Int(slot.pointee.bucket)
    unsafe heads[bucket] = next
    if next < 0 { unsafe filled[bucket >> 6] &= ~(1 << UInt64(bucket & 63)) }
  }

  /// Takes out a slot whose deadline has passed; nil when there is none.
  mutating func popExpired(_ now: Instant, _ slots: UnsafeMutablePointer<ScanSlot>) -> Int32? {
    let end = Self.tick(now)
    while current <= end {
      guard let bucket = nextFilled(upTo: end) else {
        current = end + 1
        return nil
      }
      let index = unsafe heads[bucket]
      unsafe remove(index, slots)
      if unsafe slots[Int(index)].deadline <= now { return index }
      // It waited here because it was beyond the horizon.
      unsafe insert(index, slots)
    }
    return nil
  }

  /// Moves `current` to the first bucket with entries not after `end`.
  private mutating func nextFilled(upTo end: UInt64) -> Int? {
    // After a long sleep every bucket is looked at once.
    if end - current >= UInt64(Self.size) { current = end - Self.mask }
    while current <= end {
      let bucket = Int(current & Self.mask)
      if unsafe filled[bucket >> 6] >> UInt64(bucket & 63) & 1 != 0 { return bucket }
      current += 1
    }
    return nil
  }

  /// When the next bucket with entries is due; nil for an empty wheel.
  var nextDue: Instant? {
    let start = Int(current & Self.mask)
    let words = Self.size / 64
    // The first word from the start bit on, then the others, then the first word's other bits.
    var word = start >> 6
    var bits = unsafe filled[word] & (~0 << UInt64(start & 63))
    for _ in 0...words {
      if bits != 0 {
        let bucket = word << 6 + bits.trailingZeroBitCount
        let distance = UInt64((bucket - start) & (Self.size - 1))
        return Instant(nanoseconds: (current + distance) << 20)
      }
      word = (word + 1) % words
      bits = unsafe filled[word]
    }
    return nil
  }
}
