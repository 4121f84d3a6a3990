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
  /// 30 s: how long a client of TCP may take for a whole request.
  private static let patience = Duration.seconds(30)
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

  /// Serves until SIGINT or SIGTERM. `listening` is told the places once all of them are open.
  public static func run(
    _ plan: Plan, listening: @escaping ([STUNServerPlaces]) -> Void
  ) throws(Failure) -> Summary {
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
    case .success(let summary): return summary
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
    await socket.serve { bytes, info in
      summary.requests += 1
      let source = TransportAddress(address: info.source.address, port: info.source.port)
      let request = unsafe bytes.withUnsafeBytes { unsafe Array($0) }
      guard
        let answer = STUNServerAnswer(to: request, from: source, at: place, of: places, by: .udp),
        mayAnswer(source)
      else { return }
      let origin = places.address(answer.place)
      let sender = sockets[SocketAddress(origin.address, port: origin.port)] ?? socket
      let destination = SocketAddress(
        answer.destination.address, port: answer.destination.port, scope: info.source.scope)
      if (try? unsafe sender.trySend(answer.bytes.span.bytes, to: destination)) == true {
        summary.answers += 1
      }
    }
  }

  /// Whether the source may have an answer now; counts one that it may not have.
  private func mayAnswer(_ source: TransportAddress) -> Bool {
    if limiter.allows(source.address, at: .now) { return true }
    summary.limited += 1
    return false
  }

  private func accept(
    _ listener: TCPListener, _ place: STUNServerPlaces.Place, _ places: STUNServerPlaces
  ) async {
    await listener.serve(limit: Self.connectionLimit) { stream in
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
    for _ in 0..<Self.requestsPerConnection {
      // For the whole request: one byte at a time would hold a place for as long as it liked.
      let deadline = Deadline.after(Self.patience)
      guard let frame = await framer.next(from: stream, by: deadline) else { return }
      summary.requests += 1
      guard
        let answer = STUNServerAnswer(to: frame, from: source, at: place, of: places, by: .tcp),
        mayAnswer(source), (try? await stream.write(answer.bytes, by: .after(.seconds(5)))) != nil
      else { return }
      summary.answers += 1
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
