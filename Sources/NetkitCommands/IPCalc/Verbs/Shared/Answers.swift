import Platform
import Presentation

/// Where a verb's answers go, one after another: text, one JSON object a line, or nowhere.
///
/// Nothing is collected, so that a /8 can be cut into four million parts in the memory of one.
struct Answers {
  private let session: Session
  private let options: OutputOptions
  private var page: TextBuffer
  private var isFirst = true

  init(_ session: Session, _ options: OutputOptions) {
    self.session = session
    self.options = options
    page = session.page(options)
  }

  /// False where only the exit status answers, and once nobody takes more: the disk is full.
  var areWanted: Bool { !options.isQuiet && session.output.error == nil }

  /// Whether the answers are text, for what only readers need: headings, totals.
  var areText: Bool { !options.isQuiet && !options.isJSON }

  /// The width of the reader's terminal; nil into a file or a pipe.
  var columns: Int? { page.columns }

  /// Gives one answer, of which only the form that was asked for is made. Sheets of several lines
  /// are parted by a blank one.
  mutating func give(
    _ report: @autoclosure () -> some Encodable, isSheet: Bool = false,
    text: (inout TextBuffer) -> Void
  ) {
    guard !options.isQuiet else { return }
    guard !options.isJSON else { return session.show(json: report(), absent: .null) }
    if isSheet, !isFirst { page.line() }
    isFirst = false
    text(&page)
    session.show(&page)
  }

  /// Writes what is for readers only and has no place in JSON.
  mutating func explain(_ text: (inout TextBuffer) -> Void) {
    guard areText else { return }
    text(&page)
    session.show(&page)
  }
}
