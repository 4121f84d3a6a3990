/// The jobs that are ready to run, first come first served: a ring that doubles when it is full.
@safe
struct JobQueue: ~Copyable {
  private var ring: UnsafeMutablePointer<UnownedJob>
  private var mask = 255
  private var head = 0
  private var tail = 0

  init() { unsafe ring = .allocate(capacity: mask + 1) }

  deinit { unsafe ring.deallocate() }

  var isEmpty: Bool { head == tail }

  mutating func push(_ job: UnownedJob) {
    if tail &- head > mask { grow() }
    unsafe ring[tail & mask] = job
    tail &+= 1
  }

  mutating func pop() -> UnownedJob? {
    if head == tail { return nil }
    defer { head &+= 1 }
    return unsafe ring[head & mask]
  }

  private mutating func grow() {
    let count = mask + 1
    let larger = UnsafeMutablePointer<UnownedJob>.allocate(capacity: count * 2)
    for index in 0..<count { unsafe larger[index] = ring[(head &+ index) & mask] }
    unsafe ring.deallocate()
    unsafe ring = larger
    head = 0
    tail = count
    mask = count * 2 - 1
  }
}
