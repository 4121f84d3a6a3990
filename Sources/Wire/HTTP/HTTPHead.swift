/// Status line and header fields of an HTTP answer (RFC 9112 §4, RFC 9110 §5).
public struct HTTPHead: Hashable, Sendable {
  /// `1.0` or `1.1`
  public let version: String
  /// 100...599 (three digits).
  public let status: Int
  public let reason: String
  /// In the order of the wire, names as sent.
  public let fields: [Field]

  public struct Field: Hashable, Sendable {
    public let name: String
    public let value: String
  }

  /// More header fields than this are refused.
  static let fieldLimit = 100

  /// The first field of that name, in any case.
  public func value(_ name: String) -> String? {
    fields.first { $0.name.equalsIgnoringASCIICase(name) }?.value
  }

  /// Reads a head; the empty line at its end may be missing, as in some SSDP answers. Lines end in
  /// CR LF or LF alone (RFC 9112 §2.2).
  public init(decoding bytes: some Collection<UInt8>) throws(WireError) {
    var lines = bytes.split(
      separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false
    ).map { line in line.last == UInt8(ascii: "\r") ? line.dropLast() : line }[...]
    guard let first = lines.popFirst() else { throw .truncated(missing: 1) }
    (version, status, reason) = try Self.statusLine(String(decoding: first, as: UTF8.self))
    var fields: [Field] = []
    for line in lines {
      if line.isEmpty { break }
      guard fields.count < Self.fieldLimit else {
        throw .tooLong("number of header fields", limit: Self.fieldLimit)
      }
      fields.append(try Self.field(Array(line)))
    }
    self.fields = fields
  }

  private static func statusLine(
    _ line: String
  ) throws(WireError) -> (version: String, status: Int, reason: String) {
    let words = line.split(separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
    guard words.count >= 2, words[0].hasPrefix("HTTP/1."), words[0].utf8.count == 8,
      words[0].utf8.last?.isASCIIDigit == true
    else { throw .malformed("not an HTTP/1 answer") }
    guard words[1].utf8.count == 3, words[1].utf8.allSatisfy(\.isASCIIDigit),
      let status = Int(words[1]), (100...599).contains(status)
    else { throw .malformed("HTTP status") }
    return (String(words[0].dropFirst(5)), status, words.count > 2 ? String(words[2]) : "")
  }

  private static func field(_ line: [UInt8]) throws(WireError) -> Field {
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > 0 else {
      throw .malformed("header line without a name")
    }
    let name = line[..<colon]
    // A space in or after a name is how requests are smuggled (RFC 9112 §5.1).
    guard name.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else { throw .malformed("header name") }
    let isBlank = { (byte: UInt8) in byte == 0x20 || byte == 0x09 }
    let value = line[(colon + 1)...].drop(while: isBlank).reversed().drop(while: isBlank).reversed()
    return Field(
      name: String(decoding: name, as: UTF8.self), value: String(decoding: value, as: UTF8.self))
  }
}
