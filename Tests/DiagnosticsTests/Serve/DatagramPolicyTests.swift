import Addressing
import Sockets
import Testing

@testable import Diagnostics

@Suite("who is answered over UDP")
struct DatagramPolicyTests {
  @Test(
    "a source is refused for its port or its address",
    arguments: [
      ("192.0.2.1", 50000, nil),  // a client
      ("192.0.2.1", 53, .lowPort),  // a service
      ("192.0.2.1", 1023, .lowPort),
      ("192.0.2.1", 1024, nil),
      ("192.0.2.1", 7, .loopPort),  // echo
      ("192.0.2.1", 19, .loopPort),  // chargen
      ("192.0.2.1", 6001, .ownPort),  // another server like this one
      ("192.0.2.1", 0, .badSource),  // nobody can be answered there
      ("255.255.255.255", 50000, .badSource),
      ("192.0.2.255", 50000, .badSource),  // a broadcast address of ours
      ("224.0.0.1", 50000, .badSource),
      ("0.0.0.0", 50000, .badSource),
      ("ff02::1", 50000, .badSource),
      ("::", 50000, .badSource),
      ("::1", 50000, nil),
    ] as [(String, UInt16, DropReason?)])
  func sources(_ text: String, _ port: UInt16, _ expected: DropReason?) throws {
    let policy = DatagramPolicy(
      ownPorts: [6001], answersLowPorts: false, broadcasts: [try IPAddress("192.0.2.255")])
    #expect(policy.refusal(of: SocketAddress(try IPAddress(text), port: port)) == expected)
  }

  @Test("low ports may be allowed, loop-prone ones never")
  func lowPorts() throws {
    let policy = DatagramPolicy(ownPorts: [], answersLowPorts: true, broadcasts: [])
    let host = try IPAddress("192.0.2.1")
    #expect(policy.refusal(of: SocketAddress(host, port: 53)) == nil)
    for port: UInt16 in [7, 9, 13, 17, 19, 37] {
      #expect(policy.refusal(of: SocketAddress(host, port: port)) == .loopPort)
    }
  }
}
