import Addressing
import Platform
import Sockets
import Wire

/// STUN over TCP: mapping of connections from one port to several places (RFC 5780 §4.3 by TCP).
struct TCPInquiry {
  let server: SocketAddress
  /// The server's second address, where UDP has found it.
  let other: TransportAddress?
  let options: SocketOptions
  let contacts: ContactBook

  func run(on loop: EventLoop, by deadline: Deadline) async -> TCPFindings {
    var findings = TCPFindings()
    var places = [server]
    if let other {
      places.append(server.with(port: server.port, address: other.address))
      places.append(server.with(port: other.port, address: other.address))
    }
    guard let source = chooseSource() else { return findings }
    let start = Instant.now
    let answers = await withTaskGroup(of: (Int, TransportAddress?, Instant).self) { group in
      for (index, place) in places.enumerated() {
        group.addTask {
          let mapped = await self.ask(place, from: source, on: loop, by: deadline)
          return (index, mapped, .now)
        }
      }
      var answers: [Int: (TransportAddress, Instant)] = [:]
      for await (index, mapped, time) in group {
        if let mapped { answers[index] = (mapped, time) }
      }
      return answers
    }
    guard let (first, time) = answers[0] else { return findings }
    findings.hasAnswered = true
    findings.mapped = first.address
    findings.mappedPort = first.port
    findings.roundTrip = time - start
    if let second = answers[1]?.0, let third = answers[2]?.0 {
      findings.mapping =
        first == second && second == third
        ? .endpointIndependent : second == third ? .addressDependent : .addressAndPortDependent
    }
    return findings
  }

  /// An address and a port from which all connections leave; nil where no way leads out.
  private func chooseSource() -> SocketAddress? {
    guard let source = try? SourceSelection.source(for: server, options: options) else {
      return nil
    }
    var random = Randomness()
    return source.with(port: .random(in: STUNPlace.mapping.ports, using: &random))
  }

  private func ask(
    _ place: SocketAddress, from source: SocketAddress, on loop: EventLoop, by deadline: Deadline
  ) async -> TransportAddress? {
    var options = options
    options.source = source
    options.sharesPort = true
    var random = Randomness()
    let request = STUNMessage(kind: .request, transaction: STUNTransaction(using: &random))
    contacts.note(place.address, place.port, .tcp, "STUN")
    guard
      let stream = try? await TCPStream.connect(
        on: loop, to: place, options: options, by: deadline)
    else { return nil }
    defer { stream.close() }
    var framer = STUNFramer()
    guard (try? await stream.write(request.encoded(fingerprint: true), by: deadline)) != nil,
      let frame = await framer.next(from: stream, by: deadline),
      let answer = try? STUNMessage(decoding: frame), answer.kind == .success,
      answer.transaction == request.transaction
    else { return nil }
    return answer.xorMappedAddress
  }
}

extension SocketAddress {
  fileprivate func with(port: UInt16, address: IPAddress) -> SocketAddress {
    SocketAddress(address, port: port, scope: scope)
  }
}
