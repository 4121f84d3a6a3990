import Addressing
import Platform
import Sockets

/// Finds the largest packets that reach a host, as an ordinary user: UDP datagrams of several
/// lengths, none of which may be fragmented, to ports where nobody listens. A host that gets one
/// answers "port unreachable"; a router that cannot pass one on, "packet too big" (RFC 8201).
struct PathMTUStage: Sendable {
  var loop: EventLoop
  var address: SocketAddress
  /// What the interface takes.
  var linkMTU: Int
  var deadline: Deadline

  struct Answer: Hashable, Sendable {
    /// The largest packet that is known to arrive; nil where even the smallest got no answer.
    var size: Int?
    /// Whether a larger one vanished without a word; nil where nothing is known.
    var hasBlackHole: Bool?
    /// The router that said how much the next link carries.
    var limitedBy: IPAddress?
    var elapsed: Duration
  }

  enum Echo: Hashable, Sendable {
    case arrived
    case tooBig(mtu: Int?, from: IPAddress?)
    case silent
  }

  /// traceroute's ports, where nobody listens.
  private static let firstPort: UInt16 = 33434
  /// 400 ms: twice that, and two more round trips, stay below 1.5 s.
  private static let patience = Duration.milliseconds(400)

  func run() async -> Answer {
    let start = Instant.now
    var echoes = await probe(Self.ladder(upTo: linkMTU, address.family))
    // What a router named, a probe of exactly that length must confirm.
    let named = Self.namedSizes(echoes).filter { echoes[$0] == nil }
    if !named.isEmpty { echoes.merge(await probe(named)) { $1 } }
    return Self.answer(echoes, after: .now - start)
  }

  /// Common sizes below a link's own: tunnels take 20 to 100 bytes. Few, because hosts answer only
  /// some six such datagrams a second.
  static func ladder(upTo mtu: Int, _ family: AddressFamily) -> [Int] {
    let least = family == .ipv6 ? 1280 : 576
    let top = min(max(mtu, least), 65000)
    return [least, 1400, 1480].filter { $0 < top } + [top]
  }

  /// The sizes that routers named. One that is not below what it was said of is no router's word:
  /// whoever forges an ICMPv6 message may name four gigabytes.
  static func namedSizes(_ echoes: [Int: Echo]) -> [Int] {
    let sizes = echoes.compactMap { size, echo -> Int? in
      if case .tooBig(let mtu?, _) = echo, mtu >= 576, mtu < size { mtu } else { nil }
    }
    return Set(sizes).sorted()
  }

  static func answer(_ echoes: [Int: Echo], after elapsed: Duration) -> Answer {
    let arrived = echoes.filter { $0.value == .arrived }.keys.max()
    guard let arrived else {
      return Answer(size: nil, hasBlackHole: nil, limitedBy: nil, elapsed: elapsed)
    }
    let larger = echoes.filter { $0.key > arrived }
    let router = larger.values.compactMap { echo -> IPAddress? in
      if case .tooBig(_, let router) = echo { router } else { nil }
    }.first
    return Answer(
      size: arrived, hasBlackHole: larger.values.contains(.silent), limitedBy: router,
      elapsed: elapsed)
  }

  private func probe(_ sizes: [Int]) async -> [Int: Echo] {
    await withTaskGroup(of: (Int, Echo).self) { group in
      for (index, size) in sizes.enumerated() {
        let place = address.with(port: Self.firstPort + UInt16(index))
        group.addTask { (size, await probe(size, at: place)) }
      }
      var echoes: [Int: Echo] = [:]
      for await (size, echo) in group { echoes[size] = echo }
      return echoes
    }
  }

  /// One size, twice where the first is lost.
  private func probe(_ size: Int, at place: SocketAddress) async -> Echo {
    // The headers of IPv6 and UDP, or of IPv4 and UDP.
    let payload = [UInt8](repeating: 0, count: size - (place.family == .ipv6 ? 48 : 28))
    do throws(SocketError) {
      let socket = try UDPSocket(on: loop, connectedTo: place)
      defer { socket.close() }
      try socket.setPathProbing()
      for _ in 0..<2 {
        if let echo = try await send(payload, on: socket) { return echo }
      }
    } catch {
      // EMSGSIZE: the interface itself takes less.
      if error.code == SystemError.messageTooLong { return .tooBig(mtu: nil, from: nil) }
    }
    return .silent
  }

  /// Sends and waits; nil for no answer.
  private func send(
    _ payload: [UInt8], on socket: UDPSocket
  ) async throws(SocketError) -> Echo? {
    let limit = min(deadline, .after(Self.patience))
    do throws(SocketError) {
      try await socket.send(payload, by: limit)
    } catch {
      // The device itself dropped it and says ENOBUFS for ever: as lost as on any other link.
      if error == .timedOut { return nil }
      throw error
    }
    return try await echo(on: socket, by: limit)
  }

  private func echo(
    on socket: UDPSocket, by limit: Deadline
  ) async throws(SocketError) -> Echo? {
    do throws(SocketError) {
      switch try await socket.receive(by: limit) {
      case .datagram: return .arrived
      case .icmp(let report):
        if report.isPortUnreachable { return .arrived }
        if report.code == SystemError.messageTooLong {
          return .tooBig(mtu: report.mtu.map { Int($0) }, from: report.offender)
        }
        // Refused for its port or protocol, and not for its length.
        return .silent
      }
    } catch {
      if error == .timedOut { return nil }
      throw error
    }
  }
}

extension SystemError {
  /// EMSGSIZE, by its name: the number is another on each system.
  static let messageTooLong: Int32 = {
    for code in 1...Int32(140) where SystemError("", code).symbol == "EMSGSIZE" { return code }
    return -1
  }()
}
