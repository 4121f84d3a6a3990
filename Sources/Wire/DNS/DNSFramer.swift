/// Cuts a TCP byte stream into DNS messages: each stands behind its length (RFC 1035 §4.2.2).
public struct DNSFramer: Sendable {
  private var buffer: [UInt8] = []

  public init() {}

  public mutating func append(_ bytes: some Sequence<UInt8>) {
    buffer.append(contentsOf: bytes)
  }

  /// The next whole message, undecoded; nil when more bytes are needed. At most 65,535 bytes are
  /// ever waited for, which is what the length can say.
  public mutating func next() -> [UInt8]? {
    guard buffer.count >= 2 else { return nil }
    let length = Int(buffer[0]) << 8 | Int(buffer[1])
    guard buffer.count >= 2 + length else { return nil }
    defer { buffer.removeFirst(2 + length) }
    return Array(buffer[2..<2 + length])
  }
}
