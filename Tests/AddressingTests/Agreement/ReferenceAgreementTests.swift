import TestSupport
import Testing

@testable import Addressing

@Suite("Agreement with the reference parser")
struct ReferenceAgreementTests {
  @Test("the fast readers accept and read what the plain ones do")
  func readers() {
    var generator = TextGenerator("reading against the reference")
    for round in 0..<SeededRandom.inputs {
      let valid = generator.address()
      let text = round % 4 == 0 ? valid : generator.mutated(valid)
      let ipv4 = try? IPv4Address(text)
      holds(ipv4?.bits == ReferenceParser.ipv4(text), note(text))
      let ipv6 = try? IPv6Address(text)
      holds(ipv6?.bits == ReferenceParser.ipv6(text), note(text))
      if round % 4 == 0 { holds(ipv4 != nil || ipv6 != nil, note(text)) }
    }
  }

  @Test("text is written as the plain writer does, and reads back")
  func writers() throws {
    var generator = TextGenerator("writing against the reference")
    for _ in 0..<SeededRandom.inputs {
      let valid = generator.ipv6()
      let address = try IPv6Address(valid)
      holds(address.description == ReferenceParser.text(address.bits), note(valid))
      holds(try IPv6Address(address.description) == address, note(valid))
      holds(try IPv6Address(address.fullText) == address, note(valid))
      var bytes: [UInt8] = [0x20]
      address.append(to: &bytes)
      holds(String(decoding: bytes, as: UTF8.self) == " \(address)", note(valid))
    }
  }
}
