#if canImport(Darwin)
  import Platform

  /// Darwin keeps no error queue: a connected socket gets the errno alone, without its sender.
  enum ErrorQueue {
    static func enable(
      _ descriptor: Int32, _ family: AddressFamily, _ isOn: Bool = true
    ) throws(SystemError) {}

    static func next(_ descriptor: Int32) -> ICMPReport? { nil }
  }
#endif
