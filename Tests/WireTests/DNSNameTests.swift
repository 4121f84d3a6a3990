import Addressing
import Testing

@testable import Wire

@Suite("DNS names")
struct DNSNameTests {
  @Test(
    "text forms are read and written",
    arguments: [
      ("example.com", "example.com", "plain"),
      ("example.com.", "example.com", "a final dot is the root"),
      (".", ".", "the root"),
      (#"a\.b.c"#, #"a\.b.c"#, "an escaped dot is part of its label"),
      (#"\065.c"#, "A.c", "decimal escape"),
      (#"a\000b"#, #"a\000b"#, "a zero byte stays escaped"),
      ("xn--bcher-kva.example", "xn--bcher-kva.example", "an A-label passes through"),
      ("é.x", #"\195\169.x"#, "UTF-8 is bytes"),
      ("_dns-sd._udp.local", "_dns-sd._udp.local", "underscores are ordinary"),
    ])
  func text(input: String, output: String, reason: String) throws {
    #expect(try DNSName(input).description == output, "\(reason)")
    #expect(try DNSName(DNSName(input).description) == DNSName(input))
  }

  @Test(
    "bad text is refused",
    arguments: [
      "", "..", "a..b", ".a", "a.b..", #"\"#, #"\25"#, #"\256"#, #"\9x"#,
      String(repeating: "a", count: 64),
      Array(repeating: String(repeating: "a", count: 63), count: 4).joined(separator: "."),
    ])
  func bad(input: String) {
    #expect(throws: WireError.self) { try DNSName(input) }
  }

  @Test("255 bytes fit and 63 in a label")
  func longest() throws {
    let label = String(repeating: "a", count: 63)
    let name = "\(label).\(label).\(label).\(label.dropLast(2))"
    #expect(try DNSName(name).wire.count == 255)
    #expect(throws: WireError.tooLong("domain name", limit: 255)) { try DNSName(name + "b") }
  }

  @Test("ASCII case does not count, other bytes do")
  func comparison() throws {
    #expect(try DNSName("EXAMPLE.Com") == DNSName("example.cOM"))
    #expect(try DNSName("EXAMPLE").hashValue == DNSName("example").hashValue)
    #expect(try DNSName("É") != DNSName("é"))
    #expect(try DNSName("a.b") != DNSName(#"a\.b"#))
    #expect(try DNSName("www.Example.com").isWithin(DNSName("example.COM")))
    #expect(try !DNSName("badexample.com").isWithin(DNSName("example.com")))
    #expect(try DNSName("example.com").isWithin(.root))
  }

  @Test("reverse names")
  func reverse() {
    #expect(
      DNSName(reverseOf: .v4(IPv4Address(bits: 0xC633_6450))).description
        == "80.100.51.198.in-addr.arpa")
    #expect(
      DNSName(reverseOf: .v6(IPv6Address(bits: 0x2001_0DB8_0000_0000_0000_0000_0000_0001)))
        .description
        == "1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa")
  }

  @Test("a pointer leads back to an earlier name")
  func pointer() throws {
    var reader = ByteReader(hex("03636f6d00 076578616d706c65c000 ff"))
    try reader.skip(5)
    #expect(try DNSName(decoding: &reader) == DNSName("example.com"))
    #expect(reader.rest() == [0xFF])
  }

  @Test(
    "pointers that loop, lead forward or out, and odd label types are refused",
    arguments: [
      ("c000", "to itself"),
      ("0161c000", "to its own start"),
      ("c002c000", "forward, then back"),
      ("c0ff", "past the end"),
      ("016100c001 ", "nothing wrong in the first name"),
      ("4100", "label type 1 (RFC 2673, withdrawn)"),
      ("8100", "label type 2"),
      ("01", "cut short in a label"), ("c0", "cut short in a pointer"), ("0161", "no end"),
    ])
  func badPointer(text: String, reason: String) {
    var reader = ByteReader(hex(text))
    let refused = refuses { _ = try DNSName(decoding: &reader) }
    #expect(refused == (reason != "nothing wrong in the first name"), "\(reason)")
  }

  @Test("a long chain of pointers is bounded by the length of a name")
  func longChain() {
    // Each pointer goes to the label before: 200 labels of two bytes are above 255.
    var bytes: [UInt8] = [0x01, 0x61, 0x00]
    for index in 0..<200 {
      let previous = index == 0 ? 0 : 3 + (index - 1) * 4
      bytes += [0x01, 0x62, 0xC0 | UInt8(previous >> 8), UInt8(previous & 255)]
    }
    var reader = ByteReader(bytes)
    #expect(
      refuses {
        try reader.skip(bytes.count - 4)
        _ = try DNSName(decoding: &reader)
      })
  }

  @Test("pointers that lead to pointers are followed as often as a name has labels, and no more")
  func pointerChain() throws {
    for (count, isRead) in [(1, true), (127, true), (128, false), (8000, false)] {
      var bytes: [UInt8] = [0x01, 0x61, 0x00]
      for index in 0..<count {
        let previous = index == 0 ? 0 : 3 + (index - 1) * 2
        bytes += [0xC0 | UInt8(previous >> 8), UInt8(previous & 255)]
      }
      var reader = ByteReader(bytes)
      try reader.skip(bytes.count - 2)
      #expect((try? DNSName(decoding: &reader)) == (isRead ? try DNSName("a") : nil), "\(count)")
    }
  }

  @Test(
    "Punycode agrees with RFC 3492 §7.1",
    arguments: [
      ("他们为什么不说中文", "ihqwcrb4cv8a8dqg056pqjye"),  // (B) Chinese, simplified
      ("Pročprostěnemluvíčesky", "Proprostnemluvesky-uyb24dma41a"),  // (D) Czech
      (
        "세계의모든사람들이한국어를이해한다면얼마나좋을까",
        "989aomsvi5e83db1d2a355cv1e0vak1dwrv93d5xbh15a0dt30a5jpsd879ccm6fea98c"
      ),  // (H) Korean
      ("3年B組金八先生", "3B-ww4c5e180e575a65lsy2b"),  // (L)
      ("MajiでKoiする5秒前", "MajiKoi5-783gue6qz075azm5e"),  // (P)
      ("ひとつ屋根の下2", "2-u9tlzr9756bt3uc0v"),  // (O)
      ("-> $1.00 <-", "-> $1.00 <--"),  // (S) all ASCII
      ("bücher", "bcher-kva"),
      ("", ""),
    ])
  func punycode(label: String, code: String) throws {
    #expect(Punycode.encode(label) == code)
    #expect(try Punycode.decode(code) == label)
  }

  @Test("what is no Punycode is refused", arguments: ["é", "a b-!", "99999999", "a-9999999999"])
  func badPunycode(code: String) {
    #expect(throws: WireError.self) { try Punycode.decode(code) }
  }

  @Test(
    "an international name is shown in both forms",
    arguments: [
      ("넷킷.한국", "넷킷.한국", "xn--t60bj11d.xn--3e0b707e"),
      ("BÜCHER.example", "bücher.example", "xn--bcher-kva.example"),
      ("xn--bcher-kva.example", "bücher.example", "xn--bcher-kva.example"),
      ("日本語。jp", "日本語.jp", "xn--wgv71a119e.jp"),  // the ideographic full stop
      ("xn--a", "xn--a", "xn--a"),  // a control character behind it: no A-label, left as it is
      ("plain.test.", "plain.test.", "plain.test."),
    ])
  func international(text: String, unicode: String, ascii: String) throws {
    let name = try InternationalName(text)
    #expect(name.unicode == unicode)
    #expect(name.ascii == ascii)
  }

  @Test("Punycode survives noise and round trips")
  func punycodeFuzz() {
    Fuzz.run("Punycode", samples: ["bcher-kva", "2-u9tlzr9756bt3uc0v"].map { Array($0.utf8) }) {
      let code = String(decoding: $0, as: UTF8.self)
      guard let label = try? Punycode.decode(code) else { return }
      let again = Punycode.encode(label)?.asciiLowercased
      if again != code.asciiLowercased { Issue.record("\(code)") }
    }
  }
}
