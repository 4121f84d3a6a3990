public import Addressing
import Platform
public import Sockets
import Wire

/// An address's name, looked up as applications do it, and back.
public struct ReverseInquiry: Sendable {
  public let address: ScopedAddress
  public let system: NameSystem
  /// How long each of the two look-ups may take.
  public let limit: Duration
  /// Whether the name is looked up again.
  public let confirms: Bool
  /// Whether each name server is asked alone.
  public let wantsServers: Bool

  public init(
    _ address: ScopedAddress, system: NameSystem, limit: Duration, confirms: Bool,
    wantsServers: Bool
  ) {
    self.address = address
    self.system = system
    self.limit = limit
    self.confirms = confirms
    self.wantsServers = wantsServers
  }

  public func run(on loop: EventLoop) async -> ReverseReport {
    var report = ReverseReport(
      address: address, status: .ok, text: "", eai: nil, eaiName: nil, errno: nil, name: nil,
      time: nil, source: nil, confirmed: nil, forward: nil, servers: nil, warnings: [])
    let deadline = Deadline.after(limit)
    async let servers = askServers(on: loop, by: min(deadline, .after(NameInquiry.serverLimit)))
    do throws(LookupError) {
      let names = try await NameLookup.names(on: loop, of: destination(), by: deadline)
      report.name = names.host
      report.time = names.elapsed
      report.text = "has a name"
      report.source = source(of: names.host)
    } catch {
      write(error, to: &report)
    }
    if confirms, let name = report.name {
      await confirm(name, &report, on: loop, by: deadline)
    }
    let reports = await servers
    report.servers = reports.isEmpty ? nil : reports
    if reports.agree == false {
      report.warnings.append(
        ResolveWarning("servers-disagree", "the name servers do not give the same answer"))
    }
    return report
  }

  // Thrown as a look-up's error, for to users it is one: an interface that is not there.
  private func destination() throws(LookupError) -> SocketAddress {
    do throws(SocketError) {
      return try SocketAddress(address, port: 0)
    } catch {
      throw LookupError(error)
    }
  }

  private func write(_ error: LookupError, to report: inout ReverseReport) {
    report.eai = error.code == 0 ? nil : Int(error.code)
    report.eaiName = error.code == 0 ? nil : error.symbol
    report.errno = error.cause?.symbol
    switch error.reason {
    case .noSuchName where !error.lacksDescriptors, .noAddress, .otherFamily:
      (report.status, report.text) = (.noName, "no name")
    case .temporary, .failed:
      (report.status, report.text) = (.temporary, "the name servers did not answer as they should")
    case .timedOut:
      (report.status, report.text) = (.timeout, "no answer in \(limit.inWords)")
    case .cancelled:
      (report.status, report.text) = (.interrupted, "interrupted before an answer")
    case .noSuchName, .noSuchService, .system, .other, .noThread:
      (report.status, report.text) = (.localError, error.cause?.message ?? error.description)
    }
  }

  private func source(of name: String) -> AnswerSource? {
    let entry = system.hosts(name).entries(address.address).first
    return entry.map {
      AnswerSource(
        service: "files", file: system.hostsPath, line: $0.line, isMeasured: false)
    }
  }

  private func confirm(
    _ name: String, _ report: inout ReverseReport, on loop: EventLoop, by deadline: Deadline
  ) async {
    do throws(LookupError) {
      let answer = try await NameLookup.addresses(
        on: loop, NameLookup.Request(name: name), by: deadline)
      report.forward = answer.addresses.map(\.scopedAddress)
      report.confirmed = answer.addresses.contains {
        $0.unmapped.address == SocketAddress(address.address, port: 0).unmapped.address
      }
    } catch {
      switch error.reason {
      case .noSuchName where !error.lacksDescriptors, .noAddress:
        report.forward = []
        report.confirmed = false
      default:
        report.warnings.append(
          ResolveWarning("not-confirmed", "looking \(name) up again failed: \(error)"))
      }
    }
  }

  private func askServers(on loop: EventLoop, by deadline: Deadline) async -> [ServerReport] {
    guard wantsServers, let name = try? DNSName(address.address.reverseName) else { return [] }
    return await ServerCheck(servers: system.serverAddresses(), name: name, types: [.ptr])
      .run(on: loop, by: deadline)
  }
}
