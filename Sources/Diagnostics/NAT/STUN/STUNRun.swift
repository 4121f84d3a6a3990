import Addressing
import Platform
import Sockets
import Wire

/// Plays an inquiry on real sockets.
struct STUNRun {
  let target: NATInquiry.Target
  let options: SocketOptions
  let ownAddresses: Set<IPAddress>
  let contacts: ContactBook

  private struct Event: Sendable {
    var place: STUNPlace
    var arrival: Arrival<[UInt8]>
  }

  /// The first address that the server saw.
  struct Sighting: Sendable {
    var mapped: IPAddress
    var roundTrip: Duration
  }

  /// Asks until enough is known. `mapped` is called once, with nil if nothing answered.
  func run(
    on loop: EventLoop, by deadline: Deadline = .never,
    mapped: @escaping @Sendable (Sighting?) -> Void
  ) async -> STUNFindings {
    let server = TransportAddress(address: target.address.address, port: target.address.port)
    var failed = STUNFindings(server: name, address: server.address, port: server.port)
    var sockets: [STUNPlace: UDPSocket] = [:]
    var ports: [STUNPlace: UInt16] = [:]
    let source: SocketAddress
    do {
      source = try SourceSelection.source(for: target.address, options: options)
      try open(source, on: loop, &sockets, &ports)
    } catch {
      failed.notes.append("cannot ask: \(error)")
      mapped(nil)
      return failed
    }
    let mailbox = Mailbox<Event>(on: loop)
    for (place, socket) in sockets {
      loop.spawn {
        await socket.hear { bytes, info in
          let copy = unsafe bytes.withUnsafeBytes { unsafe Array($0) }
          mailbox.send(Event(place: place, arrival: .datagram(copy, info)))
        } icmp: { report in
          mailbox.send(Event(place: place, arrival: .icmp(report)))
        }
      }
    }
    defer { for socket in sockets.values { socket.close() } }

    var inquiry = STUNInquiry(
      server: server, local: source.address, localPorts: ports, ownAddresses: ownAddresses,
      now: .now, random: Randomness())
    var hasToldMapped = false
    while true {
      let now = Instant.now
      if inquiry.isOver(at: now) || deadline.hasPassed { break }
      for send in inquiry.due(at: now) {
        guard let socket = sockets[send.place] else { continue }
        let place = SocketAddress(
          send.destination.address, port: send.destination.port, scope: target.address.scope)
        // What the kernel refuses to send is as good as lost on the way.
        _ = try? unsafe socket.trySend(send.bytes.span.bytes, to: place)
        contacts.note(place.address, place.port, .udp, send.question.purpose)
      }
      let events: [Event]
      do throws(SocketError) {
        events = try await mailbox.receive(by: Deadline(at: now + .milliseconds(2)))
      } catch .timedOut {
        events = []
      } catch {
        break
      }
      for event in events { take(event, into: &inquiry) }
      if !hasToldMapped, let first = inquiry.transactions[.plain]?.mapped {
        hasToldMapped = true
        mapped(
          Sighting(
            mapped: first.address,
            roundTrip: inquiry.transactions[.plain]?.roundTrip ?? .milliseconds(50)))
      }
    }
    if !hasToldMapped { mapped(nil) }
    return inquiry.findings(named: name, at: .now)
  }

  private var name: String { target.server.text }

  private func take(_ event: Event, into inquiry: inout STUNInquiry) {
    switch event.arrival {
    case .datagram(let bytes, let info):
      inquiry.take(
        bytes, at: event.place,
        from: TransportAddress(address: info.source.address, port: info.source.port), now: .now)
    case .icmp(let report):
      let about = report.about.map { TransportAddress(address: $0.address, port: $0.port) }
      inquiry.take(
        isPortUnreachable: report.isPortUnreachable && report.offender == target.address.address,
        isProhibited: report.origin != .local && report.name.hasSuffix("prohibited"), about: about)
    }
  }

  /// Two pairs of sockets on neighbouring random ports.
  private func open(
    _ source: SocketAddress, on loop: EventLoop, _ sockets: inout [STUNPlace: UDPSocket],
    _ ports: inout [STUNPlace: UInt16]
  ) throws(SocketError) {
    var random = Randomness()
    for (first, second) in [(STUNPlace.mapping, STUNPlace.hairpin), (.filterBoth, .filterPort)] {
      var attempts = 0
      while true {
        let port = UInt16.random(in: first.ports, using: &random) & ~1
        attempts += 1
        do throws(SocketError) {
          let left = try socket(source.with(port: port), on: loop)
          let right = try socket(source.with(port: port + 1), on: loop)
          (sockets[first], sockets[second]) = (left, right)
          (ports[first], ports[second]) = (port, port + 1)
          break
        } catch {
          if attempts == 64 { throw error }
        }
      }
    }
  }

  private func socket(
    _ address: SocketAddress, on loop: EventLoop
  ) throws(SocketError) -> UDPSocket {
    var options = options
    options.source = address
    return try UDPSocket(
      on: loop, target.address.family, local: address, options: options)
  }
}
