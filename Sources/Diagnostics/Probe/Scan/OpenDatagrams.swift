import Platform
import Sockets
import Wire

/// The questions that wait for an answer, found by where they went: one socket asks them all.
struct OpenDatagrams {
  struct Entry {
    var question: DatagramQuestion
    var address: SocketAddress
    var sent: Instant
    /// What was sent and how its answer is known; nil for a payload of the user's own.
    var probe: UDPProbe?
    fileprivate var use: UInt32
  }

  private var entries: [Entry?] = []
  private var free: [Int] = []
  private var places: [SocketAddress: Int] = [:]
  private var deadlines = DeadlineQueue()
  private var uses: UInt32 = 0
  private(set) var count = 0
  /// How many open questions are of services that answer from another port.
  private var wandering = 0

  /// When the next question is overdue, or one that was answered would have been.
  var nextDeadline: Instant? { deadlines.first }

  mutating func begin(
    _ question: DatagramQuestion, at address: SocketAddress, _ probe: UDPProbe?, _ now: Instant,
    timeout: Duration
  ) {
    uses &+= 1
    let entry = Entry(
      question: question, address: address, sent: now, probe: probe, use: uses)
    let place: Int
    if let last = free.popLast() {
      place = last
      entries[place] = entry
    } else {
      place = entries.count
      entries.append(entry)
    }
    places[address] = place
    deadlines.push(DeadlineQueue.Entry(due: now + timeout, number: place, use: uses))
    count += 1
    if entry.wanders { wandering += 1 }
  }

  /// The open question that a datagram answers: it went to the sender, or to another port of a host
  /// that answers from another one.
  func place(answeredBy reply: DatagramInfo) -> Int? {
    if let place = places[reply.source] { return place }
    guard wandering > 0 else { return nil }
    return entries.firstIndex {
      $0?.wanders == true && $0?.address.address == reply.source.address
    }
  }

  /// The open question that a message is about.
  func place(of message: ICMPReport) -> Int? { message.about.flatMap { places[$0] } }

  /// The entry at a place that was found.
  subscript(place: Int) -> Entry {
    guard let entry = entries[place] else { preconditionFailure("the question was answered") }
    return entry
  }

  @discardableResult
  mutating func end(_ place: Int) -> Entry {
    let entry = self[place]
    // A later question to the same port has taken its place in the table.
    if places[entry.address] == place { places[entry.address] = nil }
    entries[place] = nil
    free.append(place)
    count -= 1
    if entry.wanders { wandering -= 1 }
    return entry
  }

  /// Ends the next question whose time is over.
  mutating func popExpired(_ now: Instant) -> Entry? {
    while let due = deadlines.pop(now) {
      if let entry = entries[due.number], entry.use == due.use { return end(due.number) }
    }
    return nil
  }
}

extension OpenDatagrams.Entry {
  /// TFTP and its like answer from another port than was asked.
  fileprivate var wanders: Bool { probe?.service.answersFromAnotherPort == true }
}
