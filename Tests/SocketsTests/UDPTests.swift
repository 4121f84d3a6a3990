import Addressing
import Foundation
import Platform
import Sockets
import TestSupport
import Testing

@Suite("UDP")
struct UDPTests {
  @Test("a datagram comes with its source", arguments: AddressFamily.allCases)
  func datagram(family: AddressFamily) throws {
    try onLoop { loop in
      let one = try UDPSocket(on: loop, family, local: .loopback(family))
      let other = try UDPSocket(on: loop, family, local: .loopback(family))
      try await one.send(Array("ping".utf8), to: other.localAddress)
      guard case .datagram(let bytes, let info) = try await other.receive(by: soon) else {
        Issue.record("no datagram")
        return
      }
      #expect(bytes == Array("ping".utf8))
      let source = try one.localAddress
      #expect(info.source == source)
      #expect(!info.isTruncated)
    }
  }

  @Test("an empty datagram is one too")
  func empty() throws {
    try onLoop { loop in
      let one = try UDPSocket(on: loop, .ipv4, local: .loopback(.ipv4))
      try await one.send([], to: one.localAddress)
      guard case .datagram(let bytes, _) = try await one.receive(by: soon) else {
        Issue.record("no datagram")
        return
      }
      #expect(bytes.isEmpty)
    }
  }

  @Test("a closed port answers with ICMP and its sender", arguments: AddressFamily.allCases)
  func unreachable(family: AddressFamily) throws {
    try onLoop { loop in
      let held = try UDPSocket(on: loop, family, local: .loopback(family))
      let closed = try held.localAddress
      held.close()
      let socket = try UDPSocket(on: loop, family)
      // Twice: the pending error of the first must not hide the second.
      for _ in 0..<2 {
        try await socket.send([0], to: closed)
        guard case .icmp(let report) = try await socket.receive(by: soon) else {
          Issue.record("no ICMP")
          return
        }
        #expect(report.isPortUnreachable)
        #expect(report.name == "port-unreachable")
        #expect(report.code == ECONNREFUSED)
        #expect(report.offender == closed.address)
        #expect(report.about == closed)
      }
      await #expect(throws: SocketError.timedOut) { try await socket.receive(by: atOnce) }
    }
  }

  @Test("a connected socket hears of a closed port, and its next send goes out")
  func connected() throws {
    try onLoop { loop in
      let peer = try UDPSocket(on: loop, .ipv4, local: .loopback(.ipv4))
      let address = try peer.localAddress
      peer.close()
      let socket = try UDPSocket(on: loop, connectedTo: address)
      try await socket.send([1])
      try await socket.send([2])
      for _ in 0..<2 {
        guard case .icmp(let report) = try await socket.receive(by: soon) else {
          Issue.record("no ICMP")
          return
        }
        #expect(report.isPortUnreachable)
      }
    }
  }

  @Test("too long a datagram is refused, not cut")
  func tooLong() throws {
    try onLoop { loop in
      let socket = try UDPSocket(on: loop, .ipv4, local: .loopback(.ipv4))
      let address = try socket.localAddress
      await #expect(throws: SocketError.system(SystemError("sendto", EMSGSIZE))) {
        try await socket.send([UInt8](repeating: 0, count: 70_000), to: address)
      }
    }
  }

  @Test("a thousand datagrams between two sockets all arrive")
  func many() throws {
    try onLoop { loop in
      let receiver = try UDPSocket(on: loop, .ipv4, local: .loopback(.ipv4))
      let sender = try UDPSocket(on: loop, .ipv4, local: .loopback(.ipv4))
      var count = 0
      for number in 0..<1000 {
        try await sender.send([UInt8(truncatingIfNeeded: number)], to: receiver.localAddress)
        let arrival = try await receiver.receive(by: soon) { bytes, _ in
          bytes.unsafeLoad(as: UInt8.self)
        }
        if case .datagram(UInt8(truncatingIfNeeded: number), _) = arrival { count += 1 }
      }
      #expect(count == 1000)
    }
  }

  @Test(
    "a socket of all addresses answers by the one that was asked",
    arguments: AddressFamily.allCases)
  func destination(family: AddressFamily) throws {
    try onLoop { loop in
      let server = try UDPSocket(
        on: loop, family, local: .any(family), tellsDestination: true)
      let port = try server.localAddress.port
      // All of 127.0.0.0/8 is ours on Linux, where the kernel would answer by 127.0.0.1.
      let asked = SocketAddress(
        family == .ipv4 ? .v4(IPv4Address(bits: 0x7F00_0002)) : .v6(IPv6Address(bits: 1)),
        port: port)
      let client = try UDPSocket(on: loop, connectedTo: asked)
      try await client.send([1, 2, 3])
      guard case .datagram(_, let info) = try await server.receive(by: soon) else {
        Issue.record("no datagram")
        return
      }
      #expect(info.destination == asked.address)
      let reply: [UInt8] = [4, 5]
      #expect(try unsafe server.trySend(reply.span.bytes, to: info.source, from: info.destination))
      guard case .datagram(let answer, let back) = try await client.receive(by: soon) else {
        Issue.record("no answer")
        return
      }
      #expect(answer == reply)
      #expect(back.source == asked)
      #expect(back.destination == nil)
    }
  }

  @Test("broadcast needs to be asked for")
  func broadcast() throws {
    try onLoop { loop in
      let socket = try UDPSocket(on: loop, .ipv4)
      let everyone = SocketAddress(.v4(.init(bits: 0x7FFF_FFFF)), port: 9)
      await #expect(throws: SocketError.system(SystemError("sendto", EACCES))) {
        try await socket.send([0], to: everyone)
      }
      try socket.setBroadcast()
      try await socket.send([0], to: everyone)
    }
  }
}
