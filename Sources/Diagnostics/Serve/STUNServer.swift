public import Addressing
import Platform
import Sockets
import Wire

/// A STUN server for NAT behaviour discovery (RFC 5780) on up to two addresses of each family.
///
/// A class, because the tasks of all its sockets share its counters. Confined to the loop's thread.
public final class STUNServer: @unchecked Sendable {
  /// What to serve.
  public struct Plan: Sendable {
    /// One address or two of each family.
    public var addresses: [IPAddress]
    /// 0 lets the kernel choose; the other port is then chosen too.
    public var port: UInt16
    public var otherPort: UInt16
    /// Answers a second for one source.
    public var rate: Int

    public init(addresses: [IPAddress], port: UInt16, otherPort: UInt16, rate: Int) {
      self.addresses = addresses
      self.port = port
      self.otherPort = otherPort
      self.rate = rate
    }
  }

  /// What was done, for the last line.
  public struct Summary: Sendable, Encodable {
    public var requests = 0
    public var answers = 0
    /// Requests that the limit for their source left without an answer.
    public var limited = 0
    public var connections = 0
  }

  /// Why the server cannot begin.
  public struct Failure: Error, Sendable {
    /// Ends the sentence "cannot listen: …".
    public let reason: String
  }

  private static let connectionLimit = 256
  private static let idleLimit = Duration.seconds(30)
  private static let requestsPerConnection = 64

  private let loop: EventLoop
  private var limiter: RateLimiter
  private var summary = Summary()
  private var sockets: [SocketAddress: UDPSocket] = [:]

  private init(_ plan: Plan, on loop: EventLoop) {
    self.loop = loop
    // A whole run of `netkit nat` comes at once.
    limiter = RateLimiter(rate: plan.rate, burst: plan.rate * 5)
  }

  /// Serves until a signal. `listening` is told the places once all of them are open.
  public static func run(
    _ plan: Plan, listening: @escaping ([STUNServerPlaces]) -> Void
  ) throws(Failure) -> (Summary, signal: Int32?) {
    let loop: EventLoop
    do throws(SystemError) {
      loop = try EventLoop()
    } catch {
      throw Failure(reason: error.message)
    }
    let listening = Confined(listening)
    let result = loop.run(interruption: .bySignals) { loop in
      await STUNServer(plan, on: loop).serve(plan, listening.value)
    }
    switch result {
    case .success(let summary): return (summary, loop.interruptedBy)
    case .failure(let error): throw Failure(reason: error.description)
    }
  }

  private func serve(
    _ plan: Plan, _ listening: ([STUNServerPlaces]) -> Void
  ) async -> Result<Summary, SocketError> {
    do throws(SocketError) {
      var all: [STUNServerPlaces] = []
      for family in AddressFamily.allCases {
        let addresses = plan.addresses.filter { SocketAddress($0, port: 0).family == family }
        guard !addresses.isEmpty else { continue }
        all.append(try open(Array(addresses.prefix(2)), plan))
      }
      listening(all)
    } catch {
      return .failure(error)
    }
    // Until the first signal cancels this task.
    try? await loop.sleep(until: .never)
    for socket in sockets.values { socket.close() }
    return .success(summary)
  }

  // MARK: Opening

  private func open(_ addresses: [IPAddress], _ plan: Plan) throws(SocketError) -> STUNServerPlaces
  {
    var attempts = 0
    while true {
      do throws(SocketError) {
        return try openOnce(addresses, plan)
      } catch {
        // A port that the kernel chose for one address may be taken at the other.
        attempts += 1
        if plan.port != 0 || attempts == 16 { throw error }
      }
    }
  }

  private func openOnce(
    _ addresses: [IPAddress], _ plan: Plan
  ) throws(SocketError) -> STUNServerPlaces {
    var ports = [plan.port, plan.port == 0 ? 0 : plan.otherPort]
    var opened: [(SocketAddress, UDPSocket, TCPListener)] = []
    for (index, port) in ports.enumerated() {
      for address in addresses {
        let place = SocketAddress(address, port: ports[index] == 0 ? port : ports[index])
        let socket = try UDPSocket(on: loop, place.family, local: place)
        let bound = try socket.localAddress
        ports[index] = bound.port
        opened.append((bound, socket, try TCPListener(on: loop, at: bound)))
      }
    }
    let places = STUNServerPlaces(addresses, port: ports[0], otherPort: ports[1])
    for place in places.all {
      let address = places.address(place)
      let bound = SocketAddress(address.address, port: address.port)
      guard let (_, socket, listener) = opened.first(where: { $0.0 == bound }) else { continue }
      sockets[bound] = socket
      loop.spawn { await self.answer(socket, place, places) }
      loop.spawn { await self.accept(listener, place, places) }
    }
    return places
  }

  // MARK: Answering

  private func answer(
    _ socket: UDPSocket, _ place: STUNServerPlaces.Place, _ places: STUNServerPlaces
  ) async {
    while let arrival = try? await socket.receive(by: .never) {
      // ICMP about an answer: whoever asked has gone.
      guard case .datagram(let bytes, let info) = arrival else { continue }
      summary.requests += 1
      let source = TransportAddress(address: info.source.address, port: info.source.port)
      guard
        let answer = STUNServerAnswer(
          to: bytes, from: source, at: place, of: places, by: .udp)
      else { continue }
      guard limiter.allows(source.address, at: .now) else {
        summary.limited += 1
        continue
      }
      let origin = places.address(answer.place)
      let sender = sockets[SocketAddress(origin.address, port: origin.port)] ?? socket
      let destination = SocketAddress(
        answer.destination.address, port: answer.destination.port, scope: info.source.scope)
      if (try? unsafe sender.trySend(answer.bytes.span.bytes, to: destination)) == true {
        summary.answers += 1
      }
    }
  }

  private func accept(
    _ listener: TCPListener, _ place: STUNServerPlaces.Place, _ places: STUNServerPlaces
  ) async {
    try? await listener.serve(limit: Self.connectionLimit) { stream in
      await self.answer(stream, place, places)
    }
  }

  private func answer(
    _ stream: TCPStream, _ place: STUNServerPlaces.Place, _ places: STUNServerPlaces
  ) async {
    summary.connections += 1
    let source = TransportAddress(
      address: stream.remoteAddress.address, port: stream.remoteAddress.port)
    var framer = STUNFramer()
    var count = 0
    do {
      while count < Self.requestsPerConnection {
        let part = try await stream.read(by: .after(Self.idleLimit))
        if part.isEmpty { return }
        framer.append(part)
        while let frame = try framer.next(), count < Self.requestsPerConnection {
          count += 1
          summary.requests += 1
          guard
            let answer = STUNServerAnswer(
              to: frame, from: source, at: place, of: places, by: .tcp)
          else { return }
          guard limiter.allows(source.address, at: .now) else {
            summary.limited += 1
            return
          }
          try await stream.write(answer.bytes, by: .after(.seconds(5)))
          summary.answers += 1
        }
      }
    } catch {
      // Not STUN, gone, or idle for too long: the connection ends.
    }
  }
}

extension STUNServer {
  /// Addresses that a server can be reached at: the first two global ones of each family, or private
  /// ones where there are no others.
  public static func ownAddresses() -> [IPAddress] {
    let all = ((try? NetworkState.addresses()) ?? []).filter { $0.scope == .global }
      .map(\.address)
    return AddressFamily.allCases.flatMap { family in
      let ours = all.filter { SocketAddress($0, port: 0).family == family }
      let routable = ours.filter { SourceClass($0).isRoutable }
      return (routable.isEmpty ? ours : routable).prefix(2)
    }
  }
}
