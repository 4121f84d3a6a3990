import Testing

@testable import Addressing

@Suite("Agreement with the reference parser")
struct ReferenceAgreementTests {
  @Test("the fast readers accept and read what the plain ones do")
  func readers() {
    var generator = TextGenerator(salt: 1)
    for round in 0..<TestRun.inputs {
      let valid = generator.address()
      let text = round % 4 == 0 ? valid : generator.mutated(valid)
      let ipv4 = try? IPv4Address(text)
      #expect(ipv4?.bits == ReferenceParser.ipv4(text), TestRun.note(text))
      let ipv6 = try? IPv6Address(text)
      #expect(ipv6?.bits == ReferenceParser.ipv6(text), TestRun.note(text))
      if round % 4 == 0 { #expect(ipv4 != nil || ipv6 != nil, TestRun.note(text)) }
    }
  }

  @Test("text is written as the plain writer does, and reads back")
  func writers() throws {
    var generator = TextGenerator(salt: 2)
    for _ in 0..<TestRun.inputs {
      let valid = generator.ipv6()
      let address = try IPv6Address(valid)
      #expect(address.description == ReferenceParser.text(address.bits), TestRun.note(valid))
      #expect(try IPv6Address(address.description) == address, TestRun.note(valid))
      #expect(try IPv6Address(address.fullText) == address, TestRun.note(valid))
      var bytes: [UInt8] = [0x20]
      address.append(to: &bytes)
      #expect(String(decoding: bytes, as: UTF8.self) == " \(address)", TestRun.note(valid))
    }
  }
}
