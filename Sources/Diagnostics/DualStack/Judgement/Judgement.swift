public import Addressing

/// What the facts amount to: verdict, reason, scores, cause and advice.
///
/// A pure function of the facts, so that each row of its table can be tested.
public struct Judgement: Encodable, Hashable, Sendable {
  public var verdict: DualStackVerdict
  public var reason: DualStackReason?
  /// Who refused, does not answer, or holds the address.
  public var by: IPAddress?
  /// What it rests on.
  public var basis: Basis
  /// Whether all targets are hit or one; nil for fewer than two targets, or none hit.
  public var scope: Scope?
  /// nil where too little was tried.
  public var score: Score?
  /// RIPE-631's code for the help desk; nil where none fits.
  public var helpdesk: String?
  /// What an application pays that tries one address after another; nil for nothing.
  public var cost: Cost?
  /// The likely cause, in words; nil where all is well.
  public var cause: String?
  /// What to do about it.
  public var advice: [String]
  /// What else deserves a word.
  public var warnings: [Warning]

  public enum Scope: String, Encodable, Hashable, Sendable {
    case network, target
  }

  public struct Warning: Encodable, Hashable, Sendable {
    public var code: String
    public var text: String
  }

  /// Judges.
  public init(of facts: DualStackFacts) {
    let finding = Finding(facts)
    verdict = finding.verdict
    reason = finding.fault?.reason
    by = finding.fault?.by
    basis = finding.basis
    scope = Self.scope(of: facts)
    score = Score(verdict, reason, facts)
    helpdesk = Helpdesk.code(verdict, reason, facts)
    cost = Cost(verdict, reason, facts)
    let explanation = Explanation(finding, facts)
    cause = explanation.cause
    advice = explanation.advice
    warnings = Self.warnings(facts, verdict)
  }

  /// Whether the failures over IPv6 hit every target or only some.
  private static func scope(of facts: DualStackFacts) -> Scope? {
    let tried = facts.targets.filter { $0.v6?.isTried == true }
    guard facts.targets.count > 1, tried.count > 1 else { return nil }
    let failed = tried.count { !facts.reached($0, over: .ipv6) }
    return failed == 0 ? nil : failed == tried.count ? .network : .target
  }

  private static func warnings(_ facts: DualStackFacts, _ verdict: DualStackVerdict) -> [Warning] {
    var warnings: [Warning] = []
    func warn(_ code: String, _ text: String) { warnings.append(Warning(code: code, text: text)) }
    for interface in facts.interfaces {
      for address in interface.addresses where address.isIPv6 {
        let place = "\(address.address) on \(interface.name)"
        if address.flags.contains("dadfailed") {
          warn("dadfailed", "\(place) is another host's too and is not used")
        }
        if address.exposesHardware {
          warn("eui64", "\(place) shows the hardware address to every peer")
        }
      }
    }
    for server in facts.dns where !server.answers {
      let fault = server.status == .silent ? "does not answer" : "cannot be used"
      warn("name-server", "name server \(server.server) \(fault)")
    }
    if facts.targets.count > 1 {
      for target in facts.targets where target.v6?.isTried == true {
        if !facts.reached(target, over: .ipv6) {
          warn("target", "\(target.host) is not reached over IPv6")
        }
      }
    }
    if facts.nat64?.works == false {
      warn("nat64", "the translator that the name servers announce does not work")
    }
    return warnings
  }
}
