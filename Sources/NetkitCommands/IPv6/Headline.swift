import Diagnostics
import Presentation

/// The verdict in one line, as a person would say it.
struct Headline {
  let judgement: Judgement

  var text: StyledText { words.styled(style) }

  private var style: Style {
    switch judgement.verdict {
    case .dualStack, .ipv6OnlyNAT64, .ipv6Only, .targetV6Only: .green.bold
    case .slowIPv6, .slowIPv4, .ipv4Only, .targetV4Only, .unknown: .yellow.bold
    case .ipv6Disabled, .brokenIPv6, .brokenIPv4, .offline: .red.bold
    }
  }

  private var words: String {
    switch judgement.verdict {
    case .dualStack: dualStack
    case .slowIPv6: "Dual stack, but IPv6 is slow" + because
    case .slowIPv4: "Dual stack, but IPv4 is slow" + because
    case .ipv4Only:
      judgement.reason == nil
        ? "IPv4 only: this machine has no IPv6"
        : "IPv4 only, and the target does not answer over it"
    case .ipv6Disabled: "IPv6 is disabled" + because
    case .ipv6Only: "IPv6 only: this machine has no IPv4, and no NAT64"
    case .ipv6OnlyNAT64: "IPv6 only, with NAT64 to reach IPv4"
    case .brokenIPv6: "IPv6 is broken" + because
    case .brokenIPv4: "IPv4 is broken, IPv6 works" + because
    case .targetV4Only: "The target has IPv4 only"
    case .targetV6Only: "The target has IPv6 only, and is reached"
    case .offline: "Offline: neither IPv4 nor IPv6 works"
    case .unknown: "Could not tell: the target answers over neither IPv4 nor IPv6"
    }
  }

  private var dualStack: String {
    switch judgement.basis {
    case .connect: "Dual stack: IPv6 and IPv4 work"
    case .dns: "Dual stack: name servers answer, and both families are configured"
    case .local: "Dual stack: IPv6 and IPv4 are configured (nothing was tried)"
    }
  }

  private var because: String {
    guard let reason = judgement.reason else { return "" }
    return ": " + words(for: reason)
  }

  private func words(for reason: DualStackReason) -> String {
    let someone = judgement.by.map { "\($0)" }
    let which = someone.map { "\($0) " } ?? ""
    return switch reason {
    case .dropped: "connections are dropped silently"
    case .rejected: "rejected by \(someone ?? "the network")"
    case .noRoute: "there is no route"
    case .gatewayDead: "the gateway \(which)does not answer"
    case .addressNotReady: "the address \(which)is not ready"
    case .dns: "the name server \(which)fails"
    case .pmtu: "large packets vanish"
    case .latency: "it takes over 250 ms longer"
    case .firstPacketLost: "the first packet is lost"
    case .noKernelSupport: "not in this kernel"
    case .switchedOff: "switched off on this machine"
    case .target: "the target does not answer"
    }
  }
}
