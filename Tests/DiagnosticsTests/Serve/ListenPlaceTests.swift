import Addressing
import Sockets
import Testing

@testable import Diagnostics

@Suite("where a server listens")
struct ListenPlaceTests {
  private func texts(
    _ place: ListenPlace, _ reach: ListenPlace.Reach = .loopback, _ family: AddressFamily? = nil
  ) throws -> [String] {
    try place.group(reach, family: family).addresses.map { "\($0)" }
  }

  @Test("a bare port is on the loopback alone, in both families")
  func barePort() throws {
    #expect(try texts(ListenPlace(port: 80)) == ["[::1]:80", "127.0.0.1:80"])
    #expect(try texts(ListenPlace(port: 80), .any) == ["[::]:80", "0.0.0.0:80"])
    #expect(try texts(ListenPlace(port: 80), .loopback, .ipv4) == ["127.0.0.1:80"])
    #expect(try texts(ListenPlace(port: 80), .any, .ipv6) == ["[::]:80"])
  }

  @Test("an address is taken as it is, and never left out")
  func address() throws {
    let place = ListenPlace(.address(try ScopedAddress("::")), port: 8000)
    #expect(try texts(place) == ["[::]:8000"])
    #expect(try !place.group(.loopback, family: nil).mayMiss)
    #expect(throws: SocketError.self) {
      try ListenPlace(.address(try ScopedAddress("fe80::1%nowhere0")), port: 1)
        .group(.loopback, family: nil)
    }
  }

  @Test("localhost is both loopback addresses, and * is everything")
  func names() throws {
    #expect(try texts(ListenPlace(.localhost, port: 1), .any) == ["[::1]:1", "127.0.0.1:1"])
    #expect(try texts(ListenPlace(.any, port: 1)) == ["[::]:1", "0.0.0.0:1"])
    #expect(try ListenPlace(.localhost, port: 1).group(.any, family: nil).mayMiss)
  }

  @Test(
    "only this host reaches the loopback",
    arguments: [
      ("127.0.0.1", true), ("127.255.0.9", true), ("::1", true), ("0.0.0.0", false),
      ("128.0.0.1", false), ("::", false), ("::2", false),
    ])
  func loopback(_ text: String, _ expected: Bool) throws {
    #expect(SocketAddress(try IPAddress(text), port: 1).isLoopback == expected)
  }
}
