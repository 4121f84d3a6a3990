#if os(Linux)
  import Platform

  extension EphemeralPorts {
    /// From ip_local_port_range, which each network namespace has its own of (ip(7)).
    public static var range: ClosedRange<UInt16> {
      guard var reader = try? FileReader(path: "/proc/sys/net/ipv4/ip_local_port_range"),
        let bytes = try? reader.readAll()
      else { return usual }
      let ends = String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isWhitespace)
        .compactMap { UInt16($0) }
      guard ends.count == 2, ends[0] <= ends[1] else { return usual }
      return ends[0]...ends[1]
    }

    /// Linux's default.
    private static var usual: ClosedRange<UInt16> { 32_768...60_999 }
  }
#endif
