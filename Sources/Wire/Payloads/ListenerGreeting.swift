/// How `netkit probe --payload netkit` finds out that `netkit serve` is at the other end: the server
/// gives the question's name back, in an answer of the same length.
///
///     netkit probe 0102030405060708
///     netkit serve 0102030405060708
public enum ListenerGreeting {
  private static let question = Array("netkit probe ".utf8)
  private static let answer = Array("netkit serve ".utf8)
  private static let nameLength = 16

  /// - Parameter name: sixteen hexadecimal digits.
  static func question(_ name: String) -> [UInt8] { question + Array("\(name)\n".utf8) }

  /// What a server says to a datagram that asks for it; nil for every other datagram.
  public static func answer(to datagram: RawSpan) -> [UInt8]? {
    // The length tells nearly all others: nothing of them is copied.
    guard datagram.byteCount == question.count + nameLength + 1 else { return nil }
    let bytes = unsafe datagram.withUnsafeBytes { unsafe Array($0) }
    guard let name = name(in: bytes, after: question) else { return nil }
    return answer + Array("\(name)\n".utf8)
  }

  static func name(inAnswer bytes: [UInt8]) -> String? { name(in: bytes, after: answer) }

  private static func name(in bytes: [UInt8], after head: [UInt8]) -> String? {
    guard bytes.count == head.count + nameLength + 1, bytes.starts(with: head),
      bytes.last == UInt8(ascii: "\n")
    else { return nil }
    let name = bytes[head.count..<bytes.count - 1]
    let isHexadecimal = name.allSatisfy {
      (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
        || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains($0)
    }
    return isHexadecimal ? String(decoding: name, as: UTF8.self) : nil
  }
}
