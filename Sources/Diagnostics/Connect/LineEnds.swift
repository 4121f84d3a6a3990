/// Turns the line ends of a text that comes in pieces into CR LF (RFC 1123 §3.3.1): LF alone gets a
/// CR, and a CR LF stays one, wherever it was cut.
struct LineEnds: Sendable {
  private var endsInReturn = false

  mutating func complete(_ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + 16)
    for byte in bytes {
      if byte == UInt8(ascii: "\n"), !endsInReturn { result.append(UInt8(ascii: "\r")) }
      result.append(byte)
      endsInReturn = byte == UInt8(ascii: "\r")
    }
    return result
  }
}
