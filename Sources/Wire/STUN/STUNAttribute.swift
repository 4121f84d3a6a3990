/// One attribute of a STUN message (RFC 8489 §14, RFC 5780 §7, RFC 3489 §11.2).
public enum STUNAttribute: Hashable, Sendable {
  case mappedAddress(TransportAddress)
  /// Decoded from 0x0020 and from 0x8020, which servers used before RFC 5389; written as 0x0020.
  case xorMappedAddress(TransportAddress)
  /// RFC 3489 §11.2.5, and MAPPED-ADDRESS's twin for the responder; RFC 5780 renamed it.
  case sourceAddress(TransportAddress)
  case changedAddress(TransportAddress)
  case otherAddress(TransportAddress)
  case responseOrigin(TransportAddress)
  case alternateServer(TransportAddress)
  /// Asks for the answer from the other address, the other port, or both.
  case changeRequest(address: Bool, port: Bool)
  case responsePort(UInt16)
  /// As many bytes of padding; their values mean nothing.
  case padding(Int)
  /// Code 300...699 and its reason in words.
  case errorCode(Int, reason: String)
  case unknownAttributes([UInt16])
  case software(String)
  case username([UInt8])
  case realm(String)
  case nonce([UInt8])
  /// HMAC-SHA1, not verified: no command holds a credential.
  case messageIntegrity([UInt8])
  case messageIntegritySHA256([UInt8])
  /// CRC-32 exclusive-or 0x5354554E. Decoding has already verified it.
  case fingerprint(UInt32)
  case other(type: UInt16, value: [UInt8])

  public static let fingerprintMask: UInt32 = 0x5354_554E
  static let fingerprintType: UInt16 = 0x8028

  public var type: UInt16 {
    switch self {
    case .mappedAddress: 0x0001
    case .changeRequest: 0x0003
    case .sourceAddress: 0x0004
    case .changedAddress: 0x0005
    case .username: 0x0006
    case .messageIntegrity: 0x0008
    case .errorCode: 0x0009
    case .unknownAttributes: 0x000A
    case .realm: 0x0014
    case .nonce: 0x0015
    case .messageIntegritySHA256: 0x001C
    case .xorMappedAddress: 0x0020
    case .padding: 0x0026
    case .responsePort: 0x0027
    case .software: 0x8022
    case .alternateServer: 0x8023
    case .fingerprint: Self.fingerprintType
    case .responseOrigin: 0x802B
    case .otherAddress: 0x802C
    case .other(let type, _): type
    }
  }
}
