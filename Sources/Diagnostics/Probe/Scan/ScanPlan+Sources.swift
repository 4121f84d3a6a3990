import Addressing
import Sockets

extension ScanPlan {
  /// Fewer source ports than the window is wide at the start would slow the scan down.
  private static let leastSources = 1000

  /// The ports to ask from where this host itself is asked about ports that the kernel would ask
  /// from: none of those that are asked, so that no probe opens by meeting its own socket or that of
  /// another probe (a simultaneous open, RFC 9293 §3.5). Empty where the kernel's choice is as good,
  /// or too few are left, as in a scan of all ports: then the engine takes a second look.
  func sourcePorts(_ ephemeral: ClosedRange<UInt16>) -> [UInt16] {
    guard lists.contains(where: { $0.contains(where: ephemeral.contains) }) else { return [] }
    var own = OwnAddresses()
    guard blocks.contains(where: { own.areAmong($0) }) else { return [] }
    let asked = PortField(lists.joined())
    // First those that are nobody else's, then downwards: a server wants a low one.
    let lowest = UInt16(1024)
    let others = (lowest...UInt16.max).reversed().filter { !ephemeral.contains($0) }
    let free = (Array(ephemeral) + others).filter { !asked.contains($0) }
    return free.count < Self.leastSources ? [] : free
  }
}
