import Addressing
import Platform
import TestSupport
import Testing
import Wire

@testable import Diagnostics

/// What a STUN server may do wrong, by mistake or on purpose. The truth behind it is an endpoint-
/// independent mapping and an address-and-port-dependent filter.
@Suite("Hostile STUN servers")
struct HostileServerTests {
  private func network() -> SimulatedNetwork {
    var network = SimulatedNetwork(seed: SeededRandom.seed)
    network.filtering = .addressAndPortDependent
    return network
  }

  private static func rewriting(
    _ change: @escaping (inout STUNServerAnswer) -> Void
  ) -> (STUNServerAnswer, inout SeededRandom) -> STUNServerAnswer? {
    { answer, _ in
      var answer = answer
      change(&answer)
      return answer
    }
  }

  @Test("a foreign transaction id is no answer")
  func wrongIdentity() {
    var network = network()
    network.corrupt = { answer, random in
      var answer = answer
      answer.message.transaction = STUNTransaction(using: &random)
      return answer
    }
    let findings = network.play()
    #expect(!findings.hasAnswered)
    #expect(findings.mapping == nil && findings.filtering == nil)
  }

  @Test("an answer from another port is no answer")
  func otherPort() {
    var network = network()
    network.filtering = .endpointIndependent
    network.corrupt = Self.rewriting { $0.place.isOtherPort.toggle() }
    let findings = network.play()
    #expect(!findings.hasAnswered)
    // Yet it came by UDP, which is then not blocked, whatever TCP says.
    #expect(findings.silence == .nonsense)
  }

  @Test("error 500 to everything is no answer")
  func failing() {
    var network = network()
    network.corrupt = Self.rewriting {
      $0.message.kind = .failure
      $0.message.attributes = [.errorCode(500, reason: "no")]
    }
    let findings = network.play()
    #expect(!findings.hasAnswered)
    #expect(findings.notes.contains { $0.contains("500") })
  }

  @Test("an answer without a mapped address, or with an unknown required attribute, is none")
  func incomplete() {
    for attributes in [[STUNAttribute.software("x")], [.other(type: 0x7F, value: [1, 2, 3, 4])]] {
      var network = network()
      network.corrupt = Self.rewriting {
        $0.message.attributes =
          attributes[0].type == 0x7F ? $0.message.attributes + attributes : attributes
      }
      #expect(!network.play().hasAnswered)
    }
  }

  @Test("with 420 to CHANGE-REQUEST the filter stays open")
  func refusing() {
    var network = network()
    network.corrupt = Self.rewriting {
      guard $0.place.isOtherPort, $0.destination.port >= 49152 else { return }
      $0.place = .init(isOtherAddress: false, isOtherPort: false)
      $0.message.kind = .failure
      $0.message.attributes = [.errorCode(420, reason: "no"), .unknownAttributes([3])]
    }
    let findings = network.play()
    #expect(findings.mapping == .endpointIndependent)
    #expect(findings.filtering == nil)
    #expect(findings.notes.contains { $0.contains("420") })
  }

  @Test("a server that ignores CHANGE-REQUEST proves no open filter")
  func ignoring() {
    var network = network()
    network.corrupt = Self.rewriting {
      if $0.destination.port >= 49152 {
        $0.place = .init(isOtherAddress: false, isOtherPort: false)
      }
    }
    let findings = network.play()
    #expect(findings.filtering == nil)
    #expect(findings.notes.contains { $0.contains("ignores") })
  }

