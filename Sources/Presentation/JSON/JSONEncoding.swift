/// The state of one encoding, shared by the containers that `Codable` hands out: hence a class.
///
/// `Codable` never says that a container is done. Each container knows its depth; writing to it
/// closes all that lie deeper, and the end of a value closes what that value opened.
final class JSONEncoding {
  struct Frame {
    let isObject: Bool
    let id: Int
  }

  private(set) var writer = JSONWriter()
  private(set) var frames: [Frame] = []
  let absent: JSONEncoder.Absent
  private let envelope: JSONLine?
  private var nextID = 0
  private var isInterleaved = false

  init(absent: JSONEncoder.Absent, envelope: JSONLine?) {
    self.absent = absent
    self.envelope = envelope
  }

  // MARK: Containers

  /// The frame of a container at `depth`: the one that is already there, or a new one.
  func open(isObject: Bool, at depth: Int) -> Int {
    if frames.count > depth, frames[depth].isObject == isObject {
      close(to: depth + 1)
      return frames[depth].id
    }
    if frames.count != depth { isInterleaved = true }
    if isObject { writer.beginObject() } else { writer.beginArray() }
    if let envelope, isObject, nextID == 0 { envelope.writeMembers(to: &writer) }
    let id = nextID
    nextID += 1
    frames.append(Frame(isObject: isObject, id: id))
    return id
  }

  /// Closes what was opened inside the container `id`, so that it can be written to.
  @inline(__always)
  func resume(_ id: Int, at depth: Int) {
    if frames.count > depth + 1 { close(to: depth + 1) }
    if frames.count != depth + 1 || frames[depth].id != id { isInterleaved = true }
  }

  private func close(to depth: Int) {
    while frames.count > depth {
      if writer.awaitsValue { writeEmptyObject() }
      if frames.removeLast().isObject { writer.endObject() } else { writer.endArray() }
    }
  }

  private func writeEmptyObject() {
    writer.beginObject()
    writer.endObject()
  }

  // MARK: Keys and values

  @inline(__always)
  func key(_ key: some CodingKey, isVerbatim: Bool, isDuration: Bool = false) {
    if isVerbatim {
      writer.key(key.stringValue)
    } else {
      writer.property(key.stringValue, isDuration: isDuration)
    }
  }

  func null() { writer.null() }
  func value(_ value: Bool) { writer.value(value) }
  func value(_ value: String) { writer.value(value) }
  func value(_ value: Double) throws { try writer.value(value) }
  func value(_ value: Float) throws { try writer.value(value) }
  @inline(__always)
  func integer(_ value: some FixedWidthInteger) { writer.value(value) }

  /// The types of the standard library that come most often are written without asking them; a
  /// type test of a generic value costs a comparison of addresses.
  func value<T: Encodable>(_ value: T) throws {
    if T.self == Duration.self, let value = value as? Duration {
      writer.value(value)
    } else if T.self == String.self, let value = value as? String {
      writer.value(value)
    } else if T.self == Int.self, let value = value as? Int {
      writer.value(value)
    } else if T.self == Bool.self, let value = value as? Bool {
      writer.value(value)
    } else {
      try composite(value)
    }
  }

  private func composite(_ value: some Encodable) throws {
    let depth = frames.count
    let start = writer.bytes.count
    try value.encode(to: JSONValueEncoder(encoding: self, depth: depth))
    close(to: depth)
    // A type without stored properties may ask for no container at all.
    if writer.bytes.count == start { writeEmptyObject() }
  }

  // MARK: The end

  func finish(from start: Int) throws {
    if isInterleaved { throw JSONError(problem: .interleaved, path: "") }
    guard envelope == nil || writer.bytes[start] == UInt8(ascii: "{") else {
      throw JSONError(problem: .notAnObject, path: "")
    }
  }

  func failure(_ error: any Error, from start: Int) -> JSONError {
    let path = JSONPath.open(in: writer.bytes[start...])
    guard let error = error as? JSONError else {
      return JSONError(problem: .refused("\(error)"), path: path)
    }
    if case .notFinite = error.problem { return JSONError(problem: error.problem, path: path) }
    return error
  }

  func truncate(to count: Int) {
    writer.bytes.removeSubrange(count...)
  }

  /// Takes over the caller's buffer, and later gives it back.
  func exchange(_ bytes: inout [UInt8]) {
    swap(&bytes, &writer.bytes)
  }
}
