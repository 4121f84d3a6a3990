import Addressing
import Platform
import Sockets

/// Connects to one host over one family: to its first addresses at once, and the best answer counts.
struct ConnectStage: Sendable {
  /// Past these a host's further addresses are not tried.
  static let limit = 3

  var loop: EventLoop
  var addresses: [SocketAddress]
  /// This machine's addresses: an ICMP message from one of them is the kernel's own.
  var own: Set<IPAddress>
  var deadline: Deadline

  /// The first address in order that connects, else the first.
  func run() async -> ConnectFacts {
    let tried = addresses.prefix(Self.limit)
    var answers = await withTaskGroup(of: (Int, ConnectFacts).self) { group in
      for (index, address) in tried.enumerated() {
        group.addTask { (index, await connect(to: address)) }
      }
      var answers: [Int: ConnectFacts] = [:]
      for await (index, facts) in group {
        answers[index] = facts
        // The others add nothing to a connection that stands.
        if facts.isConnected { group.cancelAll() }
      }
      return answers.sorted { $0.key < $1.key }.map(\.value)
    }
    answers.sort { $0.isConnected && !$1.isConnected }
    return answers.first ?? ConnectFacts(.noAddress)
  }

  private func connect(to address: SocketAddress) async -> ConnectFacts {
    let hop = LocalState.hop(to: address)
    let start = Instant.now
    var facts: ConnectFacts
    do throws(SocketError) {
      let stream = try await TCPStream.connect(on: loop, to: address, by: deadline)
      facts = ConnectFacts(.connected, address.address, after: .now - start)
      facts.rttMS = stream.kernelRoundTrip
      facts.source = stream.localAddress.address
      stream.close()
    } catch {
      facts = ConnectFacts(error, address.address, after: .now - start, own: own)
    }
    facts.gateway = hop?.gateway
    facts.interface = hop?.interface
    if !facts.isConnected, let next = hop?.gateway ?? hop.map({ _ in address.address }) {
      facts.neighbour = NeighbourTable()[next]
    }
    return facts
  }
}
