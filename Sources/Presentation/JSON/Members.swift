/// An object whose keys are data and keep their order, which those of a dictionary do not.
public struct Members<Value: Encodable>: Encodable {
  public var pairs: [(key: String, value: Value)]

  public init(_ pairs: [(key: String, value: Value)]) {
    self.pairs = pairs
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: VerbatimKey.self)
    for (key, value) in pairs { try container.encode(value, forKey: VerbatimKey(key)) }
  }
}

extension Members: Sendable where Value: Sendable {}

/// A key that is written as it is, never turned into snake_case.
public struct VerbatimKey: CodingKey {
  public let stringValue: String

  public init(_ text: String) { stringValue = text }
  public init(stringValue: String) { self.init(stringValue) }
  public init?(intValue: Int) { nil }
  public var intValue: Int? { nil }
}

/// The standard library's private key type for dictionaries, learnt from a dictionary: Foundation
/// keeps dictionary keys as they are too.
enum DictionaryKey {
  static let type: Any.Type? = {
    let probe = KeyProbe()
    try? ["": 0].encode(to: probe)
    return probe.keyType
  }()
}

/// An encoder that only notes by which type it is asked for a keyed container.
private final class KeyProbe: Encoder {
  private(set) var keyType: Any.Type?
  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  private var scratch: JSONValueEncoder {
    let encoding = JSONEncoding(absent: .omitted, envelope: nil)
    return JSONValueEncoder(encoding: encoding, depth: 0)
  }

  func container<Key>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    keyType = type
    return KeyedEncodingContainer(Discarding())
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer { scratch.unkeyedContainer() }
  func singleValueContainer() -> any SingleValueEncodingContainer { scratch.singleValueContainer() }

  private struct Discarding<Key: CodingKey>: KeyedEncodingContainerProtocol {
    var codingPath: [any CodingKey] { [] }
    func encodeNil(forKey key: Key) {}
    func encode<T: Encodable>(_ value: T, forKey key: Key) {}
    func nestedContainer<K>(keyedBy: K.Type, forKey key: Key) -> KeyedEncodingContainer<K> {
      KeyedEncodingContainer(Discarding<K>())
    }
    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
      KeyProbe().unkeyedContainer()
    }
    func superEncoder() -> any Encoder { KeyProbe() }
    func superEncoder(forKey key: Key) -> any Encoder { KeyProbe() }
  }
}
