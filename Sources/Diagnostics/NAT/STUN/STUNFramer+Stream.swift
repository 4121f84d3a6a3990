import Platform
import Sockets
import Wire

extension STUNFramer {
  /// The next message of a connection; nil where there is none: the peer has gone, is too slow, or
  /// does not speak STUN.
  mutating func next(from stream: TCPStream, by deadline: Deadline) async -> [UInt8]? {
    while true {
      do throws(WireError) {
        if let message = try next() { return message }
      } catch {
        return nil
      }
      guard let part = try? await stream.read(by: deadline), !part.isEmpty else { return nil }
      append(part)
    }
  }
}
