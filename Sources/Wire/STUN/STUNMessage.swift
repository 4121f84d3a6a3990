/// A STUN message as a value: RFC 8489, with RFC 5780's attributes and RFC 3489's older form.
package struct STUNMessage: Hashable, Sendable {
  /// The class bits of the message type (RFC 8489 §5).
  package enum Kind: UInt16, Hashable, Sendable {
    case request = 0x000
    case indication = 0x010
    case success = 0x100
    case failure = 0x110
  }

  /// Method numbers that netkit speaks (RFC 8489 §18.1, RFC 8656 §17).
  package enum Method {
    package static let binding: UInt16 = 1
    package static let allocate: UInt16 = 3
  }

  package var kind: Kind
  /// 12 bits.
  package var method: UInt16
  package var transaction: STUNTransaction
  /// In the order of the wire; where one occurs twice, the first counts (RFC 8489 §14).
  package var attributes: [STUNAttribute]

  package init(
    kind: Kind, method: UInt16 = Method.binding, transaction: STUNTransaction,
    attributes: [STUNAttribute] = []
  ) {
    self.kind = kind
    self.method = method
    self.transaction = transaction
    self.attributes = attributes
  }

  // MARK: What the first attribute of a type says

  package var mappedAddress: TransportAddress? {
    first { if case .mappedAddress(let value) = $0 { value } else { nil } }
  }
  package var xorMappedAddress: TransportAddress? {
    first { if case .xorMappedAddress(let value) = $0 { value } else { nil } }
  }
  package var otherAddress: TransportAddress? {
    first { if case .otherAddress(let value) = $0 { value } else { nil } }
  }
  package var changedAddress: TransportAddress? {
    first { if case .changedAddress(let value) = $0 { value } else { nil } }
  }
  package var sourceAddress: TransportAddress? {
    first { if case .sourceAddress(let value) = $0 { value } else { nil } }
  }
  package var responseOrigin: TransportAddress? {
    first { if case .responseOrigin(let value) = $0 { value } else { nil } }
  }
  package var alternateServer: TransportAddress? {
    first { if case .alternateServer(let value) = $0 { value } else { nil } }
  }
  package var changeRequest: (address: Bool, port: Bool)? {
    first { if case .changeRequest(let address, let port) = $0 { (address, port) } else { nil } }
  }
  package var responsePort: UInt16? {
    first { if case .responsePort(let value) = $0 { value } else { nil } }
  }
  /// Bytes of padding asked for or given.
  package var padding: Int? {
    first { if case .padding(let value) = $0 { value } else { nil } }
  }
  package var errorCode: (code: Int, reason: String)? {
    first { if case .errorCode(let code, let reason) = $0 { (code, reason) } else { nil } }
  }
  package var unknownAttributes: [UInt16]? {
    first { if case .unknownAttributes(let value) = $0 { value } else { nil } }
  }
  package var software: String? {
    first { if case .software(let value) = $0 { value } else { nil } }
  }
  package var realm: String? {
    first { if case .realm(let value) = $0 { value } else { nil } }
  }
  package var hasFingerprint: Bool {
    attributes.contains { if case .fingerprint = $0 { true } else { false } }
  }

  /// Types below 0x8000 that were not understood: a request that has any must be refused with
  /// 420, an answer that has any must be dropped (RFC 8489 §6.3).
  package var unknownRequired: [UInt16] {
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
