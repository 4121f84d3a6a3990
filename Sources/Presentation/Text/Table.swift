/// Rows under headings, aligned by display width: Korean and other wide text lines up too.
///
///     var table = Table([.right("PORT"), .left("STATE"), .flexible("SERVICE")])
///     table.add("80", "open".styled(.green), "http")
///     table.write(to: &page)
///
/// Where the page has a width, the flexible column is cut until the rows fit. Lines never end in
/// blanks.
public struct Table: Sendable {
  public struct Column: Sendable {
    public var title: String
    public var alignment: Alignment
    /// Whether it gives way when the table is wider than the page.
    public var isFlexible = false

    public static func left(_ title: String) -> Column {
      Column(title: title, alignment: .left)
    }

    public static func right(_ title: String) -> Column {
      Column(title: title, alignment: .right)
    }

    public static func flexible(_ title: String) -> Column {
      Column(title: title, alignment: .left, isFlexible: true)
    }
  }

  /// A flexible column is never cut below this: less says nothing.
  private static let narrowest = 8

  private let columns: [Column]
  private var rows: [[StyledText]] = []
  /// Blank columns between two columns.
  public var gap = 2
  /// Blank columns before the first.
  public var indent = 0

  /// A table whose titles are all empty has no line of headings.
  public init(_ columns: [Column]) {
    self.columns = columns
  }

  public var isEmpty: Bool { rows.isEmpty }

  public mutating func add(_ cells: StyledText...) {
    add(cells)
  }

  /// Cells that are missing at the end are empty; there may not be more than columns.
  public mutating func add(_ cells: [StyledText]) {
    precondition(cells.count <= columns.count, "a row has more cells than the table columns")
    rows.append(cells)
  }

  public func write(to page: inout TextBuffer) {
    let widths = widths(fitting: page.columns)
    if columns.contains(where: { !$0.title.isEmpty }) {
      writeRow(columns.map { StyledText($0.title, .bold) }, widths, to: &page)
    }
    for row in rows { writeRow(row, widths, to: &page) }
  }

  private func widths(fitting limit: Int?) -> [Int] {
    var widths = columns.map { DisplayWidth.columns(of: $0.title) }
    for row in rows {
      for (index, cell) in row.enumerated() { widths[index] = max(widths[index], cell.width) }
    }
    guard let limit, let flexible = columns.firstIndex(where: \.isFlexible) else { return widths }
    let total = indent + widths.reduce(0, +) + gap * (columns.count - 1)
    if total > limit {
      let least = min(widths[flexible], Self.narrowest)
      widths[flexible] = max(least, widths[flexible] - (total - limit))
    }
    return widths
  }

  private func writeRow(_ cells: [StyledText], _ widths: [Int], to page: inout TextBuffer) {
    var blanks = indent  // written only before the next text, so that no line ends in them
    for (index, cell) in cells.enumerated() {
      let text = columns[index].isFlexible ? cell.truncated(to: widths[index]) : cell
      let padding = widths[index] - text.width
      if columns[index].alignment == .right { blanks += padding }
      if !text.isEmpty {
        page.spaces(blanks)
        page.write(text)
        blanks = 0
      }
      if columns[index].alignment == .left { blanks += padding }
      blanks += gap
    }
    page.line()
  }
}
