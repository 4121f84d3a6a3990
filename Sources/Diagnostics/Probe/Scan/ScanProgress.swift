/// How far a thread has come since it told last.
public struct ScanProgress: Sendable {
  public var settled: UInt64 = 0
  public var sent: UInt64 = 0
  public var open: UInt64 = 0
  public var filtered: UInt64 = 0
  public var window = 0
  /// How long silence is waited out; nil where nothing new is known of it.
  public var timeout: Duration?
}
