/// What a value's `encode(to:)` is given.
struct JSONValueEncoder: Encoder {
  let encoding: JSONEncoding
  /// How many containers enclose the value.
  let depth: Int

  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  func container<Key>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    KeyedEncodingContainer(JSONObjectContainer(encoding: encoding, depth: depth))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    JSONArrayContainer(encoding: encoding, depth: depth)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer {
    JSONSingleContainer(encoding: encoding)
  }
}

struct JSONObjectContainer<Key: CodingKey>: KeyedEncodingContainerProtocol {
  private let encoding: JSONEncoding
  private let depth: Int
  private let id: Int
  /// Keys that are data: a dictionary's, and those of `Members`.
  private let isVerbatim: Bool

  init(encoding: JSONEncoding, depth: Int) {
    self.encoding = encoding
    self.depth = depth
    id = encoding.open(isObject: true, at: depth)
    isVerbatim = Key.self == VerbatimKey.self || Key.self == DictionaryKey.type
  }

  var codingPath: [any CodingKey] { [] }

  @inline(__always)
  private func begin(_ key: Key, isDuration: Bool = false) {
    encoding.resume(id, at: depth)
    encoding.key(key, isVerbatim: isVerbatim, isDuration: isDuration)
  }

  func encodeNil(forKey key: Key) {
    begin(key)
    encoding.null()
  }

  func encode(_ value: Bool, forKey key: Key) {
    begin(key)
    encoding.value(value)
  }

  func encode(_ value: String, forKey key: Key) {
    begin(key)
    encoding.value(value)
  }

  func encode(_ value: Double, forKey key: Key) throws {
    begin(key)
    try encoding.value(value)
  }

  func encode(_ value: Float, forKey key: Key) throws {
    begin(key)
    try encoding.value(value)
  }

  func encode(_ value: some FixedWidthInteger & Encodable, forKey key: Key) {
    begin(key)
    encoding.integer(value)
  }

  // Spelled out for the two types that the protocol has a refusing default for.
  func encode(_ value: Int128, forKey key: Key) { integer(value, key) }
  func encode(_ value: UInt128, forKey key: Key) { integer(value, key) }

  func encode<T: Encodable>(_ value: T, forKey key: Key) throws {
    begin(key, isDuration: Self.isDuration(T.self))
    try encoding.value(value)
  }

  func encodeIfPresent(_ value: Bool?, forKey key: Key) {
    if let value { encode(value, forKey: key) } else { absent(key) }
  }

  func encodeIfPresent(_ value: String?, forKey key: Key) {
    if let value { encode(value, forKey: key) } else { absent(key) }
  }

  func encodeIfPresent(_ value: Double?, forKey key: Key) throws {
    if let value { try encode(value, forKey: key) } else { absent(key) }
  }

  func encodeIfPresent(_ value: Float?, forKey key: Key) throws {
    if let value { try encode(value, forKey: key) } else { absent(key) }
  }

  // The protocol has a default of its own for each of these, which would go before a generic one.
  func encodeIfPresent(_ value: Int?, forKey key: Key) { integer(value, key) }
  func encodeIfPresent(_ value: Int8?, forKey key: Key) { integer(value, key) }
  func encodeIfPresent(_ value: Int16?, forKey key: Key) { integer(value, key) }
  func encodeIfPresent(_ value: Int32?, forKey key: Key) { integer(value, key) }
  func encodeIfPresent(_ value: Int64?, forKey key: Key) { integer(value, key) }
  func encodeIfPresent(_ value: Int128?, forKey key: Key) { integer(value, key) }
  func encodeIfPresent(_ value: UInt?, forKey key: Key) { integer(value, key) }
  func encodeIfPresent(_ value: UInt8?, forKey key: Key) { integer(value, key) }
  func encodeIfPresent(_ value: UInt16?, forKey key: Key) { integer(value, key) }
  func encodeIfPresent(_ value: UInt32?, forKey key: Key) { integer(value, key) }
  func encodeIfPresent(_ value: UInt64?, forKey key: Key) { integer(value, key) }
  func encodeIfPresent(_ value: UInt128?, forKey key: Key) { integer(value, key) }

