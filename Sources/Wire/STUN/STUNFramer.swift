/// Cuts a TCP byte stream into STUN messages (RFC 8489 §6.2.2: the length field is the framing).
public struct STUNFramer: Sendable {
  private var buffer: [UInt8] = []
  /// Longest message accepted, header included.
  private let limit: Int

  public init(limit: Int = 2048) { self.limit = limit }

  /// Bytes that wait for the rest of their message.
  public var pending: Int { buffer.count }

  public mutating func append(_ bytes: some Sequence<UInt8>) {
    buffer.append(contentsOf: bytes)
  }

  /// The next whole message, still undecoded; nil when more bytes are needed.
  /// Throws when the stream is not STUN: it cannot be brought back into step, so close it.
  public mutating func next() throws(WireError) -> [UInt8]? {
    var reader = ByteReader(buffer)
    guard buffer.count >= 4 else { return nil }
    let type = try reader.uint16()
    let length = Int(try reader.uint16())
    guard type < 0x4000, length % 4 == 0 else { throw .malformed("the stream is not STUN") }
    let total = STUNMessage.headerLength + length
    guard total <= limit else { throw .tooLong("STUN message", limit: limit) }
    guard buffer.count >= total else { return nil }
    defer { buffer.removeFirst(total) }
    return Array(buffer.prefix(total))
  }
}
