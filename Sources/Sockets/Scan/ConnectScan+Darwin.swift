#if canImport(Darwin)
  extension ConnectScan.Strategy {
    // BSD's sockets cannot be connected again after a refusal.
    public static var usual: Self { .fresh }
  }
#endif