  @inline(__always)
  private func integer(_ value: (some FixedWidthInteger)?, _ key: Key) {
    guard let value else { return absent(key) }
    begin(key)
    encoding.integer(value)
  }

  func encodeIfPresent<T: Encodable>(_ value: T?, forKey key: Key) throws {
    if let value {
      try encode(value, forKey: key)
    } else {
      absent(key, isDuration: Self.isDuration(T.self))
    }
  }

  private func absent(_ key: Key, isDuration: Bool = false) {
    guard encoding.absent == .null else { return }
    begin(key, isDuration: isDuration)
    encoding.null()
  }

  private static func isDuration<T>(_ type: T.Type) -> Bool {
    type == Duration.self || type == [Duration].self || type == [Duration?].self
      || type == Duration?.self
  }

  func nestedContainer<Nested>(
    keyedBy type: Nested.Type, forKey key: Key
  ) -> KeyedEncodingContainer<Nested> {
    begin(key)
    return KeyedEncodingContainer(JSONObjectContainer<Nested>(encoding: encoding, depth: depth + 1))
  }

  func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
    begin(key)
    return JSONArrayContainer(encoding: encoding, depth: depth + 1)
  }

  func superEncoder() -> any Encoder {
    encoding.resume(id, at: depth)
    encoding.key(VerbatimKey("super"), isVerbatim: true)
    return JSONValueEncoder(encoding: encoding, depth: depth + 1)
  }

  func superEncoder(forKey key: Key) -> any Encoder {
    begin(key)
    return JSONValueEncoder(encoding: encoding, depth: depth + 1)
  }
}

struct JSONArrayContainer: UnkeyedEncodingContainer {
  private let encoding: JSONEncoding
  private let depth: Int
  private let id: Int
  private(set) var count = 0

  init(encoding: JSONEncoding, depth: Int) {
    self.encoding = encoding
    self.depth = depth
    id = encoding.open(isObject: false, at: depth)
  }

  var codingPath: [any CodingKey] { [] }

  private mutating func begin() {
    encoding.resume(id, at: depth)
    count += 1
  }

  mutating func encodeNil() {
    begin()
    encoding.null()
  }

  mutating func encode(_ value: Bool) {
    begin()
    encoding.value(value)
  }

  mutating func encode(_ value: String) {
    begin()
    encoding.value(value)
  }

  mutating func encode(_ value: Double) throws {
    begin()
    try encoding.value(value)
  }

  mutating func encode(_ value: Float) throws {
    begin()
    try encoding.value(value)
  }

  mutating func encode(_ value: some FixedWidthInteger & Encodable) {
    begin()
    encoding.integer(value)
  }

  mutating func encode(_ value: Int128) {
    begin()
    encoding.integer(value)
  }

  mutating func encode(_ value: UInt128) {
    begin()
    encoding.integer(value)
  }

  mutating func encode<T: Encodable>(_ value: T) throws {
    begin()
    try encoding.value(value)
  }

  mutating func nestedContainer<Nested>(
    keyedBy type: Nested.Type
  ) -> KeyedEncodingContainer<Nested> {
    begin()
    return KeyedEncodingContainer(JSONObjectContainer<Nested>(encoding: encoding, depth: depth + 1))
  }

  mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
    begin()
    return JSONArrayContainer(encoding: encoding, depth: depth + 1)
  }

  mutating func superEncoder() -> any Encoder {
    begin()
    return JSONValueEncoder(encoding: encoding, depth: depth + 1)
  }
}

struct JSONSingleContainer: SingleValueEncodingContainer {
  let encoding: JSONEncoding

  var codingPath: [any CodingKey] { [] }

  func encodeNil() { encoding.null() }
  func encode(_ value: Bool) { encoding.value(value) }
  func encode(_ value: String) { encoding.value(value) }
  func encode(_ value: Double) throws { try encoding.value(value) }
  func encode(_ value: Float) throws { try encoding.value(value) }
  func encode(_ value: some FixedWidthInteger & Encodable) { encoding.integer(value) }
  func encode(_ value: Int128) { encoding.integer(value) }
  func encode(_ value: UInt128) { encoding.integer(value) }
  func encode<T: Encodable>(_ value: T) throws { try encoding.value(value) }
}
