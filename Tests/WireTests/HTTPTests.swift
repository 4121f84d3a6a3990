import Addressing
import Testing

@testable import Wire

@Suite("HTTP")
struct HTTPTests {
  static func read(
    _ text: String, step: Int = 1000, closes: Bool = true, bodyLimit: Int = 100
  ) throws -> HTTPResponseReader {
    var reader = HTTPResponseReader(bodyLimit: bodyLimit)
    let bytes = Array(text.utf8)
    var start = 0
    while start < bytes.count {
      try reader.append(bytes[start..<min(bytes.count, start + step)])
      start += step
    }
    if closes { try reader.finish() }
    return reader
  }

  @Test(
    "bodies end where their framing says, however they arrive",
    arguments: [
      ("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", "hello", "counted"),
      ("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello and more", "hello", "more is dropped"),
      ("HTTP/1.1 200 OK\r\n\r\nuntil the end", "until the end", "ends with the connection"),
      ("HTTP/1.0 200\n\nLF alone", "LF alone", "line ends without CR, no reason"),
      (
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: Chunked\r\n\r\n3;x=y\r\nabc\r\nA\r\n0123456789\r\n0\r\nT: v\r\n\r\n",
        "abc0123456789", "chunked with extension and trailer"
      ),
      (
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx", "x", "interim"
      ),
      ("HTTP/1.1 204 No Content\r\nContent-Length: 9\r\n\r\n", "", "204 has none"),
      ("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", "", "empty"),
    ])
  func framing(text: String, body: String, reason: String) throws {
    for step in [1, 2, 3, 7, 1000] {
      let reader = try Self.read(text, step: step)
      #expect(reader.isComplete)
      #expect(String(decoding: reader.body, as: UTF8.self) == body, "\(reason)")
    }
  }

  @Test("the head is there before the body is")
  func head() throws {
    let reader = try Self.read(
      "HTTP/1.1 301 Moved Permanently\r\nServer: x\r\nLOCATION: \thttps://e.test/ \r\n\r\n",
      closes: false)
    #expect(reader.head?.status == 301)
    #expect(reader.head?.reason == "Moved Permanently")
    #expect(reader.head?.version == "1.1")
    #expect(reader.head?.value("location") == "https://e.test/")
    #expect(reader.head?.value("absent") == nil)
    #expect(!reader.isComplete)
  }

  @Test("a head is found whatever came before it and however it is cut")
  func interimHeads() throws {
    let interim = "HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n"
    let text = interim + interim + "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nx"
    for step in 1...text.utf8.count {
      let reader = try Self.read(text, step: step)
      #expect(reader.isComplete && reader.head?.status == 200 && reader.body == [0x78])
    }
  }

  @Test("an answer to HEAD has no body")
  func headRequest() throws {
    var reader = HTTPResponseReader(hasBody: false)
    try reader.append("HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n".utf8)
    #expect(reader.isComplete)
  }

  @Test(
    "what is not HTTP, too long or ambiguous is refused",
    arguments: [
      ("SSH-2.0-OpenSSH\r\n\r\n", "another protocol"),
      ("HTTP/2 200\r\n\r\n", "another version"),
      ("HTTP/1.1 20 OK\r\n\r\n", "two digits"), ("HTTP/1.1 999 OK\r\n\r\n", "no such class"),
      ("HTTP/1.1 200 OK\r\nno colon\r\n\r\n", "no name"),
      ("HTTP/1.1 200 OK\r\nName : v\r\n\r\n", "space behind a name"),
      ("HTTP/1.1 200 OK\r\n folded\r\n\r\n", "folded line"),
      ("HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd", "two lengths"),
      ("HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n", "negative length"),
      ("HTTP/1.1 200 OK\r\nContent-Length: 101\r\n\r\n", "announced above the limit"),
      ("HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n", "overflowing length"),
      ("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhell", "ends early"),
      ("HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\n", "unknown coding"),
      ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n", "no chunk size"),
      ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nab\r\n", "chunk too long"),
      ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffff\r\n", "size overflows"),
      ("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n", "no last chunk"),
      ("HTTP/1.1 200 OK\r\n\r\n" + String(repeating: "x", count: 101), "endless body"),
      (String(repeating: "x", count: 33 * 1024), "endless head"),
      (
        "HTTP/1.1 200 OK\r\n" + String(repeating: "a: b\r\n", count: 101) + "\r\n",
        "too many fields"
      ),
    ])
  func hostile(text: String, reason: String) {
    for step in [7, 100_000] {
      #expect(refuses { _ = try Self.read(text, step: step) }, "\(reason)")
    }
  }

