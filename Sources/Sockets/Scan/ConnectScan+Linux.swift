#if os(Linux)
  extension ConnectScan.Strategy {
    /// What this system does best.
    public static var usual: Self { .reuse }
  }
#endif
