/// Takes an HTTP/1.1 answer as it arrives and knows when it is whole (RFC 9112 §6), within limits
/// that an endless answer cannot pass.
public struct HTTPResponseReader: Sendable {
  /// Bytes that are taken of the status line with all header fields.
  public static let headLimit = 32 * 1024

  private enum State: Hashable, Sendable {
    case head
    case counted(left: Int)
    case chunkSize
    case chunk(left: Int)
    case chunkEnd
    case trailer
    case untilClose
    case done
  }

  private var state = State.head
  private var buffer: [UInt8] = []
  /// How much of the buffer was searched for the end of the head, so that a head that comes byte by
  /// byte is read once; and whether nothing but the end of a line has come since the last one.
  private var searched = 0
  private var isLineEmpty = false
  private let bodyLimit: Int
  private let hasBody: Bool

  /// There as soon as the empty line behind the header fields has arrived.
  public private(set) var head: HTTPHead?
  /// What has arrived of the body, chunk framing taken off.
  public private(set) var body: [UInt8] = []

  /// `hasBody` false for answers to HEAD.
  public init(bodyLimit: Int = 256 * 1024, hasBody: Bool = true) {
    self.bodyLimit = bodyLimit
    self.hasBody = hasBody
  }

  public var isComplete: Bool { state == .done }

  /// Takes what was read from the connection. Bytes behind the answer are dropped.
  /// Throws when it is not HTTP or too long: close the connection.
  public mutating func append(_ bytes: some Sequence<UInt8>) throws(WireError) {
    buffer.append(contentsOf: bytes)
    while try step() {}
  }

  /// Says that the peer has closed. Throws when the answer was not whole.
  public mutating func finish() throws(WireError) {
    if state == .untilClose { state = .done }
    guard state == .done else { throw .truncated(missing: 1) }
  }

  /// Moves one part on; false when more bytes are needed.
  private mutating func step() throws(WireError) -> Bool {
    switch state {
    case .head: return try readHead()
    case .counted(let left):
      let taken = try take(left)
      state = left == taken ? .done : .counted(left: left - taken)
      return false
    case .untilClose:
      _ = try take(buffer.count)
      return false
    case .chunkSize:
      guard let line = try line(limit: 1024) else { return false }
      let digits = line.prefix { $0 != UInt8(ascii: ";") && $0 != 0x20 && $0 != 0x09 }
      guard (1...8).contains(digits.count),
        digits.allSatisfy({ $0.isASCIIDigit || (0x61...0x66).contains($0 | 0x20) }),
        let size = Int(String(decoding: digits, as: UTF8.self), radix: 16)
      else { throw .malformed("chunk size") }
      state = size == 0 ? .trailer : .chunk(left: size)
      return true
    case .chunk(let left):
      let taken = try take(left)
      state = left == taken ? .chunkEnd : .chunk(left: left - taken)
      return left == taken
    case .chunkEnd:
      guard let line = try line(limit: 2) else { return false }
      guard line.isEmpty else { throw .malformed("bytes behind a chunk") }
      state = .chunkSize
      return true
    case .trailer:
      guard let line = try line(limit: Self.headLimit) else { return false }
      if line.isEmpty { state = .done }
      return !line.isEmpty
    case .done:
      buffer = []
      return false
    }
  }

  private mutating func readHead() throws(WireError) -> Bool {
    guard let end = headEnd() else {
      guard buffer.count <= Self.headLimit else {
        throw .tooLong("HTTP head", limit: Self.headLimit)
      }
      return false
    }
    guard end <= Self.headLimit else { throw .tooLong("HTTP head", limit: Self.headLimit) }
    let head = try HTTPHead(decoding: buffer.prefix(end))
    buffer.removeFirst(end)
    (searched, isLineEmpty) = (0, false)
    // RFC 9110 §15.2: interim answers come before the one that counts.
    if (100...199).contains(head.status), head.status != 101 { return true }
    self.head = head
    state = try bodyState(head)
    return true
  }

  /// RFC 9112 §6.3: how the end of the body is told.
  private func bodyState(_ head: HTTPHead) throws(WireError) -> State {
    guard hasBody, ![101, 204, 304].contains(head.status) else { return .done }
    if let coding = head.value("Transfer-Encoding") {
      guard coding.equalsIgnoringASCIICase("chunked") else {
        throw .malformed("transfer coding '\(coding)'")
      }
      return .chunkSize
    }
    let lengths = head.fields.filter { $0.name.equalsIgnoringASCIICase("Content-Length") }
    guard let first = lengths.first?.value else { return .untilClose }
    guard lengths.allSatisfy({ $0.value == first }), first.utf8.allSatisfy(\.isASCIIDigit),
      let length = Int(first)
    else { throw .malformed("Content-Length") }
    guard length <= bodyLimit else { throw .tooLong("HTTP body", limit: bodyLimit) }
    return length == 0 ? .done : .counted(left: length)
  }

  /// Moves up to `count` bytes to the body and answers how many.
  private mutating func take(_ count: Int) throws(WireError) -> Int {
    let taken = min(count, buffer.count)
    guard body.count + taken <= bodyLimit else { throw .tooLong("HTTP body", limit: bodyLimit) }
    body += buffer.prefix(taken)
    buffer.removeFirst(taken)
    return taken
  }

  /// The next line without its end; nil when it is not whole yet.
  private mutating func line(limit: Int) throws(WireError) -> [UInt8]? {
    guard let end = buffer.firstIndex(of: UInt8(ascii: "\n")) else {
      guard buffer.count <= limit else { throw .tooLong("HTTP line", limit: limit) }
      return nil
    }
    guard end <= limit else { throw .tooLong("HTTP line", limit: limit) }
    var line = Array(buffer[..<end])
    buffer.removeFirst(end + 1)
    if line.last == UInt8(ascii: "\r") { line.removeLast() }
    return line
  }

  /// Where the empty line ends, counted from the start; nil when it is not there yet.
  private mutating func headEnd() -> Int? {
    while searched < buffer.count {
      let byte = buffer[searched]
      searched += 1
      switch byte {
      case UInt8(ascii: "\n"):
        if isLineEmpty { return searched }
        isLineEmpty = true
      case UInt8(ascii: "\r"): continue
      default: isLineEmpty = false
      }
    }
    return nil
  }
}
