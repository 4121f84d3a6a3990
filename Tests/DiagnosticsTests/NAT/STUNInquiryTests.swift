import Addressing
import Platform
import TestSupport
import Testing
import Wire

@testable import Diagnostics

private let seed = SeededRandom.seed

@Suite("STUN inquiry")
struct STUNInquiryTests {
  private static let behaviours = Dependence.allCases.flatMap { mapping in
    Dependence.allCases.map { (mapping, $0) }
  }

  @Test("each of nine behaviours is told without loss", arguments: behaviours)
  func behaviour(mapping: Dependence, filtering: Dependence) {
    for hairpins in [false, true] {
      for run in 0..<20 {
        var network = SimulatedNetwork(seed: seed &+ UInt64(run))
        network.mapping = mapping
        network.filtering = filtering
        network.letsHairpins = hairpins
        let findings = network.play()
        #expect(findings.mapping == mapping, "seed \(seed)")
        #expect(findings.filtering == filtering, "seed \(seed)")
        #expect(findings.mapped == SimulatedNetwork.outside)
        if mapping == .endpointIndependent {
          #expect(findings.hairpin == hairpins, "seed \(seed)")
        }
      }
    }
  }

  /// A claim about chance: silence is believed where losses explain it less than once in a thousand
  /// times. The same numbers each time, so that chance is not asked anew by each run of the tests;
  /// NETKIT_SEED and NETKIT_FUZZ ask it.
  @Test("losses make an answer late or open, never wrong", arguments: behaviours)
  func loss(mapping: Dependence, filtering: Dependence) {
    let seed = SeededRandom.chosenSeed ?? 5780
    var (right, wrong, total) = (0, 0, 0)
    for run in 0..<max(100, SeededRandom.inputs / 100) {
      var network = SimulatedNetwork(seed: seed &+ UInt64(run) &* 7919)
      network.mapping = mapping
      network.filtering = filtering
      network.loss = 0.15
      let findings = network.play()
      total += 1
      switch (findings.mapping ?? mapping, findings.filtering ?? filtering) {
      case (mapping, filtering):
        if findings.mapping != nil, findings.filtering != nil { right += 1 }
      default: wrong += 1
      }
    }
    #expect(wrong * 1000 <= total, "\(wrong) of \(total), seed \(seed)")
    #expect(right * 100 >= total * 95, "\(right) of \(total), seed \(seed)")
  }

  @Test("an open host, and one behind a firewall, are told apart")
  func untranslated() {
    for (filtering, hairpin) in [
      (Dependence.endpointIndependent, Bool?.none), (.addressAndPortDependent, nil),
    ] {
      var network = SimulatedNetwork(seed: seed)
      network.mapping = nil
      network.filtering = filtering
      let findings = network.play()
      #expect(findings.mapped == findings.local)
      #expect(findings.filtering == filtering)
      #expect(findings.hairpin == hairpin)
    }
  }

  @Test("time keeps to a few round trips", arguments: [10, 20, 50, 100, 200])
  func time(roundTrip: Int) {
    var network = SimulatedNetwork(seed: seed)
    network.oneWay = .milliseconds(roundTrip) / 2
    network.letsHairpins = true
    let positive = Double(network.play().elapsed.wholeNanoseconds) / 1e6
    #expect(positive <= 2.1 * Double(roundTrip) + 15)

    network = SimulatedNetwork(seed: seed)
    network.oneWay = .milliseconds(roundTrip) / 2
    network.filtering = .addressAndPortDependent
    let negative = Double(network.play().elapsed.wholeNanoseconds) / 1e6
    #expect(negative <= 3 * Double(roundTrip) + 80)
  }

  @Test("silence ends in time and is no answer")
  func silent() {
    var network = SimulatedNetwork(seed: seed)
    network.loss = 1
    let findings = network.play()
    #expect(!findings.hasAnswered)
    #expect(findings.silence == .quiet)
    #expect(findings.elapsed <= .milliseconds(1500))
  }

  @Test("ten transactions at the most, and eight packets to a named address, whatever is lost")
  func limits() {
    for run in 0..<200 {
      var network = SimulatedNetwork(seed: seed &+ UInt64(run))
      network.loss = Double(run) / 200
      network.filtering = .addressAndPortDependent
      _ = network.play()
      #expect(network.transactions.count <= 10, "seed \(seed) run \(run)")
      let named = network.sent[.v4(IPv4Address(45, 45, 46, 11)), default: 0]
      #expect(named <= 8, "seed \(seed) run \(run)")
      let server = network.sent[.v4(IPv4Address(45, 45, 46, 10)), default: 0]
      #expect(server <= STUNInquiry.packetLimit, "seed \(seed) run \(run)")
      let outside = network.sent[SimulatedNetwork.outside, default: 0]
      #expect(outside <= STUNInquiry.loopLimit, "seed \(seed) run \(run)")
    }
  }
}
