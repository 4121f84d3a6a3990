/// The side of a descriptor that a task waits for.
enum Direction: UInt8 {
  case reading
  case writing
}

/// Why a wait ended.
enum Wake: Sendable {
  case ready
  case timedOut
  case cancelled
}

/// A place in the loop's table. The generation tells an event for an earlier owner of the place.
struct Registration: Sendable {
  let slot: Int32
  let generation: UInt32

  /// As the poller carries it.
  var token: UInt64 { UInt64(generation) << 32 | UInt64(UInt32(bitPattern: slot)) }

  init(slot: Int32, generation: UInt32) {
    self.slot = slot
    self.generation = generation
  }

  init(token: UInt64) {
    slot = Int32(truncatingIfNeeded: token)
    generation = UInt32(truncatingIfNeeded: token >> 32)
  }
}

/// Who waits for what: one slot for each registered descriptor, used again after it.
@safe
struct SlotTable: ~Copyable {
  typealias Continuation = UnsafeContinuation<Wake, Never>

  @safe
  private struct Side {
    var waiter: Continuation?
    /// The wait's position in the timer heap; -1 without a deadline.
    var timer: Int32 = -1
    /// Counts the waits, so that a late cancellation does not end the next one.
    var wait: UInt32 = 0
  }

  @safe
  private struct Slot {
    var reading = Side()
    var writing = Side()
    var generation: UInt32 = 0
    var ready: Readiness = []
    /// Whether the watcher is called in the next turn, event or not.
    var isUnfinished = false
    /// Called in place of waiters; nil where tasks wait.
    var watcher: (any Watcher)?
    /// The next free slot; -1 at the end of the list.
    var next: Int32 = -1
  }

  private var slots: UnsafeMutablePointer<Slot>
  private var capacity = 0
  private var firstFree: Int32 = -1

  init() {
    unsafe slots = .allocate(capacity: 0)
    grow(to: 64)
  }

  deinit {
    unsafe slots.deinitialize(count: capacity)
    unsafe slots.deallocate()
  }

  // MARK: Places

  mutating func claim() -> Registration {
    if firstFree < 0 { grow(to: capacity * 2) }
    let index = firstFree
    firstFree = unsafe slots[Int(index)].next
    return unsafe Registration(slot: index, generation: slots[Int(index)].generation)
  }

  /// Gives a place back, and with it the watcher, for the caller to let go of: what a watcher's end
  /// brings about may need this table.
  mutating func free(_ registration: Registration) -> (any Watcher)? {
    let index = Int(registration.slot)
    let watcher = unsafe slots[index].watcher.take()
    unsafe slots[index].ready = []
    unsafe slots[index].isUnfinished = false
    unsafe slots[index].generation &+= 1
    unsafe slots[index].next = firstFree
    firstFree = registration.slot
    return watcher
  }

  func holds(_ registration: Registration) -> Bool {
    unsafe slots[Int(registration.slot)].generation == registration.generation
  }

  // MARK: Readiness

  func isReady(_ slot: Int32, _ any: Readiness) -> Bool {
    unsafe !slots[Int(slot)].ready.isDisjoint(with: any)
  }

  func markReady(_ slot: Int32, _ readiness: Readiness) {
    unsafe slots[Int(slot)].ready.formUnion(readiness)
  }

  func clearReady(_ slot: Int32, _ readiness: Readiness) {
    unsafe slots[Int(slot)].ready.subtract(readiness)
  }

  // MARK: Watchers

  func isWatched(_ slot: Int32) -> Bool { unsafe slots[Int(slot)].watcher != nil }

  func watcher(_ slot: Int32) -> (any Watcher)? { unsafe slots[Int(slot)].watcher }

  func setWatcher(_ slot: Int32, _ watcher: any Watcher) {
    unsafe precondition(
      slots[Int(slot)].reading.waiter == nil && slots[Int(slot)].writing.waiter == nil,
      "a task waits for what is to be watched")
    unsafe slots[Int(slot)].watcher = watcher
  }

  func isUnfinished(_ slot: Int32) -> Bool { unsafe slots[Int(slot)].isUnfinished }

  func setUnfinished(_ slot: Int32, _ isUnfinished: Bool) {
    unsafe slots[Int(slot)].isUnfinished = isUnfinished
  }

  // MARK: Waits

  /// The number that the next wait of this side will have.
  func nextWait(_ slot: Int32, _ direction: Direction) -> UInt32 {
    unsafe side(slot, direction).pointee.wait &+ 1
  }

  func begin(_ slot: Int32, _ direction: Direction, _ waiter: Continuation) {
    let side = unsafe side(slot, direction)
    unsafe precondition(side.pointee.waiter == nil, "two tasks wait for one side of a socket")
    unsafe side.pointee.waiter = waiter
    unsafe side.pointee.wait &+= 1
  }

  /// Takes the waiter of a side and the position of its timer, -1 for none.
  func end(_ slot: Int32, _ direction: Direction) -> (waiter: Continuation, timer: Int32)? {
    let side = unsafe side(slot, direction)
    guard let waiter = unsafe side.pointee.waiter else { return nil }
    let timer = unsafe side.pointee.timer
    unsafe side.pointee.waiter = nil
    unsafe side.pointee.timer = -1
    return unsafe (waiter, timer)
  }

  func isWait(_ slot: Int32, _ direction: Direction, _ number: UInt32) -> Bool {
    unsafe side(slot, direction).pointee.wait == number
  }

  func setTimer(_ slot: Int32, _ direction: Direction, _ position: Int32) {
    unsafe side(slot, direction).pointee.timer = position
  }

  private func side(_ slot: Int32, _ direction: Direction) -> UnsafeMutablePointer<Side> {
    let place = unsafe slots + Int(slot)
    return switch direction {
    case .reading: unsafe place.pointer(to: \.reading)!
    case .writing: unsafe place.pointer(to: \.writing)!
    }
  }

  private mutating func grow(to larger: Int) {
    let moved = UnsafeMutablePointer<Slot>.allocate(capacity: larger)
    unsafe moved.moveInitialize(from: slots, count: capacity)
    unsafe (moved + capacity).initialize(repeating: Slot(), count: larger - capacity)
    unsafe slots.deallocate()
    unsafe slots = moved
    for index in stride(from: larger - 1, through: capacity, by: -1) {
      unsafe slots[index].next = firstFree
      firstFree = Int32(index)
    }
    capacity = larger
  }
}
