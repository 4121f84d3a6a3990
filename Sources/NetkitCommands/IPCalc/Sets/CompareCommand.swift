import Addressing
import Arguments
import Presentation

/// `netkit ipcalc cmp`: how sets stand to one another.
struct CompareCommand: RunnableCommand {
  var operands: [String] = []
  var input = EntryRules()
  var output = OutputOptions()

  static let name = "cmp"
  static let summary = "Compare sets: equal, inside, overlapping or disjoint"
  static var details: String {
    """
    Each operand is a set of its own; every two of them are compared, and the addresses that they \
    share and do not share are counted. The exit status is 0 when all are equal, 1 otherwise.
    """
  }
  static var examples: [Example] {
    [Example("netkit ipcalc cmp @old.txt @new.txt", "Have two lists the same addresses")]
  }
  static var arguments: [Argument] {
    [
      operands(
        "SET", \.operands, "Network, range, @FILE or - for standard input", minimum: 2,
        details: SetWords.set),
      shared(at: \.input),
      heading("Output"),
      shared(at: \.output),
    ]
  }
  static var sections: [ManualSection] {
    [
      ManualSection(
        "JSON KEYS",
        entries: [
          .init("equal", "Whether all sets are equal"),
          .init("pairs", "One object for every two sets"),
          .init("a, b", "The operands"),
          .init(
            "relation", "`contains`, `equal`, `inside`, `overlaps` or `disjoint`: how a lies to b"),
          .init("a_addresses, b_addresses", "How many addresses, as decimal strings"),
          .init("common, only_a, only_b", "How many in both, and in one of them only"),
        ])
    ]
  }

  func run(in session: Session) -> ExitStatus {
    var reader = SetReader(input, in: session)
    var pairs: [SetComparison] = []
    var sets: [SharedSet] = []
    for operand in operands {
      reader.read(operand)
      guard reader.canGoOn else { return reader.status }
      let set = SharedSet(operand, reader.takeSet())
      pairs += sets.map { SetComparison($0, set) }
      sets.append(set)
    }
    reader.warn()
    let areEqual = pairs.allSatisfy { $0.relation == .equal }
    show(pairs, areEqual, in: session)
    return ExitStatus.worst(reader.status, areEqual ? .yes : .no)
  }

  private func show(_ pairs: [SetComparison], _ areEqual: Bool, in session: Session) {
    if output.isQuiet { return }
    if output.isJSON {
      session.show(json: ComparisonReport(equal: areEqual, pairs: pairs))
      return
    }
    var page = session.page(output)
    var table = Table([
      .flexible("A"), .left(""), .flexible("B"), .right("COMMON"), .right("ONLY A"),
      .right("ONLY B"),
    ])
    for pair in pairs {
      table.add(
        StyledText(pair.a), StyledText(pair.relation.rawValue, .bold), StyledText(pair.b),
        StyledText("\(pair.common)"), StyledText("\(pair.onlyA)"), StyledText("\(pair.onlyB)"))
    }
    table.write(to: &page)
    session.show(&page)
  }
}

/// A set that several comparisons look at: a class, because sets are not copied.
final class SharedSet {
  let name: String
  let set: NetworkSet

  init(_ name: String, _ set: consuming NetworkSet) {
    self.name = name
    self.set = set
  }
}

struct ComparisonReport: Encodable {
  let equal: Bool
  let pairs: [SetComparison]
}

/// How two sets stand to each other, in addresses.
struct SetComparison: Encodable {
  enum Relation: String, Encodable {
    case equal, contains, inside, overlaps, disjoint
  }

  let a: String
  let b: String
  let relation: Relation
  let aAddresses: AddressCount
  let bAddresses: AddressCount
  let common: AddressCount
  let onlyA: AddressCount
  let onlyB: AddressCount

  init(_ left: SharedSet, _ right: SharedSet) {
    a = left.name
    b = right.name
    aAddresses = left.set.count
    bAddresses = right.set.count
    common = left.set.intersection(right.set).count
    onlyA = aAddresses - common
    onlyB = bAddresses - common
    switch (onlyA == .zero, onlyB == .zero, common == .zero) {
    case (true, true, _): relation = .equal
    case (true, false, _): relation = .inside
    case (false, true, _): relation = .contains
    case (false, false, true): relation = .disjoint
    case (false, false, false): relation = .overlaps
    }
  }
}
