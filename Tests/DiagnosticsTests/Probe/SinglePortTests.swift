import Addressing
import Platform
import Sockets
import TestSupport
import Testing

@testable import Diagnostics

@Suite("One port, asked by itself")
struct SinglePortTests {
  @Test("a UDP port that is our own is closed: nobody else holds it")
  func ourselves() throws {
    try onLoop { loop in
      let free = try UDPSocket(on: loop, .ipv4, local: .loopback(.ipv4))
      let place = try free.localAddress
      free.close()
      let port = SinglePort(
        host: "127.0.0.1", address: ScopedAddress(place.address), place: place, transport: .udp)
      var options = SocketOptions()
      options.source = place
      var request = ProbeRequest(targets: [])
      request.payload = .bytes([1])
      let finding = await port.ask(on: loop, request, options: options)
      #expect(finding.state == .closed && finding.reason == .ourselves, "\(finding)")
    }
  }
}
