/// A TLS version that is still in use; 1.0 and 1.1 are not (RFC 8996).
public enum TLSVersion: Int, Comparable, Sendable, CaseIterable {
  case v1_2 = 0x0303
  case v1_3 = 0x0304

  public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}
