/// How far a thread has come since it told last.
struct ScanProgress: Sendable {
  var settled: UInt64 = 0
  /// How many more than then are set aside: silent as often as they are asked, and not judged yet.
  var setAside = 0
  var sent: UInt64 = 0
  var open: UInt64 = 0
  var filtered: UInt64 = 0
  var window = 0
  /// How long silence is waited out; nil where nothing new is known of it.
  var timeout: Duration?
}
