/// How far a set may grow for the sake of fewer prefixes.
public struct Approximation: Sendable {
  /// No more prefixes than this, if that can be had.
  public var into: Int?

  /// The addresses added are at most this share of those there: 0.05 is 5 %.
  public var waste: Double?

  /// Prefixes longer than this are widened to it.
  public var longest: Int?

  /// No prefix is made shorter than this, so that nothing ends as 0.0.0.0/0 by accident.
  public var shortest: Int

  public init(into: Int? = nil, waste: Double? = nil, longest: Int? = nil, shortest: Int) {
    self.into = into
    self.waste = waste
    self.longest = longest
    self.shortest = shortest
  }
}

extension AddressSet {
  /// The same set, or a larger one of fewer prefixes.
  ///
  /// The prefixes are the leaves of a binary tree whose inner nodes are the smallest prefixes that
  /// cover two neighbours: n leaves have n − 1 of them. A node can be merged once both of its
  /// branches are whole; that costs one prefix less and adds the addresses that neither branch
  /// covers. Always the merge that adds the fewest comes next, from a heap, until the budget is used
  /// up. Building the tree takes one pass with a stack, the merging O(n log n).
  ///
  /// Each step is the cheapest there is at that time; a costly merge that would open the way to a
  /// free one is not looked for.
  public borrowing func approximated(_ plan: Approximation) -> AddressSet {
    let widest = widened(to: plan.longest ?? Address.width)
    guard plan.into != nil || plan.waste != nil else { return widest }
    var tree = MergeTree<Address>(widest, shortest: plan.shortest)
    tree.merge(plan)
    return tree.result(on: workbench)
  }

  /// The same set with each prefix longer than `length` replaced by the one of that length.
  public borrowing func widened(to length: Int) -> AddressSet {
    let mask = Prefix<Address>.maskBits(length)
    var result = AddressSet(on: workbench)
    for index in 0..<rangeCount {
      let range = self[index]
      result.append(
        AddressRange(
          ascending: Address(bits: range.first.bits & mask),
          Address(bits: range.last.bits | ~mask)))
    }
    return result
  }
}

/// The prefixes of a set as a tree of possible merges.
private struct MergeTree<Address: InternetAddress> {
  private struct Node {
    let prefix: Prefix<Address>
    var parent: Int32 = -1
    /// Branches that are not whole yet: 2, 1 or 0; a leaf has none.
    var openBranches: Int8 = 0
    /// Addresses that whole branches cover. A /0 is never made, so a count fits the number.
    var covered: Address.Bits = 0
    var isWhole = false
  }

  private var nodes: [Node] = []
  private let shortest: Int
  private var prefixes = 0
  private var heap = Heap<Merge<Address.Bits>>()
  private let total: AddressCount

  init(_ set: borrowing AddressSet<Address>, shortest: Int) {
    self.shortest = max(shortest, 1)
    total = set.count
    // The inner nodes from the root to the newest leaf, each still without its right branch.
    var open: [Int] = []
    var newest: Int?
    for index in 0..<set.rangeCount {
      for prefix in set[index].prefixes {
        let leaf = nodes.count
        nodes.append(Node(prefix: prefix, isWhole: true))
        prefixes += 1
        if let newest { join(newest, leaf, on: &open) }
        newest = leaf
      }
    }
    guard var branch = newest else { return }
    while let above = open.popLast() {
      attach(branch, to: above)
      branch = above
    }
  }

  /// Makes the node that the leaf shares with its neighbour to the left: what lies below it on the
  /// rightmost path is complete and becomes its left branch.
  private mutating func join(_ neighbour: Int, _ leaf: Int, on open: inout [Int]) {
    let prefix = nodes[leaf].prefix
    let shared =
      (nodes[neighbour].prefix.network.bits ^ prefix.network.bits).leadingZeroBitCount
    var branch = neighbour
    while let above = open.last, nodes[above].prefix.length > shared {
      attach(branch, to: above)
      branch = above
      open.removeLast()
    }
    let joint = nodes.count
    nodes.append(
      Node(prefix: Prefix(containing: prefix.network, length: shared), openBranches: 2))
    attach(branch, to: joint)
    open.append(joint)
  }

  private mutating func attach(_ branch: Int, to above: Int) {
    nodes[branch].parent = Int32(above)
    if nodes[branch].isWhole { branchIsWhole(branch) }
  }

  /// Tells the node above that one of its branches is whole now.
  private mutating func branchIsWhole(_ index: Int) {
    guard nodes[index].parent >= 0 else { return }
    let above = Int(nodes[index].parent)
    nodes[above].openBranches -= 1
    guard nodes[above].prefix.length >= shortest else { return }
    nodes[above].covered += Self.size(nodes[index].prefix)
    if nodes[above].openBranches == 0 {
      let cost = Self.size(nodes[above].prefix) - nodes[above].covered
      heap.push(Merge(cost: cost, node: Int32(above)))
    }
  }

  /// How many addresses; the prefix is not /0.
  private static func size(_ prefix: Prefix<Address>) -> Address.Bits {
    1 << Address.Bits(prefix.hostBits)
  }

  mutating func merge(_ plan: Approximation) {
    var budget = plan.waste.map { total.approximate * $0 }
    while prefixes > plan.into ?? 1, let merge = heap.pop() {
      if let left = budget {
        guard Double(merge.cost) <= left else { break }
        budget = left - Double(merge.cost)
      }
      nodes[Int(merge.node)].isWhole = true
      prefixes -= 1
      branchIsWhole(Int(merge.node))
    }
  }

  /// The prefixes that are left: whole nodes with no whole node above.
  func result(on workbench: Workbench) -> AddressSet<Address> {
    var kept = RangeStore<Address>(on: workbench)
    for node in nodes where node.isWhole {
      if node.parent >= 0, nodes[Int(node.parent)].isWhole { continue }
      kept.append(node.prefix.range)
    }
    return AddressSet(merging: kept)
  }
}

/// A node that may become whole, and the addresses that this adds.
private struct Merge<Cost: Comparable>: Comparable {
  let cost: Cost
  let node: Int32

  /// By cost; of equal ones the earlier node, so that the result does not depend on luck.
  static func < (left: Self, right: Self) -> Bool {
    left.cost < right.cost || left.cost == right.cost && left.node < right.node
  }
}
