import Addressing
import Foundation
import Platform
import Sockets
import TestSupport
import Testing

@Suite("Name lookup")
struct NameLookupTests {
  @Test("numeric addresses need nobody", arguments: ["127.0.0.1", "::1"])
  func numeric(name: String) throws {
    try onLoop { loop in
      let answer = try await NameLookup.addresses(
        on: loop,
        NameLookup.Request(
          name: name, service: "80", flags: [.numericHost, .numericService, .canonicalName]),
        by: soon)
      #expect(answer.addresses == [SocketAddress(try IPAddress(name), port: 80)])
      #expect(answer.entries.map(\.kind) == [.stream])
      #expect(answer.entries.map(\.protocolNumber) == [6])
      #expect(answer.canonicalName == name)
    }
  }

  @Test("without a kind each address comes once for every kind")
  func kinds() throws {
    let request = NameLookup.Request(name: "127.0.0.1", kind: nil, flags: .numericHost)
    let answer = try NameLookup.addressesNow(request).get()
    #expect(answer.entries.map(\.kind) == [.stream, .datagram, .raw])
    #expect(answer.addresses.count == 1)
  }

  @Test("a name where a number is demanded does not exist")
  func notNumeric() throws {
    try onLoop { loop in
      do throws(LookupError) {
        _ = try await NameLookup.addresses(
          on: loop, NameLookup.Request(name: "localhost", flags: .numericHost), by: soon)
        Issue.record("no error")
      } catch {
        #expect(error.reason == .noSuchName)
        #expect(error.symbol == "EAI_NONAME")
      }
    }
  }

  @Test("a numeric address of the other family is said to be that")
  func otherFamily() throws {
    let request = NameLookup.Request(name: "127.0.0.1", family: .ipv6, flags: .numericHost)
    guard case .failure(let error) = NameLookup.addressesNow(request) else {
      Issue.record("no error")
      return
    }
    #expect(error.reason == .otherFamily)
    #expect(error.symbol == "EAI_ADDRFAMILY")
  }

  @Test("loopback has a name", .enabled(if: FileManager.default.fileExists(atPath: "/etc/hosts")))
  func reverse() throws {
    try onLoop { loop in
      let names = try await NameLookup.names(
        on: loop, of: .loopback(.ipv4, port: 443), by: soon)
      #expect(names.host.hasPrefix("localhost"))
    }
  }

  @Test("a link-local zone is the interface")
  func zone() throws {
    let scoped = try ScopedAddress("fe80::1%lo")
    let address = try SocketAddress(scoped, port: 80)
    #expect(address.scope == SystemCalls.interfaceIndex(named: "lo"))
    #expect(address.description == "[fe80::1%lo]:80")
    #expect(try SocketAddress(ScopedAddress("::1"), port: 53).description == "[::1]:53")
    #expect(try SocketAddress(ScopedAddress("10.1.2.3"), port: 0).description == "10.1.2.3:0")
    let missing = try ScopedAddress("fe80::1%nonesuch")
    #expect(throws: SocketError.system(SystemError("if_nametoindex", ENODEV))) {
      _ = try SocketAddress(missing, port: 80)
    }
  }
}
