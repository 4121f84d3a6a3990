/// The OPT pseudo-record: EDNS version 0 (RFC 6891 §6.1).
public struct EDNS: Hashable, Sendable {
  /// The largest UDP answer that the sender takes, in bytes.
  public var payloadSize: UInt16
  public var version: UInt8
  /// DNSSEC OK (RFC 3225).
  public var wantsSignatures: Bool
  public var options: [Option]

  public struct Option: Hashable, Sendable {
    public var code: UInt16
    public var value: [UInt8]

    public init(code: UInt16, value: [UInt8]) {
      self.code = code
      self.value = value
    }
  }

  /// 1232: fits the smallest IPv6 packet, so no answer needs fragments (DNS flag day 2020).
  public static let defaultPayloadSize: UInt16 = 1232

  public init(
    payloadSize: UInt16 = defaultPayloadSize, version: UInt8 = 0, wantsSignatures: Bool = false,
    options: [Option] = []
  ) {
    self.payloadSize = payloadSize
    self.version = version
    self.wantsSignatures = wantsSignatures
    self.options = options
  }
}
