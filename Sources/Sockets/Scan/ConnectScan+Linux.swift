#if os(Linux)
  extension ConnectScan.Strategy {
    /// What this system does best.
    package static var usual: Self { .reuse }
  }
#endif
