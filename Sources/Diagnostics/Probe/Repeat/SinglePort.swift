import Addressing
import Platform
import Sockets
import Wire

/// One port, to be asked again and again.
struct SinglePort: Sendable {
  var host: String
  var address: ScopedAddress
  var place: SocketAddress
  var transport: ProbeTransport
  var service: String?

  /// All ports of the plans, at most `mostRepeated`.
  static func all(_ making: PlanMaking) -> [SinglePort] {
    let limit = ProbeRequest.mostRepeated
    var ports: [SinglePort] = []
    for (plan, transport) in [(making.tcp, ProbeTransport.tcp), (making.udp, .udp)] {
      var walk = QuestionWalk(plan, part: plan.shard.index, parts: plan.shard.count)
      while ports.count < limit, let step = walk.next() {
        let block = plan.blocks[step.share.block]
        let offset = step.share.offset
        let port = walk.port(step.share, step.round)
        ports.append(
          SinglePort(
            host: block.label(offset), address: block.scoped(offset),
            place: SocketAddress(block.address(offset), port: port, scope: block.scope),
            transport: transport,
            service: ServiceNames.name(ofPort: port, protocol: transport.rawValue)))
      }
    }
    return ports
  }

  /// Asks once.
  func ask(
    on loop: EventLoop, _ request: ProbeRequest, options: SocketOptions
  ) async -> ProbeFinding {
    switch transport {
    case .tcp: await connect(on: loop, request.tuning.timeout, options)
    case .udp: await send(on: loop, request, options)
    }
  }

  private func finding(_ verdict: PortVerdict, _ latency: Duration?) -> ProbeFinding {
    var finding = ProbeFinding(
      host: host, address: address, port: place.port, transport: transport, verdict: verdict,
      tries: 1)
    finding.service = service
    finding.latency = latency
    return finding
  }

  // MARK: TCP

  private func connect(
    on loop: EventLoop, _ timeout: Duration, _ options: SocketOptions
  ) async -> ProbeFinding {
    let start = Instant.now
    do throws(SocketError) {
      let stream = try await TCPStream.connect(
        on: loop, to: place, options: options, by: .after(timeout))
      var result = finding(PortVerdict(.open, .handshake), Instant.now - start)
      result.kernelRTT = stream.kernelRoundTrip
      result.source = "\(stream.localAddress)"
      stream.abort()
      return result
    } catch {
      let latency = Instant.now - start
      let verdict = Self.verdict(error, of: place)
      return finding(verdict, verdict.reason == .silence ? nil : latency)
    }
  }

  static func verdict(_ error: SocketError, of place: SocketAddress) -> PortVerdict {
    switch error {
    case .timedOut, .cancelled, .closed: return PortVerdict(.filtered, .silence)
    case .system(let failure):
      if failure.symbol == "ECONNREFUSED" { return PortVerdict(.closed, .reset) }
      if failure.symbol == "ETIMEDOUT" { return PortVerdict(.filtered, .silence) }
      return ConnectDriver.verdict(ofFailure: failure.code)
    case .rejected(let report):
      var judge = DatagramJudge()
      return judge.refusal(report)
    }
  }

  // MARK: UDP

  private func send(
    on loop: EventLoop, _ request: ProbeRequest, _ options: SocketOptions
  ) async -> ProbeFinding {
    var payload = DatagramPayload(request.payload, options)
    var judge = DatagramJudge()
    let probe = payload.probe(for: place)
    var result = finding(PortVerdict(.openOrFiltered, .silence), nil)
    if probe?.service.isOneWay == true { result.reason = .oneWay }
    let start = Instant.now
    do throws(SocketError) {
      let deadline = Deadline.after(request.tuning.timeout)
      let socket = try await ask(probe, payload.bytes(probe), on: loop, options, by: deadline)
      defer { socket.close() }
      judge.ownPort = try socket.localAddress.port
      while result.reason == .silence || result.reason == .oneWay {
        switch try await socket.receive(by: deadline) {
        case .datagram(_, let info) where judge.isOurselves(info.source):
          result = finding(PortVerdict(.closed, .ourselves), Instant.now - start)
        case .datagram(let bytes, let info):
          guard info.source.address == place.address,
            let text = DatagramPayload.text(of: bytes, to: probe)
          else { continue }
          result = finding(PortVerdict(.open, .udpReply), Instant.now - start)
          result.reply = text
        case .icmp(let report):
          result = finding(judge.verdict(of: report, about: place), Instant.now - start)
        }
      }
    } catch {
      if error != .timedOut, error != .cancelled {
        result = finding(Self.verdict(error, of: place), Instant.now - start)
      }
    }
    result.payload = payload.name(for: place.port)
    return result
  }

  /// Sends one datagram by a socket that hears this host alone, or, where the answer comes from
  /// another port, everyone.
  private func ask(
    _ probe: UDPProbe?, _ bytes: [UInt8], on loop: EventLoop, _ options: SocketOptions,
    by deadline: Deadline
  ) async throws(SocketError) -> UDPSocket {
    let wanders = probe?.service.answersFromAnotherPort == true
    let socket =
      wanders
      ? try UDPSocket(on: loop, place.family, options: options)
      : try UDPSocket(on: loop, connectedTo: place, options: options)
    try await socket.send(bytes, to: wanders ? place : nil, by: deadline)
    return socket
  }
}
