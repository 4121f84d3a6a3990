import Addressing
import Platform
import TestSupport
import Wire

@testable import Diagnostics

/// A NAT, a lossy path and a STUN server of RFC 5780 in virtual time: the inquiry is played to its
/// end in microseconds, with the real server's answers.
struct SimulatedNetwork {
  /// nil: no translation.
  var mapping: Dependence? = .endpointIndependent
  var filtering = Dependence.endpointIndependent
  var letsHairpins = false
  var oneWay = Duration.milliseconds(5)
  /// Of each packet, each way.
  var loss = 0.0
  var server = STUNServerPlaces(
    [.v4(IPv4Address(45, 45, 46, 10)), .v4(IPv4Address(45, 45, 46, 11))], port: 3478,
    otherPort: 3479)
  /// What becomes of an answer before it leaves the server; nil drops it.
  var corrupt: (STUNServerAnswer, inout SeededRandom) -> STUNServerAnswer? = { answer, _ in answer }
  var random: SeededRandom

  static let inside = IPAddress.v4(IPv4Address(192, 168, 77, 2))
  static let outside = IPAddress.v4(IPv4Address(45, 45, 45, 1))

  private struct Mapping {
    var inside: TransportAddress
    var outside: TransportAddress
    var allowed: Set<TransportAddress> = []
  }

  private var table: [[TransportAddress]: Int] = [:]
  private var mappings: [Mapping] = []
  private var arrivals:
    [(time: Instant, place: STUNPlace, source: TransportAddress, bytes: [UInt8])] =
      []
  private var ports: [STUNPlace: UInt16] = [:]
  /// Packets to each address outside.
  private(set) var sent: [IPAddress: Int] = [:]
  /// Transaction ids, the last 12 bytes of the header, that went to the server's places.
  private(set) var transactions: Set<[UInt8]> = []

  init(seed: UInt64) { random = SeededRandom(seed) }

  private var local: IPAddress { mapping == nil ? Self.outside : Self.inside }

  /// Plays the inquiry to its end.
  mutating func play() -> STUNFindings {
    let start = Instant(nanoseconds: 1_000_000_000)
    var now = start
    for (first, second) in [(STUNPlace.mapping, STUNPlace.hairpin), (.filterBoth, .filterPort)] {
      let port = UInt16.random(in: first.ports, using: &random) & ~1
      (ports[first], ports[second]) = (port, port + 1)
    }
    var inquiry = STUNInquiry(
      server: server.address(.init(isOtherAddress: false, isOtherPort: false)), local: local,
      localPorts: ports, ownAddresses: [local], now: now, random: random)
    while !inquiry.isOver(at: now) {
      for send in inquiry.due(at: now) { forward(send, at: now) }
      // As on real sockets: looked at when something comes, and after two milliseconds.
      now = arrivals.reduce(now + .milliseconds(2)) { min($0, $1.time) }
      let due = arrivals.filter { $0.time <= now }
      arrivals.removeAll { $0.time <= now }
      for arrival in due {
        inquiry.take(arrival.bytes, at: arrival.place, from: arrival.source, now: now)
      }
      precondition(now - start < .seconds(20), "the inquiry never ends")
    }
    return inquiry.findings(named: "server", at: now)
  }

  private mutating func isLost() -> Bool { Double.random(in: 0..<1, using: &random) < loss }

  private mutating func forward(_ send: STUNInquiry.Send, at now: Instant) {
    sent[send.destination.address, default: 0] += 1
    if send.destination.address != Self.outside { transactions.insert(Array(send.bytes[8..<20])) }
    if isLost() { return }
    let inside = TransportAddress(address: local, port: ports[send.place]!)
    let index = translate(inside, to: send.destination)
    mappings[index].allowed.insert(send.destination)
    let source = mappings[index].outside
    if mapping != nil, send.destination.address == Self.outside {
      if letsHairpins { deliver(send.bytes, from: source, to: send.destination, at: now + oneWay) }
      return
    }
    guard
      let place = server.all.first(where: { server.address($0) == send.destination }),
      let answer = STUNServerAnswer(
        to: send.bytes, from: source, at: place, of: server, by: .udp),
      let kept = corrupt(answer, &random), !isLost()
    else { return }
    deliver(
      kept.bytes, from: server.address(kept.place), to: kept.destination,
      at: now + oneWay + oneWay)
  }

  private mutating func translate(
    _ inside: TransportAddress, to destination: TransportAddress
  ) -> Int {
    var key = [inside]
    switch mapping {
    case nil, .endpointIndependent: break
    case .addressDependent: key.append(TransportAddress(address: destination.address, port: 0))
    case .addressAndPortDependent: key.append(destination)
    }
    if let index = table[key] { return index }
    let port =
      mapping == nil || mapping == .endpointIndependent
      ? inside.port : UInt16.random(in: 1024...65535, using: &random)
    table[key] = mappings.count
    mappings.append(
      Mapping(inside: inside, outside: TransportAddress(address: Self.outside, port: port)))
    return mappings.count - 1
  }

  private mutating func deliver(
    _ bytes: [UInt8], from source: TransportAddress, to destination: TransportAddress,
    at time: Instant
  ) {
    guard let mapping = mappings.first(where: { $0.outside == destination }),
      let place = ports.first(where: { $0.value == mapping.inside.port })?.key
    else { return }
    let mayPass =
      switch filtering {
      case .endpointIndependent: true
      case .addressDependent: mapping.allowed.contains { $0.address == source.address }
      case .addressAndPortDependent: mapping.allowed.contains(source)
      }
    if mayPass { arrivals.append((time, place, source, bytes)) }
  }
}
