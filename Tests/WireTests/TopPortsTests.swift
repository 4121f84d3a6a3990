import Testing

@testable import Wire

@Suite("Top ports")
struct TopPortsTests {
  @Test("the lists have their lengths, no port twice, and none is 0")
  func sizes() {
    #expect(TopPorts.tcp.count == 1000)
    #expect(Set(TopPorts.tcp).count == 1000)
    #expect(TopPorts.udp.count == 100)
    #expect(Set(TopPorts.udp).count == 100)
    #expect(!TopPorts.tcp.contains(0) && !TopPorts.udp.contains(0))
  }

  @Test(
    "what everybody scans for is among the first",
    arguments: [
      80, 443, 22, 21, 25, 53, 445, 3389, 3306, 8080,
    ] as [UInt16])
  func leaders(port: UInt16) {
    #expect(TopPorts.tcp.prefix(20).contains(port))
  }

  @Test("most of the leading UDP ports can be asked in their own language")
  func payloads() {
    #expect(TopPorts.udp.prefix(20).filter { UDPService.at(port: $0) != nil }.count >= 18)
  }
}
