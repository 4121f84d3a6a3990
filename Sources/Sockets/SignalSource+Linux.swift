#if os(Linux)
  import Platform

  /// Signals as something to poll: a signalfd. They must be blocked.
  struct SignalSource: ~Copyable {
    private let source: FileDescriptor

    init(_ signals: [Int32]) throws(SystemError) {
      source = try SystemCalls.openSignals(signals)
    }

    var raw: Int32 { source.raw }

    /// The next signal that came; nil when there is none.
    func next() -> Int32? { SystemCalls.readSignal(source.raw) }
  }
#endif