  @Test("requests cannot be given a second line")
  func request() throws {
    var request = HTTPRequest(try WebLocation("http://[::1]:8080/a?b=c#d"))
    #expect(
      String(decoding: try request.encoded(), as: UTF8.self)
        == "GET /a?b=c HTTP/1.1\r\nHost: [::1]:8080\r\nConnection: close\r\n\r\n")
    for path in ["/a\r\nX: y", "/a b", "/\u{7F}", "/\n"] {
      request.path = path
      #expect(refuses { _ = try request.encoded() })
    }
  }

  @Test(
    "locations are taken apart strictly",
    arguments: [
      ("http://192.168.1.1:5000/root.xml", "192.168.1.1", 5000, "/root.xml", "as routers send it"),
      ("HTTP://router", "router", 80, "/", "no port, no path"),
      ("http://router?x", "router", 80, "/?x", "query without path"),
      ("http://router:/x", "router", 80, "/x", "empty port"),
      ("http://[fe80::1]:80/", "fe80::1", 80, "/", "IPv6"),
      ("http://a/#frag", "a", 80, "/", "fragments stay here"),
      ("https://a/", nil, 0, "", "not http"), ("http://", nil, 0, "", "nothing"),
      ("http:///x", nil, 0, "", "no host"), ("http://u@a/", nil, 0, "", "user name"),
      ("http://a:0/", nil, 0, "", "port 0"), ("http://a:65536/", nil, 0, "", "port above 65535"),
      ("http://a:8x/", nil, 0, "", "port with a letter"), ("http://[::1/", nil, 0, "", "no ]"),
      ("http://[::1]x/", nil, 0, "", "text behind ]"), ("http://[1.2.3.4]/", nil, 0, "", "no IPv6"),
      ("http://a/\r\nX: y", nil, 0, "", "line break"), ("http://a/ b", nil, 0, "", "space"),
      ("http://a\\b/", nil, 0, "", "backslash"), ("http://é/", nil, 0, "", "not ASCII"),
      ("http://a:1:2/", nil, 0, "", "two ports"),
    ])
  func locations(text: String, host: String?, port: UInt16, path: String, reason: String) {
    let location = try? WebLocation(text)
    #expect(location?.host == host, "\(reason)")
    guard let location else { return }
    #expect(location.port == port && location.path == path, "\(reason)")
    #expect((try? WebLocation(location.description)) == location)
  }

  @Test("HTTP and URLs survive truncation and noise")
  func fuzz() {
    let samples = [
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
      "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nServer: x\r\n\r\nhello",
    ].map { Array($0.utf8) }
    Fuzz.run("HTTP", samples: samples) { bytes in
      var whole = HTTPResponseReader(bodyLimit: 1000)
      var bitwise = HTTPResponseReader(bodyLimit: 1000)
      let first = refuses { try whole.append(bytes) }
      let second = refuses { for byte in bytes { try bitwise.append([byte]) } }
      // One read or many, the verdict is the same, and so is the body.
      if first != second || !first && whole.body != bitwise.body { Issue.record("\(bytes)") }
    }
    Fuzz.run("URL", samples: [Array("http://[fe80::1]:80/a?b".utf8)]) {
      _ = try? WebLocation(String(decoding: $0, as: UTF8.self))
    }
  }
}
