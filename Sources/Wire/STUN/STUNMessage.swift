/// A STUN message as a value: RFC 8489, with RFC 5780's attributes and RFC 3489's older form.
public struct STUNMessage: Hashable, Sendable {
  /// The class bits of the message type (RFC 8489 §5).
  public enum Kind: UInt16, Hashable, Sendable {
    case request = 0x000
    case indication = 0x010
    case success = 0x100
    case failure = 0x110
  }

  /// Method numbers that netkit speaks (RFC 8489 §18.1, RFC 8656 §17).
  public enum Method {
    public static let binding: UInt16 = 1
    public static let allocate: UInt16 = 3
  }

  public var kind: Kind
  /// 12 bits.
  public var method: UInt16
  public var transaction: STUNTransaction
  /// In the order of the wire; where one occurs twice, the first counts (RFC 8489 §14).
  public var attributes: [STUNAttribute]

  public init(
    kind: Kind, method: UInt16 = Method.binding, transaction: STUNTransaction,
    attributes: [STUNAttribute] = []
  ) {
    self.kind = kind
    self.method = method
    self.transaction = transaction
    self.attributes = attributes
  }

  // MARK: What the first attribute of a type says

  public var mappedAddress: TransportAddress? {
    first { if case .mappedAddress(let value) = $0 { value } else { nil } }
  }
  public var xorMappedAddress: TransportAddress? {
    first { if case .xorMappedAddress(let value) = $0 { value } else { nil } }
  }
  public var otherAddress: TransportAddress? {
    first { if case .otherAddress(let value) = $0 { value } else { nil } }
  }
  public var changedAddress: TransportAddress? {
    first { if case .changedAddress(let value) = $0 { value } else { nil } }
  }
  public var sourceAddress: TransportAddress? {
    first { if case .sourceAddress(let value) = $0 { value } else { nil } }
  }
  public var responseOrigin: TransportAddress? {
    first { if case .responseOrigin(let value) = $0 { value } else { nil } }
  }
  public var alternateServer: TransportAddress? {
    first { if case .alternateServer(let value) = $0 { value } else { nil } }
  }
  public var changeRequest: (address: Bool, port: Bool)? {
    first { if case .changeRequest(let address, let port) = $0 { (address, port) } else { nil } }
  }
  public var responsePort: UInt16? {
    first { if case .responsePort(let value) = $0 { value } else { nil } }
  }
  /// Bytes of padding asked for or given.
  public var padding: Int? {
    first { if case .padding(let value) = $0 { value } else { nil } }
  }
  public var errorCode: (code: Int, reason: String)? {
    first { if case .errorCode(let code, let reason) = $0 { (code, reason) } else { nil } }
  }
  public var unknownAttributes: [UInt16]? {
    first { if case .unknownAttributes(let value) = $0 { value } else { nil } }
  }
  public var software: String? {
    first { if case .software(let value) = $0 { value } else { nil } }
  }
  public var realm: String? {
    first { if case .realm(let value) = $0 { value } else { nil } }
  }
  public var hasFingerprint: Bool {
    attributes.contains { if case .fingerprint = $0 { true } else { false } }
  }

  /// Types below 0x8000 that were not understood: a request that has any must be refused with
  /// 420, an answer that has any must be dropped (RFC 8489 §6.3).
  public var unknownRequired: [UInt16] {
    attributes.compactMap {
      if case .other(let type, _) = $0, type < 0x8000 { type } else { nil }
    }
  }

  private func first<Value>(_ pick: (STUNAttribute) -> Value?) -> Value? {
    for attribute in attributes {
      if let value = pick(attribute) { return value }
    }
    return nil
  }
}
