/// An entry of a list that is none: where it stands, its text, and what is wrong with it.
public struct BadEntry: Hashable, Sendable {
  /// The line in its file, from 1.
  public var line: Int

  /// Where the fault is in its line, in bytes from 1.
  public let column: Int

  /// The entry's text, which may hold anything, and its fault.
  public let error: AddressError

  /// Longer entries are cut: they are no addresses, and the place is what counts.
  static let longestText = 100

  init(line: Int, column: Int, text: Span<UInt8>, fault: AddressFault) {
    self.line = line
    self.column = column
    var kept: [UInt8] = []
    for index in 0..<min(text.count, Self.longestText) { kept.append(text[index]) }
    error = AddressError(input: String(decoding: kept, as: UTF8.self), fault: fault)
  }
}
