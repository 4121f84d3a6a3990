import Sockets

/// The hosts that are being asked, and the walk that leads from question to question. A host is
/// opened by its first question; once it is closed its place is another's.
struct HostRoster {
  /// By place.
  var hosts: [HostProgress] = []
  /// Whether every question has been asked once.
  private(set) var isWalked = false

  private var walk: QuestionWalk
  private let allowance: Int
  /// The place of each host of the walk's group; -1 before its first question.
  private var places: [Int] = []
  private var free: [Int] = []

  /// nil where one thread asks all.
  private let gate: ThreadGate?
  private let thread: Int
  /// The first question of a group that the gate does not admit to yet.
  private var held: QuestionWalk.Step?

  /// - Parameter allowance: how often silence of a host is asked at first.
  init(
    _ walk: QuestionWalk, allowance: Int, thread: Int = 0, gate: ThreadGate? = nil
  ) {
    self.walk = walk
    self.allowance = allowance
    self.thread = thread
    self.gate = gate
  }

  /// Whether the next question waits for other threads.
  var isHeld: Bool { held != nil }

  /// The next question to be asked for the first time: the host's place and the number of the port in
  /// its share. nil when there are no more, or none yet (`isHeld`).
  mutating func next() -> (host: Int, number: Int)? {
    if isWalked { return nil }
    guard let step = held ?? walk.next() else {
      isWalked = true
      leaveGate()
      return nil
    }
    if step.beginsGroup {
      if let gate, !gate.admits(thread, to: walk.groupCount) {
        held = step
        return nil
      }
      held = nil
      // The places of the last group are past.
      places.removeAll(keepingCapacity: true)
    }
    while places.count <= step.place { places.append(-1) }
    if step.isFirst { places[step.place] = open(step.share) }
    let host = places[step.place]
    hosts[host].begun += 1
    hosts[host].pending += 1
    return (host, step.round)
  }

  func port(_ host: Int, _ number: Int) -> UInt16 { walk.port(hosts[host].share, number) }

  private mutating func open(_ share: HostShare) -> Int {
    let block = walk.plan.blocks[share.block]
    let address = SocketAddress(block.address(share.offset), port: 0, scope: block.scope)
    let host = HostProgress(share: share, address: address, allowance: allowance)
    if let place = free.popLast() {
      hosts[place] = host
      return place
    }
    hosts.append(host)
    return hosts.count - 1
  }

  /// Lets go of a host; answers what is known of it.
  mutating func close(_ host: Int) -> HostPart {
    defer {
      hosts[host].end()
      free.append(host)
    }
    return HostPart(hosts[host])
  }

  /// No thread waits for this one any more.
  func leaveGate() { gate?.leave(thread) }
}
