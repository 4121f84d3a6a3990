import Addressing
import Platform
import Sockets

/// Explains the order of a report's addresses by what the kernel would send from.
struct OrderWriter {
  private let policy: AddressPolicy
  private let kernel: KernelSources

  init(_ policy: AddressPolicy, kernel: KernelSources = KernelSources()) {
    self.policy = policy
    self.kernel = kernel
  }

  func explain(_ report: inout ResolveReport, _ entries: [SocketAddress]) {
    let candidates = entries.map { Candidate($0.address, source: kernel.source(for: $0)) }
    let explanation = OrderExplanation(of: candidates, by: DestinationOrder(policy))
    report.policy = policy.name
    report.orderExplained = explanation.isExplained
    for index in report.addresses.indices {
      let (destination, source) = (candidates[index].destination, candidates[index].source)
      report.addresses[index].label = policy.label(of: destination)
      report.addresses[index].precedence = policy.precedence(of: destination)
      report.addresses[index].sourceAddress = source?.address
      report.addresses[index].interface = source?.interface
      report.addresses[index].sourceLabel = source.map { policy.label(of: $0.address) }
      guard index < explanation.decisions.count else { continue }
      report.addresses[index].ruleOverNext = explanation.decisions[index].rule.rawValue
      report.addresses[index].reason = explanation.decisions[index].reason
    }
    guard let contradiction = explanation.contradiction else { return }
    report.warnings.append(
      ResolveWarning(
        "order-unexplained",
        "rule \(contradiction.decision.rule.rawValue) puts \(entries[contradiction.second].address) "
          + "before \(entries[contradiction.first].address): \(contradiction.decision.reason)"))
  }
}

/// What the kernel would send from, and what is known of that address: asked once for many.
struct KernelSources {
  private let addresses: [IPAddress: InterfaceAddress]
  private let interfaces: [UInt32: NetworkInterface]

  init() {
    let all = (try? NetworkState.addresses()) ?? []
    addresses = Dictionary(all.map { ($0.address, $0) }) { first, _ in first }
    let links = (try? NetworkState.interfaces()) ?? []
    interfaces = Dictionary(links.map { ($0.index, $0) }) { first, _ in first }
  }

  /// nil where there is no route to the destination.
  func source(for destination: SocketAddress) -> Candidate.Source? {
    guard let source = try? SourceSelection.source(for: destination) else { return nil }
    guard let known = addresses[source.address] else { return Candidate.Source(source.address) }
    let interface = interfaces[known.interfaceIndex]
    return Candidate.Source(
      source.address, interface: interface?.name, interfaceIndex: known.interfaceIndex,
      prefixLength: known.prefixLength,
      // glibc's check_pf counts an optimistic address (RFC 4429) as deprecated.
      isDeprecated: !known.flags.isDisjoint(with: [.deprecated, .optimistic]),
      isHome: known.flags.contains(.homeAddress),
      // The kinds of link that glibc takes for tunnels: ARPHRD_TUNNEL, TUNNEL6 and SIT.
      isNative: !["sit", "ipip", "ip6tnl", "vti", "vti6"].contains(interface?.kind))
  }
}
