import Testing

@testable import Addressing

@Suite("Address classes")
struct AddressClassTests {
  @Test(
    "the numbers of the classes are those of RFC 791",
    arguments: [
      (.a, 0...127, "0", 7, 128, 126, 24, 16_777_214, "255.0.0.0"),
      (.b, 128...191, "10", 14, 16_384, 16_384, 16, 65_534, "255.255.0.0"),
      (.c, 192...223, "110", 21, 2_097_152, 2_097_152, 8, 254, "255.255.255.0"),
      (.d, 224...239, "1110", nil, nil, nil, 28, nil, nil),
      (.e, 240...255, "1111", nil, nil, nil, 28, nil, nil),
    ] as [Row])
  func facts(row: Row) {
    let facts = row.0
    #expect(facts.firstOctets == row.1)
    #expect(facts.leadingBits == row.2)
    #expect(facts.networkBits == row.3)
    #expect(facts.networks == row.4)
    #expect(facts.usableNetworks == row.5)
    #expect(facts.hostBits == row.6)
    #expect(facts.hostsPerNetwork == row.7)
    #expect(facts.defaultMask?.description == row.8)
    for octet in row.1 { #expect(AddressClass(of: IPv4Address(octet, 255, 0, 1)) == facts) }
  }

  typealias Row = (
    AddressClass, ClosedRange<UInt8>, String, Int?, UInt32?, UInt32?, Int, UInt32?, String?
  )

  @Test(
    "bits are borrowed from the host part of the class",
    arguments: [
      ("192.168.0.0/26", 2, 4, 62, 0),
      ("192.168.0.192/26", 2, 4, 62, 3),
      ("192.168.0.0/24", 0, 1, 254, 0),
      ("10.3.0.0/16", 8, 256, 65_534, 3),
      ("10.0.0.2/31", 23, 8_388_608, 2, 1),  // RFC 3021
      ("10.0.0.5/32", 24, 16_777_216, 1, 5),
    ])
  func borrowed(text: String, bits: Int, subnets: UInt32, hosts: UInt32, index: UInt32) throws {
    let borrowed = try #require(BorrowedBits(try IPv4Prefix(text)))
    #expect(borrowed.bits == bits)
    #expect(borrowed.subnets == subnets)
    #expect(borrowed.hostsPerSubnet == hosts)
    #expect(borrowed.index == index)
  }

  @Test("nothing is borrowed above the class and where there are no networks")
  func nothingBorrowed() throws {
    for text in ["192.168.0.0/16", "224.0.0.0/24", "240.0.0.0/28", "0.0.0.0/0"] {
      #expect(BorrowedBits(try IPv4Prefix(text)) == nil)
    }
  }
}