  /// Reason: each would make us send where a server must not aim us.
  @Test(
    "a second address that must not be asked is not asked",
    arguments: [
      ("45.45.46.10", 3479),  // the same address
      ("45.45.46.11", 3478),  // the same port
      ("45.45.46.11", 53),  // a well-known port: somebody's name server
      ("10.0.0.1", 3479),  // inside our network
      ("127.0.0.1", 3479),  // this host
      ("100.64.0.1", 3479),  // the provider's network
      ("224.0.0.1", 3479),  // everybody on the link
      ("255.255.255.255", 3479),  // likewise
      ("0.0.0.0", 3479),  // this host on Linux
      ("192.168.77.2", 3479),  // our own address
    ])
  func redirect(text: String, port: UInt16) throws {
    var network = network()
    let address = try IPAddress(text)
    network.corrupt = Self.rewriting { answer in
      answer.message.attributes = answer.message.attributes.map {
        if case .otherAddress = $0 {
          .otherAddress(TransportAddress(address: address, port: port))
        } else {
          $0
        }
      }
    }
    let findings = network.play()
    #expect(findings.hasAnswered)
    #expect(findings.mapping == nil && findings.filtering == nil)
    #expect(findings.otherAddress == nil)
    if text != "45.45.46.10" { #expect(network.sent[address, default: 0] == 0) }
  }

  @Test("a third party that a server names gets at most 8 packets and proves nothing")
  func thirdParty() throws {
    var network = network()
    let victim = try IPAddress("45.99.99.99")
    network.corrupt = Self.rewriting { answer in
      answer.message.attributes = answer.message.attributes.map {
        if case .otherAddress = $0 {
          .otherAddress(TransportAddress(address: victim, port: 9999))
        } else {
          $0
        }
      }
    }
    let findings = network.play()
    #expect(network.sent[victim, default: 0] <= 8)
    #expect(findings.mapping == nil && findings.filtering == nil)
  }

  @Test("datagrams that are damaged in every way neither crash nor answer")
  func damaged() {
    var random = SeededRandom.forTest("damaged STUN answers")
    let server = TransportAddress(address: .v4(IPv4Address(45, 45, 46, 10)), port: 3478)
    let source = TransportAddress(address: SimulatedNetwork.outside, port: 40000)
    let places = SimulatedNetwork(seed: 1).server
    var inquiry = STUNInquiry(
      server: server, local: SimulatedNetwork.inside, localPorts: [.mapping: 40000],
      ownAddresses: [], now: Instant(nanoseconds: 1), random: SeededRandom(1))
    guard
      let request = inquiry.due(at: Instant(nanoseconds: 1)).first(where: { $0.question == .plain }
      ),
      let answer = STUNServerAnswer(
        to: request.bytes, from: source, at: .init(isOtherAddress: false, isOtherPort: false),
        of: places, by: .udp)
    else {
      Issue.record("no request")
      return
    }
    let bytes = answer.bytes
    for length in 0..<bytes.count {
      inquiry.take(
        Array(bytes.prefix(length)), at: .mapping, from: server, now: Instant(nanoseconds: 2))
    }
    for bit in 0..<(bytes.count * 8) {
      var flipped = bytes
      flipped[bit / 8] ^= 1 << UInt8(bit % 8)
      inquiry.take(flipped, at: .mapping, from: server, now: Instant(nanoseconds: 2))
    }
    for _ in 0..<SeededRandom.inputs {
      inquiry.take(
        random.noise(upTo: 120), at: .mapping, from: server, now: Instant(nanoseconds: 2))
    }
    // FINGERPRINT covers every bit but those of its own type, without which it is some optional
    // attribute; what is told then is still the truth.
    let mapped = inquiry.findings(named: "x", at: Instant(nanoseconds: 3)).mapped
    #expect(mapped == nil || mapped == SimulatedNetwork.outside)
    inquiry.take(bytes, at: .mapping, from: server, now: Instant(nanoseconds: 3))
    #expect(inquiry.findings(named: "x", at: Instant(nanoseconds: 3)).hasAnswered)
  }

  @Test("an answer that a gateway has rewritten is restored by its FINGERPRINT, and told")
  func rewritten() {
    let places = SimulatedNetwork(seed: 1).server
    let server = places.address(.init(isOtherAddress: false, isOtherPort: false))
    var inquiry = STUNInquiry(
      server: server, local: SimulatedNetwork.inside, localPorts: [.mapping: 40000],
      ownAddresses: [], now: Instant(nanoseconds: 1), random: SeededRandom(1))
    let sends = inquiry.due(at: Instant(nanoseconds: 1))
    guard let request = sends.first(where: { $0.question == .plain }),
      let answer = STUNServerAnswer(
        to: request.bytes,
        from: TransportAddress(address: SimulatedNetwork.outside, port: 40000),
        at: .init(isOtherAddress: false, isOtherPort: false), of: places, by: .udp)
    else {
      Issue.record("no request")
      return
    }
    var bytes = answer.bytes
    // The first attribute is MAPPED-ADDRESS: header 20, type and length 4, family and port 4.
    bytes.replaceSubrange(28..<32, with: [192, 168, 77, 2])
    inquiry.take(bytes, at: .mapping, from: server, now: Instant(nanoseconds: 2))
    let findings = inquiry.findings(named: "x", at: Instant(nanoseconds: 3))
    #expect(findings.mapped == SimulatedNetwork.outside)
    #expect(findings.isRewritten == true)
  }

  @Test("of three servers the liar is outvoted; of two that differ none is believed")
  func votes() throws {
    func findings(_ text: String, _ mapped: String) throws -> STUNFindings {
      var findings = STUNFindings(server: text, address: try IPAddress(text), port: 3478)
      findings.hasAnswered = true
      findings.mapped = try IPAddress(mapped)
      return findings
    }
    let (first, second) = (try findings("9.9.9.1", "5.5.5.5"), try findings("9.9.9.2", "5.5.5.5"))
    let liar = try findings("9.9.9.3", "6.6.6.6")
    let three = STUNConsensus([first, liar, second])
    #expect(three.external == (try IPAddress("5.5.5.5")))
    #expect(three.servers.map(\.isOutvoted) == [false, true, false])
    let two = STUNConsensus([first, liar])
    #expect(two.external == nil && two.hasConflict)
  }
}
