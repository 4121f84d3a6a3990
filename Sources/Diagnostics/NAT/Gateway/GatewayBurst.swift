import Addressing
import Platform
import Sockets
import Wire

/// Asks the router for its outside address by NAT-PMP, PCP and UPnP at once.
///
/// Everything is over when each has answered or refused, and within 300 ms of the program's start at
/// the latest: a silent router says as much by then as later, for it is one hop away.
struct GatewayBurst {
  /// Less than 300 ms by what starting, reading the kernel's tables and writing the report take.
  static let limit = Duration.milliseconds(275)
  /// Sent again after this time: the first datagram may have waited for ARP in vain.
  private static let repetition = Duration.milliseconds(100)

  let gateway: IPv4Address
  let source: IPv4Address
  let interfaceIndex: UInt32
  let contacts: ContactBook

  func run(on loop: EventLoop) async -> GatewayReport {
    let start = Instant.now
    let deadline = Deadline(at: start + Self.limit)
    var report = GatewayReport(address: .v4(gateway))
    async let mapping = askPort5351(on: loop, by: deadline)
    async let device = askUPnP(on: loop, by: deadline)
    (report.natPMP, report.pcp) = await mapping
    (report.upnp, report.model) = await device
    report.elapsed = .now - start
    return report
  }

  private var own: SocketOptions {
    SocketOptions(source: SocketAddress(.v4(source), port: 0))
  }

  // MARK: NAT-PMP and PCP share a port

  private func askPort5351(
    on loop: EventLoop, by deadline: Deadline
  ) async -> (GatewayReport.Answer?, GatewayReport.Answer?) {
    var random = Randomness()
    let nonce = UInt128.random(in: 0...(1 << 96 - 1), using: &random)
    let port = UInt16.random(in: 49152...65535, using: &random)
    let requests = [
      NATPMP.externalAddressRequest,
      // A lifetime of 0 asks to delete a mapping that is not there (RFC 6887 §15): nothing changes,
      // and the answer carries the outside address, refusals included.
      PCP.mapRequest(
        client: .v4(source), lifetime: 0, PCP.Mapping(nonce: nonce, internalPort: port)),
    ]
    let start = Instant.now
    var (simple, full): (GatewayReport.Answer?, GatewayReport.Answer?)
    do throws(SocketError) {
      let socket = try UDPSocket(
        on: loop, connectedTo: SocketAddress(.v4(gateway), port: PCP.port), options: own)
      defer { socket.close() }
      for attempt in 0..<2 {
        for request in requests {
          try await socket.send(request)
          contacts.note(.v4(gateway), PCP.port, .udp, "NAT-PMP and PCP")
        }
        let end = attempt == 0 ? Deadline(at: start + Self.repetition) : deadline
        while simple == nil || full == nil {
          let arrival: Arrival<[UInt8]>
          do throws(SocketError) {
            arrival = try await socket.receive(by: min(end, deadline))
          } catch .timedOut {
            break
          }
          // A refusal by ICMP is about the port, so about both.
          guard case .datagram(let bytes, _) = arrival else { return (simple, full) }
          if let answer = Self.natPMP(bytes) {
            simple = simple ?? answer.timed(since: start)
          } else if let answer = Self.pcp(bytes, nonce: nonce) {
            full = full ?? answer.timed(since: start)
          }
        }
        if simple != nil, full != nil { break }
      }
    } catch {}
    return (simple, full)
  }

  private static func natPMP(_ bytes: [UInt8]) -> GatewayReport.Answer? {
    guard let response = try? NATPMP.Response(decoding: bytes) else { return nil }
    return .init(
      result: response.result.description,
      external: response.externalAddress.flatMap { $0.bits == 0 ? nil : .v4($0) })
  }

  private static func pcp(_ bytes: [UInt8], nonce: UInt128) -> GatewayReport.Answer? {
    guard let response = try? PCP.Response(decoding: bytes) else { return nil }
    if let mapping = response.mapping, mapping.nonce != nonce { return nil }
    return .init(
      result: response.result == .success ? "success" : response.result.description,
      external: response.externalAddress, isMismatch: response.result == .addressMismatch)
  }

  // MARK: UPnP

