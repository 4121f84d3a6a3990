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

  /// All ports of the plans, at most `limit`.
  static func all(_ making: PlanMaking, limit: Int = 4096) -> [SinglePort] {
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
    var own = OwnAddresses()
    switch error {
    case .timedOut, .cancelled, .closed: return PortVerdict(.filtered, .silence)
    case .system(let failure):
      if failure.symbol == "ECONNREFUSED" { return PortVerdict(.closed, .reset) }
      if failure.symbol == "ETIMEDOUT" { return PortVerdict(.filtered, .silence) }
      return ConnectDriver.verdict(ofFailure: failure.code)
    case .rejected(let report):
      if report.origin == .local { return ConnectDriver.verdict(ofFailure: report.code) }
      if own.contains(report.offender), case .noNeighbour = LocalFailure(code: report.code) {
        return PortVerdict(.unreachable, .noNeighbour)
      }
      return PortVerdict(.filtered, .icmp, icmp: report.withoutDetails)
    }
  }

  // MARK: UDP

  private func send(
    on loop: EventLoop, _ request: ProbeRequest, _ options: SocketOptions
  ) async -> ProbeFinding {
    var random = SystemRandomNumberGenerator()
    let probe = UDPService.payload(for: place.port, nonce: UDPNonce(using: &random))
    let start = Instant.now
    do throws(SocketError) {
      let socket = try UDPSocket(on: loop, connectedTo: place, options: options)
      defer { socket.close() }
      let deadline = Deadline.after(request.tuning.timeout)
      try await socket.send(probe?.payload ?? [], by: deadline)
      while true {
        switch try await socket.receive(by: deadline) {
        case .datagram(let bytes, _):
          var result = finding(PortVerdict(.open, .udpReply), Instant.now - start)
          switch probe?.check(bytes) {
          case .notOurs: continue
          case .match(let text), .unexpected(let text): result.reply = text
          case nil: result.reply = "\(bytes.count) bytes"
          }
          result.payload = probe?.service.name ?? "empty"
          return result
        case .icmp(let report):
          let isFromHost = report.offender == place.address
          let verdict =
            report.isPortUnreachable && isFromHost
            ? PortVerdict(.closed, .icmp, icmp: report.withoutDetails)
            : Self.verdict(.rejected(report), of: place)
          return finding(verdict, Instant.now - start)
        }
      }
    } catch {
      if error == .timedOut || error == .cancelled {
        return finding(PortVerdict(.openOrFiltered, .silence), nil)
      }
      return finding(Self.verdict(error, of: place), Instant.now - start)
    }
  }
}
