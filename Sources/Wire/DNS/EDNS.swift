/// The OPT pseudo-record: EDNS version 0 (RFC 6891 §6.1).
package struct EDNS: Hashable, Sendable {
  /// The largest UDP answer that the sender takes, in bytes.
  package var payloadSize: UInt16
  package var version: UInt8
  /// DNSSEC OK (RFC 3225).
  package var wantsSignatures: Bool
  package var options: [Option]

  package struct Option: Hashable, Sendable {
    package var code: UInt16
    package var value: [UInt8]

    package init(code: UInt16, value: [UInt8]) {
      self.code = code
      self.value = value
    }
  }

  /// 1232: fits the smallest IPv6 packet, so no answer needs fragments (DNS flag day 2020).
  package static let defaultPayloadSize: UInt16 = 1232

  package init(
    payloadSize: UInt16 = defaultPayloadSize, version: UInt8 = 0, wantsSignatures: Bool = false,
    options: [Option] = []
  ) {
    self.payloadSize = payloadSize
    self.version = version
    self.wantsSignatures = wantsSignatures
    self.options = options
  }
}
