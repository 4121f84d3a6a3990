import TestSupport
import Testing

@testable import Addressing

@Suite("Hostile text")
struct FuzzTests {
  @Test("no text traps a reader, and every fault lies in the text")
  func mutations() {
    var generator = TextGenerator("hostile text")
    for _ in 0..<SeededRandom.inputs {
      let seedText = Self.corpus[generator.random.below(Self.corpus.count)]
      check(generator.mutated(seedText))
      check(generator.mutated(generator.network()))
    }
  }

  @Test("every truncation of every form is read or refused")
  func truncations() {
    for text in Self.corpus {
      for count in 0...text.unicodeScalars.count {
        check(String(text.unicodeScalars.prefix(count)))
        check(String(text.unicodeScalars.suffix(count)))
      }
    }
  }

  @Test("bytes that are no text are refused")
  func bytes() {
    var generator = SeededRandom.forTest("bytes as addresses")
    for _ in 0..<SeededRandom.inputs {
      let bytes = generator.noise(upTo: 48)
      _ = try? NetworkOperand(parsing: bytes.span)
      _ = try? NetworkOperand(parsing: bytes.span, rules: [.loose, .short])
      _ = try? PortSet(parsing: bytes.span)
      check(String(decoding: bytes, as: UTF8.self))
    }
  }

  private static let corpus = [
    "192.168.0.10", "10.0.0.0/8", "10.0.0.0/255.255.0.0", "10.0.0.0/0.0.255.255", "10/8",
    "10.0.0.5-10.0.0.20", "10.0.0.0 - 10.0.0.255", "10.0.0.0+256", "2001:db8::1/64",
    "[2001:db8::1]/64", "[fe80::1%eth0]", "fe80::1%br-lan/64", "::ffff:1.2.3.4",
    "1:2:3:4:5:6:7:8", "00:11:22:aa:bb:cc", "0011.22aa.bbcc", "001122-aabbcc",
    "10.0.168.192.in-addr.arpa", "0/26.0.168.192.in-addr.arpa.", "8.b.d.0.1.0.0.2.ip6.arpa",
    "22,80,8000-8100", "-1023,1024-", "0x7f.1", "017700000001", "::-ffff::", "1.2.3.4.5",
  ]

  private func check(_ text: String) {
    for rules in [[], .loose, .short, .mask, .wildcard, .refuseHostBits] as [ParsingRules] {
      do {
        let operand = try NetworkOperand(text, rules: rules)
        if let range = operand.range { holds(range.first <= range.last, note(text)) }
        if let prefix = operand.prefix {
          holds((try? IPPrefix(prefix.description)) == prefix, note(text))
          holds(prefix.reverseZones.count <= 128, note(text))
        }
        if let address = operand.address {
          holds((try? ScopedAddress(address.description)) == address, note(text))
        }
      } catch {
        holds((0...text.utf8.count).contains(error.fault.offset), note(text))
        holds((1...text.count + 1).contains(error.column), note(text))
        holds(error.description.hasPrefix("'\(text)': "), note(text))
      }
    }
    _ = try? IPPrefix(text)
    _ = try? IPRange(text)
    _ = try? PortSet(text)
    _ = try? MACAddress(text)
    _ = try? IPAddress(number: text)
    _ = try? IPPrefix(reverseName: text)
  }
}