  private func askUPnP(
    on loop: EventLoop, by deadline: Deadline
  ) async -> (GatewayReport.Answer?, String?) {
    let start = Instant.now
    guard let location = await discover(on: loop, by: deadline) else { return (nil, nil) }
    do throws(SocketError) {
      let page = try await fetch(HTTPRequest(location), at: location, on: loop, by: deadline)
      guard let device = try? DeviceDescription(decoding: page) else {
        return (.init(result: "unreadable device description"), nil)
      }
      let model = [device.manufacturer, device.modelName].compactMap { $0 }.joined(separator: " ")
      for service in device.wanConnections.prefix(2) {
        guard let place = control(of: service, device, at: location),
          let body = try? await fetch(
            GatewayAction.externalAddress.request(to: place, service: service), at: place,
            on: loop, by: deadline),
          let reply = try? GatewayAction.Reply(decoding: body)
        else { continue }
        let answer = GatewayReport.Answer(
          result: reply.fault?.description ?? "success", external: reply.externalAddress)
        return (answer.timed(since: start), model)
      }
      return (.init(result: "no WAN connection service answered"), model)
    } catch {
      return (.init(result: "the device description could not be read: \(error)"), nil)
    }
  }

  /// Where the router says that its description is. An answer counts only from the router, and only
  /// with a place on the router itself: else any host on the link could send us anywhere.
  private func discover(on loop: EventLoop, by deadline: Deadline) async -> WebLocation? {
    do throws(SocketError) {
      let socket = try UDPSocket(
        on: loop, .ipv4, local: SocketAddress(.v4(source), port: 0))
      defer { socket.close() }
      if interfaceIndex != 0 { try? socket.setMulticastInterface(interfaceIndex) }
      try? socket.setMulticastHops(2)
      let group = SocketAddress(.v4(IPv4Address(239, 255, 255, 250)), port: SSDP.port)
      for (index, target) in SSDP.gatewayTargets.enumerated() {
        // One is enough for the router itself: each refusal costs it one of the few ICMP messages
        // that it sends a second, and the hops need those.
        let direct = index == 0 ? [SocketAddress(.v4(gateway), port: SSDP.port)] : []
        for place in direct + [group] {
          // No route for multicasts is no reason to leave the router alone.
          guard (try? await socket.send(SSDP.search(for: target), to: place)) != nil else {
            continue
          }
          contacts.note(place.address, place.port, .udp, "SSDP search")
        }
      }
      while true {
        guard case .datagram(let bytes, let info) = try await socket.receive(by: deadline),
          info.source.address == .v4(gateway),
          let response = try? SSDP.Response(decoding: bytes),
          let text = response.location, let location = try? WebLocation(text),
          location.address == .v4(gateway)
        else { continue }
        return location
      }
    } catch {
      return nil
    }
  }

  /// The service's control address; nil where it is on another host than the description.
  private func control(
    of service: DeviceDescription.Service, _ device: DeviceDescription, at location: WebLocation
  ) -> WebLocation? {
    let base = device.base.flatMap { try? WebLocation($0) } ?? location
    guard let place = try? base.resolving(service.controlURL), place.address == .v4(gateway) else {
      return nil
    }
    return place
  }

  /// One request; redirects are not followed and bodies end at 64 KiB.
  private func fetch(
    _ request: HTTPRequest, at place: WebLocation, on loop: EventLoop, by deadline: Deadline
  ) async throws(SocketError) -> [UInt8] {
    guard let bytes = try? request.encoded() else { return [] }
    let stream = try await TCPStream.connect(
      on: loop, to: SocketAddress(.v4(gateway), port: place.port), options: own, by: deadline)
    defer { stream.close() }
    contacts.note(.v4(gateway), place.port, .tcp, "UPnP description and external address")
    try await stream.write(bytes, by: deadline)
    var reader = HTTPResponseReader(bodyLimit: 64 * 1024)
    while !reader.isComplete {
      let part = try await stream.read(upTo: 16384, by: deadline)
      do {
        if part.isEmpty {
          try reader.finish()
        } else {
          try reader.append(part)
        }
      } catch {
        return []
      }
    }
    // 500 carries a SOAP fault, which is an answer too.
    return [200, 500].contains(reader.head?.status ?? 0) ? reader.body : []
  }
}

extension GatewayReport.Answer {
  fileprivate func timed(since start: Instant) -> Self {
    var copy = self
    copy.roundTrip = .now - start
    return copy
  }
}
