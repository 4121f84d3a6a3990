import Addressing
import Platform
import Sockets

/// Asks each service of nsswitch.conf alone.
struct ServiceInquiry: Sendable {
  private let inquiry: NameInquiry
  private let loop: EventLoop
  private let deadline: Deadline

  init(_ inquiry: NameInquiry, on loop: EventLoop, by deadline: Deadline) {
    self.inquiry = inquiry
    self.loop = loop
    self.deadline = deadline
  }

  func run() async -> [ServiceReport] {
    await withTaskGroup(of: (Int, ServiceReport).self) { group in
      let services = inquiry.system.services.services
      for (place, service) in services.enumerated() {
        group.addTask { (place, await ask(service)) }
      }
      var reports = [ServiceReport?](repeating: nil, count: services.count)
      for await (place, report) in group { reports[place] = report }
      var found = reports.compactMap(\.self)
      if let first = found.firstIndex(where: { $0.status == .found }) {
        found[first].isChosen = true
      }
      return found
    }
  }

  private func ask(_ service: NameServiceSwitch.Service) async -> ServiceReport {
    var report = ServiceReport(
      service: service.name, action: service.action, status: .unavailable, eai: nil, time: nil,
      addresses: [], file: nil, lines: nil, error: nil, isChosen: false)
    let name = inquiry.name
    let child = ServiceChild(
      service: service.name, name: name.ascii ?? name.typed, family: inquiry.question.family,
      limit: deadline.remaining ?? .seconds(60))
    do throws(SocketError) {
      let answer = try await loop.offload(by: deadline) { child.run() }
      Self.write(answer, to: &report)
    } catch {
      report.status = error == .timedOut ? .timeout : .interrupted
    }
    if service.name == "files", report.status == .found {
      report.file = inquiry.system.hostsPath
      report.lines = inquiry.system.hosts(name.ascii ?? name.typed).entries.map(\.line)
    }
    return report
  }

  private static func write(
    _ answer: Result<ServiceChild.Answer, SystemError>, to report: inout ServiceReport
  ) {
    switch answer {
    case .failure(let error): report.error = error.description
    case .success(let answer):
      report.time = answer.time
      report.addresses = answer.addresses
      report.eai = answer.code == 0 ? nil : answer.code
      report.error = answer.error
      report.status =
        answer.isLate
        ? .timeout : answer.isUnavailable ? .unavailable : answer.code == 0 ? .found : .notFound
    }
  }
}
