/// Facts with labels, one a line: label, value, details.
///
///     Address     192.168.0.10      11000000.10101000.00000000.00 001010
///     Netmask     255.255.255.192   11111111.11111111.11111111.11 000000   /26
///
///     Hosts       192.168.0.1 – 192.168.0.62   62 usable of 64
///
/// The cells of `field` rows line up beneath each other; those of `note` rows follow their value
/// without widening the columns. What does not fit into the page's width goes on in the next line,
/// under the value. Lines never end in blanks.
public struct Sheet: Sendable {
  private enum Row: Sendable {
    case cells(label: String, [StyledText], areAligned: Bool)
    case blank
  }

  private var rows: [Row] = []
  /// Blank columns before the labels.
  private let indent = 2
  /// Blank columns between the longest label and the values.
  private let labelGap = 2
  /// Blank columns between the value and each detail.
  private let gap = 3

  public init() {}

  public var isEmpty: Bool { rows.isEmpty }

  /// A row whose cells line up with those of the other fields.
  public mutating func field(_ label: String, _ cells: StyledText...) {
    field(label, cells)
  }

  public mutating func field(_ label: String, _ cells: [StyledText]) {
    rows.append(.cells(label: label, cells, areAligned: true))
  }

  /// A row whose cells stand for themselves. An empty label continues the row above.
  public mutating func note(_ label: String, _ cells: StyledText...) {
    note(label, cells)
  }

  public mutating func note(_ label: String, _ cells: [StyledText]) {
    rows.append(.cells(label: label, cells, areAligned: false))
  }

  /// A blank line between groups.
  public mutating func blank() {
    rows.append(.blank)
  }

  public func write(to page: inout TextBuffer) {
    let widths = cellWidths
    let start = valueStart
    for row in rows {
      switch row {
      case .blank: page.line()
      case .cells(let label, let cells, let areAligned):
        write(label, cells, areAligned ? widths : [], from: start, to: &page)
      }
    }
  }

  /// The column in which values start.
  private var valueStart: Int {
    let labels = rows.map { row in
      if case .cells(let label, _, _) = row { DisplayWidth.columns(of: label) } else { 0 }
    }
    return indent + (labels.max() ?? 0) + labelGap
  }

  /// The width of each cell of the aligned rows.
  private var cellWidths: [Int] {
    var widths: [Int] = []
    for case .cells(_, let cells, areAligned: true) in rows {
      for (index, cell) in cells.enumerated() {
        if index == widths.count { widths.append(0) }
        widths[index] = max(widths[index], cell.width)
      }
    }
    return widths
  }

  private func write(
    _ label: String, _ cells: [StyledText], _ widths: [Int], from start: Int,
    to page: inout TextBuffer
  ) {
    let limit = page.columns ?? .max
    var column = 0
    if !label.isEmpty {
      page.spaces(indent)
      page.write(label, .dim)
      column = indent + DisplayWidth.columns(of: label)
    }
    var target = start
    for (index, cell) in cells.enumerated() where !cell.isEmpty {
      if index > 0 {
        target = widths.isEmpty ? column + gap : start + offset(of: index, widths)
        let overflows = target + cell.width > limit
        if column > target - gap || overflows { target = column + gap }
        if target + cell.width > limit {
          page.line()
          (column, target) = (0, start)
        }
      }
      let isWhole = target + cell.width <= limit
      let lines = isWhole ? [cell] : cell.wrapped(to: max(20, limit - target))
      for (number, line) in lines.enumerated() {
        if number > 0 {
          page.line()
          column = 0
        }
        page.spaces(target - column)
        page.write(line)
        column = target + line.width
      }
    }
    page.line()
  }

  private func offset(of index: Int, _ widths: [Int]) -> Int {
    widths[..<index].reduce(0) { $0 + $1 + gap }
  }
}
