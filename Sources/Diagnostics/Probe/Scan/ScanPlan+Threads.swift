import Addressing
import Platform

extension ScanPlan {
  /// How many threads the plan is worth.
  ///
  /// One asks 100,000 ports a second and more, which is as much as a path bears; only where every
  /// target is this host itself are answers as fast as processors ask. Below 20,000 questions a
  /// second thread costs more than it brings.
  func threads() -> Int {
    guard total >= 20_000, isLocal else { return 1 }
    return min(4, DetachedThread.processorCount)
  }

  /// Whether every target is an address of this host.
  private var isLocal: Bool {
    var own = OwnAddresses()
    return blocks.allSatisfy { block in
      let (first, last) = (block.address(0), block.address(block.count - 1))
      if OwnAddresses.isLoopback(first), OwnAddresses.isLoopback(last) { return true }
      // Nobody has so many addresses in a row that asking for each would pay.
      return block.count <= 16
        && (0..<block.count).allSatisfy { own.contains(block.address($0)) }
    }
  }
}
