/// What a descriptor is ready for.
struct Readiness: OptionSet {
  let rawValue: UInt8

  static let readable = Readiness(rawValue: 1)
  static let writable = Readiness(rawValue: 2)
  /// The peer has ended its side, or both.
  static let ended = Readiness(rawValue: 4)
  /// An error waits on the socket or in its error queue.
  static let failed = Readiness(rawValue: 8)
  /// Another task or thread asked the reader to look again.
  static let woken = Readiness(rawValue: 16)

  /// What ends a wait for reading.
  static let forReading: Readiness = [.readable, .ended, .failed, .woken]
  /// What ends a wait for writing.
  static let forWriting: Readiness = [.writable, .failed]
}
