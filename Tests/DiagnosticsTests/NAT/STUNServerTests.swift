import Addressing
import Platform
import Testing
import Wire

@testable import Diagnostics

@Suite("STUN server")
struct STUNServerTests {
  private let pair = STUNServerPlaces(
    [.v4(IPv4Address(45, 45, 46, 10)), .v4(IPv4Address(45, 45, 46, 11))], port: 3478,
    otherPort: 3479)
  private let single = STUNServerPlaces(
    [.v4(IPv4Address(45, 45, 46, 10))], port: 3478, otherPort: 3479)
  private let client = TransportAddress(address: .v4(IPv4Address(1, 2, 3, 4)), port: 40000)
  private let first = STUNServerPlaces.Place(isOtherAddress: false, isOtherPort: false)
  private let cookie = STUNTransaction(bits: 0x2112_A442 << 96 | 7)

  private func reply(
    _ attributes: [STUNAttribute], at place: STUNServerPlaces.Place? = nil,
    of places: STUNServerPlaces? = nil, transaction: STUNTransaction? = nil,
    by transport: STUNServerAnswer.Transport = .udp
  ) -> STUNServerAnswer? {
    let request = STUNMessage(
      kind: .request, transaction: transaction ?? cookie, attributes: attributes)
    return STUNServerAnswer(
      to: request.encoded(), from: client, at: place ?? first, of: places ?? pair, by: transport)
  }

  @Test("an answer tells where the request came from and where the server's other place is")
  func plain() throws {
    let answer = try #require(reply([]))
    #expect(answer.message.kind == .success)
    #expect(answer.message.xorMappedAddress == client)
    #expect(answer.message.mappedAddress == client)
    #expect(answer.message.responseOrigin == pair.address(first))
    #expect(answer.message.otherAddress?.port == 3479)
    #expect(answer.message.otherAddress?.address == .v4(IPv4Address(45, 45, 46, 11)))
    #expect(answer.destination == client)
  }

  @Test("CHANGE-REQUEST moves the answer, and OTHER-ADDRESS stays that of the arrival")
  func change() throws {
    for (address, port) in [(false, true), (true, false), (true, true)] {
      let answer = try #require(reply([.changeRequest(address: address, port: port)]))
      #expect(answer.place == .init(isOtherAddress: address, isOtherPort: port))
      #expect(answer.message.responseOrigin == pair.address(answer.place))
      #expect(
        answer.message.otherAddress
          == pair.address(.init(isOtherAddress: true, isOtherPort: true)))
    }
  }

  @Test("OTHER-ADDRESS stays that of the arrival wherever CHANGE-REQUEST stands")
  func changeAtTheEnd() throws {
    let before = (0..<9).map { STUNAttribute.other(type: 0x8030 + $0, value: []) }
    let answer = try #require(reply(before + [.changeRequest(address: false, port: true)]))
    #expect(answer.place == .init(isOtherAddress: false, isOtherPort: true))
    #expect(
      answer.message.otherAddress == pair.address(.init(isOtherAddress: true, isOtherPort: true)))
  }

  @Test("with one address CHANGE-REQUEST is refused and no other address is named")
  func single420() throws {
    let refusal = try #require(reply([.changeRequest(address: true, port: true)], of: single))
    #expect(refusal.message.errorCode?.code == 420)
    #expect(refusal.message.unknownAttributes == [3])
    let plain = try #require(reply([], of: single))
    #expect(plain.message.otherAddress == nil)
  }

  @Test("a classic client gets CHANGED-ADDRESS and no attribute that it must understand")
  func classic() throws {
    let answer = try #require(reply([], transaction: STUNTransaction(bits: 99)))
    #expect(answer.message.xorMappedAddress == nil)
    #expect(answer.message.mappedAddress == client)
    #expect(answer.message.changedAddress?.port == 3479)
  }

  @Test("RESPONSE-PORT changes the port and never the address")
  func responsePort() throws {
    let moved = try #require(reply([.responsePort(50000)]))
    #expect(moved.destination == TransportAddress(address: client.address, port: 50000))
    // RFC 3489's RESPONSE-ADDRESS made servers reflectors.
    let refused = try #require(reply([.other(type: 2, value: [0, 1, 0, 80, 9, 9, 9, 9])]))
    #expect(refused.message.errorCode?.code == 420)
    #expect(refused.destination == client)
    // A well-known port is nobody's mapping.
    #expect(reply([.responsePort(53)])?.message.errorCode?.code == 420)
    #expect(reply([.responsePort(50000), .padding(64)])?.message.errorCode?.code == 400)
  }

  @Test("an answer is at most 100 bytes longer than its request")
  func amplification() throws {
    let all: [[STUNAttribute]] = [
      [], [.padding(1500)], [.changeRequest(address: true, port: true)],
    ]
    for attributes in all {
      let request = STUNMessage(kind: .request, transaction: cookie, attributes: attributes)
      let answer = try #require(reply(attributes))
      #expect(answer.bytes.count <= request.encoded().count + 100)
    }
  }

  @Test("what is no Binding request gets no answer")
  func silence() {
    for kind in [STUNMessage.Kind.success, .failure, .indication] {
      let message = STUNMessage(kind: kind, transaction: cookie)
      #expect(
        STUNServerAnswer(
          to: message.encoded(), from: client, at: first, of: pair, by: .udp) == nil)
    }
    let allocate = STUNMessage(
      kind: .request, method: STUNMessage.Method.allocate, transaction: cookie)
    #expect(
      STUNServerAnswer(to: allocate.encoded(), from: client, at: first, of: pair, by: .udp) == nil)
    #expect(STUNServerAnswer(to: [1, 2, 3], from: client, at: first, of: pair, by: .udp) == nil)
  }

  @Test("over TCP nothing is changed, moved or padded")
  func tcp() {
    for attribute in [
      STUNAttribute.changeRequest(address: true, port: true), .responsePort(50000), .padding(8),
    ] {
      #expect(reply([attribute], by: .tcp)?.message.errorCode?.code == 420)
    }
  }
}
