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
    let reports = Mailbox<ICMPReport>(on: loop)
    loop.spawn {
      while let arrival = try? await socket.receive(by: .never) {
        if case .icmp(let report) = arrival { reports.send(report) }
      }
    }
    defer { socket.close() }
    var answers: [UInt16: (address: IPAddress, time: Instant)] = [:]
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
        deadline = .after(max(.milliseconds(15), sighting.roundTrip + .milliseconds(10)))
      }
    }
    while !isComplete(answers, mapped),
      let batch = try? await reports.receive(by: deadline)
    {
      for report in batch {
        guard let offender = report.offender, let about = report.about else { continue }
        if answers[about.port] == nil { answers[about.port] = (offender, .now) }
      }
    }
    return report(answers, mapped, since: start)
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

  private func isComplete(
    _ answers: [UInt16: (address: IPAddress, time: Instant)], _ mapped: IPAddress?
  ) -> Bool {
    let path = (1...Self.pathLength).allSatisfy { answers[Self.port + UInt16($0)] != nil }
    guard let mapped else { return path }
    return (1...Self.mappedLength).contains {
      answers[Self.mappedPort + UInt16($0)]?.address == mapped
    }
  }

  private func report(
    _ answers: [UInt16: (address: IPAddress, time: Instant)], _ mapped: IPAddress?,
    since start: Instant
  ) -> HopReport {
    var report = HopReport()
    for distance in 1...Self.pathLength {
      let answer = answers[Self.port + UInt16(distance)]
      report.path.append(
        HopReport.Hop(
          distance: distance, address: answer?.address, roundTrip: answer.map { $0.time - start }))
      if answer?.address == target.address { break }
    }
    while let last = report.path.last, last.address == nil { report.path.removeLast() }
    report.mappedDistance = (1...Self.mappedLength).first {
      mapped != nil && answers[Self.mappedPort + UInt16($0)]?.address == mapped
    }
    return report
  }
}
