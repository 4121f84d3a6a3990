import Addressing
import Platform
import Sockets

/// Finds the first routers, and how far away our own outside address is, without privileges: packets
/// with small hop limits, whose end the error queue tells (ip(7), IP_RECVERR).
struct HopInquiry {
  /// Hops towards the outside.
  static let pathLength = 5
  /// Hops towards our own outside address.
  static let mappedLength = 4
  /// Where nobody listens; the port tells which hop limit a packet had (traceroute's habit).
  private static let port: UInt16 = 33434
  private static let mappedPort: UInt16 = 33500

  let target: SocketAddress
  let options: SocketOptions
  let ownAddresses: Set<IPAddress>
  let contacts: ContactBook

  /// - Parameter sightings: brings the address that a server saw, once; the inquiry ends one round
  ///   trip after it. nil: there is no server, and silence ends after 300 ms.
  func run(on loop: EventLoop, sightings: Mailbox<STUNRun.Sighting?>?) async -> HopReport? {
    guard let socket = try? UDPSocket(on: loop, target.family, options: options) else { return nil }
    let answers = Mailbox<Answer>(on: loop)
    loop.spawn {
      await socket.hear { _, _ in
      } icmp: { report in
        if let answer = Answer(report) { answers.send(answer) }
      }
    }
    defer { socket.close() }
    var known: [UInt16: Answer] = [:]
    let start = Instant.now
    send(socket, to: target.address, Self.port, Self.pathLength)
    var mapped: IPAddress?
    var deadline = Deadline(at: start + .milliseconds(300))
    if let sightings {
      let sighting = (try? await sightings.receive())?.first ?? nil
      deadline = Deadline(at: .now)
      if let sighting, !ownAddresses.contains(sighting.mapped) {
        mapped = sighting.mapped
        send(socket, to: sighting.mapped, Self.mappedPort, Self.mappedLength)
        // Whoever answers is nearer than the server that saw the address.
        deadline = .after(max(.milliseconds(15), sighting.roundTrip + .milliseconds(5)))
      }
    }
    while !isComplete(known, mapped), let batch = try? await answers.receive(by: deadline) {
      for answer in batch where known[answer.port] == nil { known[answer.port] = answer }
    }
    return report(known, mapped, since: start)
  }

  /// What came back about one packet.
  private struct Answer: Sendable {
    /// Tells which packet it was.
    var port: UInt16
    var address: IPAddress
    var time: Instant
    /// Whether the packet had gone as far as it may, instead of as far as its hop limit: it has
    /// arrived, or somebody on the way refuses it.
    var isEnd: Bool

    init?(_ report: ICMPReport) {
      guard let offender = report.offender, let about = report.about else { return nil }
      (port, address, time) = (about.port, offender, .now)
      isEnd = !report.isTimeExceeded
    }
  }

  private func send(_ socket: UDPSocket, to address: IPAddress, _ port: UInt16, _ count: Int) {
    for hops in 1...count {
      let place = SocketAddress(address, port: port + UInt16(hops), scope: target.scope)
      guard (try? socket.setHops(hops)) != nil,
        unsafe (try? socket.trySend([0, 0, 0, 0, 0, 0, 0, 0].span.bytes, to: place)) == true
      else { continue }
      contacts.note(address, place.port, .udp, "hop limit \(hops)")
    }
  }

  private func isComplete(_ known: [UInt16: Answer], _ mapped: IPAddress?) -> Bool {
    let end = (1...Self.pathLength).first { known[Self.port + UInt16($0)]?.isEnd == true }
    let path = (1...(end ?? Self.pathLength)).allSatisfy {
      known[Self.port + UInt16($0)] != nil
    }
    guard let mapped else { return path }
    return (1...Self.mappedLength).contains {
      known[Self.mappedPort + UInt16($0)]?.address == mapped
    }
  }

  private func report(
    _ known: [UInt16: Answer], _ mapped: IPAddress?, since start: Instant
  ) -> HopReport {
    var report = HopReport()
    for distance in 1...Self.pathLength {
      let answer = known[Self.port + UInt16(distance)]
      report.path.append(
        HopReport.Hop(
          distance: distance, address: answer?.address, roundTrip: answer.map { $0.time - start }))
      if answer?.isEnd == true { break }
    }
    while let last = report.path.last, last.address == nil { report.path.removeLast() }
    report.mappedDistance = (1...Self.mappedLength).first {
      mapped != nil && known[Self.mappedPort + UInt16($0)]?.address == mapped
    }
    return report
  }
}
