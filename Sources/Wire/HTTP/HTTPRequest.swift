/// An HTTP/1.1 request as bytes (RFC 9112 §3). The connection is closed after the answer.
public struct HTTPRequest: Hashable, Sendable {
  public var method: String
  /// Path and query, from the first slash.
  public var path: String
  /// Host with its port where that is not 80.
  public var host: String
  public var fields: [(name: String, value: String)] = []
  public var body: [UInt8] = []

  public init(method: String = "GET", path: String, host: String) {
    self.method = method
    self.path = path
    self.host = host
  }

  public init(method: String = "GET", _ location: WebLocation) {
    self.init(method: method, path: location.path, host: location.hostField)
  }

  /// Throws where a part has a control character or a space that would forge a second line.
  public func encoded() throws(WireError) -> [UInt8] {
    let isWord = { (text: String) in text.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7F } }
    let isLine = { (text: String) in text.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F } }
    guard isWord(method), isWord(path), isWord(host),
      fields.allSatisfy({ isWord($0.name) && isLine($0.value) })
    else { throw .malformed("control character in an HTTP request") }
    var text = "\(method) \(path) HTTP/1.1\r\nHost: \(host)\r\nConnection: close\r\n"
    for (name, value) in fields { text += "\(name): \(value)\r\n" }
    if !body.isEmpty { text += "Content-Length: \(body.count)\r\n" }
    return Array((text + "\r\n").utf8) + body
  }

  public static func == (left: Self, right: Self) -> Bool {
    left.method == right.method && left.path == right.path && left.host == right.host
      && left.body == right.body && left.fields.elementsEqual(right.fields, by: ==)
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(method)
    hasher.combine(path)
    hasher.combine(host)
  }
}
