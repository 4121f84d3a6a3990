/// The page that a command writes its answer on: UTF-8 bytes, and what is known of the reader.
///
/// A command renders a whole report into it; Platform's writer then writes `bytes` out.
public struct TextBuffer: TextOutputStream, Sendable {
  public var bytes: [UInt8] = []
  /// Whether styles become escape sequences; where not, only their words remain.
  public let isColored: Bool
  /// The terminal's width; nil where there is no terminal, and then nothing is wrapped or cut.
  public let columns: Int?

  public init(isColored: Bool = false, columns: Int? = nil) {
    self.isColored = isColored
    self.columns = columns
  }

  public mutating func write(_ text: String) {
    // As a buffer of bytes: appending the UTF-8 view itself takes three times as long.
    var text = text
    text.withUTF8 { unsafe append($0) }
  }

  /// Text that is known to the compiler: without a String, for what is written by the thousand.
  public mutating func put(_ text: StaticString) {
    unsafe append(UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// A copy and nothing else: `Array.append(contentsOf:)` takes 70 instructions to begin.
  private mutating func append(_ text: UnsafeBufferPointer<UInt8>) {
    guard let start = text.baseAddress, text.count > 0 else { return }
    bytes.append(addingCapacity: text.count) { room in
      unsafe room.withUnsafeMutableBufferPointer { buffer, count in
        unsafe (buffer.baseAddress! + count).initialize(from: start, count: text.count)
        count += text.count
      }
    }
  }

  public mutating func write(_ text: String, _ style: Style) {
    guard isColored, style != .plain, !text.isEmpty else { return write(text) }
    style.appendStart(to: &bytes)
    write(text)
    Style.appendEnd(to: &bytes)
  }

  public mutating func write(_ text: StyledText) {
    for run in text.runs { write(run.text, run.style) }
  }

  /// `text` and a line end.
  public mutating func line(_ text: String = "") {
    write(text)
    bytes.append(UInt8(ascii: "\n"))
  }

  /// `text` and a line end.
  public mutating func line(_ text: StyledText) {
    write(text)
    bytes.append(UInt8(ascii: "\n"))
  }

  /// Blanks.
  public mutating func spaces(_ count: Int) {
    bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: max(0, count)))
  }

  /// Starts afresh and keeps the memory, once `bytes` has been written out.
  public mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
  }

  /// What has been written, as text.
  public var text: String { String(decoding: bytes, as: UTF8.self) }
}
