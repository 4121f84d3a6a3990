import Addressing
public import Platform
public import Sockets
public import Wire

/// Asks each configured name server alone, all at once.
public struct ServerCheck: Sendable {
  public var servers: [SocketAddress]
  public var name: DNSName
  public var types: [DNSRecordType]

  /// - Parameter servers: addresses and ports; the system's have port 53.
  public init(servers: [SocketAddress], name: DNSName, types: [DNSRecordType] = [.a, .aaaa]) {
    self.servers = servers
    self.name = name
    self.types = types
  }

  /// One report a server, in their order.
  public func run(on loop: EventLoop, by deadline: Deadline) async -> [ServerReport] {
    await withTaskGroup(of: (Int, Int, ServerAnswer).self) { group in
      for (place, server) in servers.enumerated() {
        for (index, type) in types.enumerated() {
          group.addTask {
            let question = DNSQuestion(name, type)
            let reply = await DNSExchange(question, to: server).ask(on: loop, by: deadline)
            return (place, index, ServerAnswer(reply, to: question))
          }
        }
      }
      var answers = [[ServerAnswer?]](
        repeating: [ServerAnswer?](repeating: nil, count: types.count), count: servers.count)
      for await (place, index, answer) in group { answers[place][index] = answer }
      return zip(servers, answers).map {
        ServerReport(server: $0.scopedAddress, answers: $1.compactMap(\.self))
      }
    }
  }
}

extension NameSystem {
  /// Where the name servers are; one on an interface that is not there is left out.
  public func serverAddresses() -> [SocketAddress] {
    resolver.servers.compactMap { try? SocketAddress($0, port: 53) }
  }
}
