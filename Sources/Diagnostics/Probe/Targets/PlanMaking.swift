import Addressing
import Platform
import Sockets
import Wire

/// Turns targets into a plan: names looked up, exclusions taken out, ports put in order.
struct PlanMaking {
  let request: ProbeRequest
  private(set) var tcp: ScanPlan
  private(set) var udp: ScanPlan
  private var lists: [ProbeTransport: [PortSet: Int]] = [:]
  /// What is left out; nil where that cannot be told, and then nothing is asked.
  private var excluded: [IPRange]? = []
  private let usualPorts: PortSelection
  private let deadline: Deadline

  /// How long a name may take.
  private static let lookupLimit = Duration.seconds(20)

  /// - Parameter deadline: when names must have been looked up.
  init(_ request: ProbeRequest, by deadline: Deadline = .never) {
    self.request = request
    self.deadline = deadline
    usualPorts = request.usualPorts
    tcp = ScanPlan(
      blocks: [], lists: [], shard: request.shard, done: request.done[.tcp] ?? [:])
    udp = ScanPlan(
      blocks: [], lists: [], shard: request.shard, done: request.done[.udp] ?? [:])
  }

  /// Finds out what is left out; before any host is laid out. Where a name among it has no address,
  /// no host will be: it might be the one.
  mutating func readExclusions(on loop: EventLoop, failed: (String, String) -> Void) async {
    var isKnown = true
    let ranges = await ranges(of: request.excluded, on: loop) {
      isKnown = false
      failed($0, $1)
    }
    excluded = isKnown ? ranges.sorted { $0.first < $1.first } : nil
  }

  /// Lays out all targets of a request that has no more than those.
  mutating func run(on loop: EventLoop, failed: (String, String) -> Void) async {
    await readExclusions(on: loop, failed: failed)
    await lay(out: request.targets, on: loop, failed: failed)
  }

  /// Makes room for the next targets, whose questions are numbered on.
  mutating func forgetHosts() {
    for path in [\PlanMaking.tcp, \.udp] {
      self[keyPath: path].start = self[keyPath: path].end
      self[keyPath: path].blocks = []
      self[keyPath: path].lists = []
    }
    lists = [:]
  }

  /// Looks up all names, some at once, and lays the hosts out in the order of the targets.
  mutating func lay(
    out targets: [ProbeTarget], on loop: EventLoop, failed: (String, String) -> Void
  ) async {
    if excluded == nil { return }
    let found = await lookUp(targets, on: loop)
    for target in targets {
      switch target.place {
      case .address(let address):
        do throws(SocketError) {
          let place = try SocketAddress(address, port: 0)
          add(
            target, name: nil, IPRange(address.address), scope: place.scope, zone: address.zone)
        } catch {
          failed(target.label, "no interface '\(address.zone ?? "")'")
        }
      case .range(let range): add(target, name: nil, range)
      case .name(let name):
        switch found[name] {
        case .success(let addresses):
          for address in addresses.prefix(request.usesAllAddresses ? .max : 1) {
            let zone = address.scope > 0 ? address.scopedAddress.zone : nil
            add(target, name: name, IPRange(address.address), scope: address.scope, zone: zone)
          }
        case .failure(let error): failed(target.label, error.description)
        case nil: failed(target.label, "interrupted")
        }
      }
    }
  }

  // MARK: Names

  /// Looks the names among the targets up, each once.
  private func lookUp(
    _ targets: [ProbeTarget], on loop: EventLoop
  ) async -> [String: Result<[SocketAddress], LookupError>] {
    let names = targets.compactMap { target -> String? in
      if case .name(let name) = target.place { name } else { nil }
    }
    guard !names.isEmpty else { return [:] }
    let deadline = deadline
    let family = request.family
    // As many as a name server minds as little as one.
    let limit = 32
    return await withTaskGroup(of: (String, Result<[SocketAddress], LookupError>).self) { group in
      var results: [String: Result<[SocketAddress], LookupError>] = [:]
      var waiting = Array(Set(names)).makeIterator()
      func start() {
        guard !Task.isCancelled, let name = waiting.next() else { return }
        group.addTask {
          do throws(LookupError) {
            let answer = try await NameLookup.addresses(
              on: loop, NameLookup.Request(name: name, family: family),
              by: min(deadline, .after(Self.lookupLimit)))
            return (name, .success(answer.addresses))
          } catch {
            return (name, .failure(error))
          }
        }
      }
      for _ in 0..<limit { start() }
      for await (name, result) in group {
        results[name] = result
        start()
      }
      return results
    }
  }

  private func ranges(
    of targets: [ProbeTarget], on loop: EventLoop, _ failed: (String, String) -> Void
  ) async -> [IPRange] {
    let found = await lookUp(targets, on: loop)
    var ranges: [IPRange] = []
    for target in targets {
      switch target.place {
      case .address(let address): ranges.append(IPRange(address.address))
      case .range(let range): ranges.append(range)
      case .name(let name):
        switch found[name] {
        case .success(let addresses):
          ranges += addresses.map { (found: SocketAddress) -> IPRange in IPRange(found.address) }
        case .failure(let error): failed(target.label, error.description)
        case nil: failed(target.label, "interrupted")
        }
      }
    }
    return ranges
  }

  // MARK: Hosts and ports

  private mutating func add(
    _ target: ProbeTarget, name: String?, _ range: IPRange, scope: UInt32 = 0,
    zone: String? = nil
  ) {
    if let family = request.family, range.family != family.rawValue { return }
    let selection = target.ports ?? usualPorts
    for rest in Self.subtracting(excluded ?? [], from: range) {
      // A target has no more than 2^32.
      let count = UInt64(rest.last.number - rest.first.number) + 1
      let block = HostBlock(
        name: name, first: rest.first, count: count, scope: scope, zone: zone, list: 0)
      append(block, selection.tcp, .tcp)
      append(block, selection.udp, .udp)
    }
  }

  private mutating func append(
    _ block: HostBlock, _ ports: PortSet, _ transport: ProbeTransport
  ) {
    if ports.isEmpty { return }
    var block = block
    if let known = lists[transport]?[ports] {
      block.list = known
    } else {
      let order = Self.order(
        ports, transport, isOrdered: request.isOrdered, seed: request.seed)
      switch transport {
      case .tcp: tcp.lists.append(order)
      case .udp: udp.lists.append(order)
      }
      block.list = (transport == .tcp ? tcp : udp).lists.count - 1
      lists[transport, default: [:]][ports] = block.list
    }
    switch transport {
    case .tcp: Self.append(block, to: &tcp.blocks)
    case .udp: Self.append(block, to: &udp.blocks)
    }
  }

  /// Neighbours become one block, so that a list of addresses takes no more room than its ranges.
  private static func append(_ block: HostBlock, to blocks: inout [HostBlock]) {
    if let last = blocks.last, last.list == block.list, last.name == nil, block.name == nil,
      last.zone == block.zone, last.first.family == block.first.family,
      last.first < block.first,
      block.first.number - last.first.number == UInt128(last.count)
    {
      blocks[blocks.count - 1].count += block.count
      return
    }
    blocks.append(block)
  }

  /// Known ports first, so that an answer comes early and tells how long to wait for the others; the
  /// rest shuffled, so that no firewall sees them in a row.
  static func order(
    _ ports: PortSet, _ transport: ProbeTransport, isOrdered: Bool, seed: UInt64
  ) -> [UInt16] {
    var all = ports.map(\.number)
    if isOrdered { return all }
    let known = (transport == .tcp ? TopPorts.tcp : TopPorts.udp).prefix(100)
    let leading = known.filter { ports.contains(TransportPort($0)) }
    let taken = Set(leading)
    all.removeAll { taken.contains($0) }
    var generator = ShuffleGenerator(state: seed)
    all.shuffle(using: &generator)
    return leading + all
  }

  /// What is left of a range; `excluded` stands in the order of first addresses.
  static func subtracting(_ excluded: [IPRange], from range: IPRange) -> [IPRange] {
    var rest: [IPRange] = []
    var start = range.first.number
    let end = range.last.number
    for cut in excluded where cut.family == range.family {
      let (first, last) = (cut.first.number, cut.last.number)
      if last < start || first > end { continue }
      if first > start, let part = piece(range, start, first - 1) { rest.append(part) }
      if last >= end { return rest }
      start = max(start, last + 1)
    }
    if let part = piece(range, start, end) { rest.append(part) }
    return rest
  }

  private static func piece(_ range: IPRange, _ first: UInt128, _ last: UInt128) -> IPRange? {
    func address(_ number: UInt128) -> IPAddress {
      range.family == 4
        ? .v4(IPv4Address(bits: UInt32(truncatingIfNeeded: number)))
        : .v6(IPv6Address(bits: number))
    }
    return IPRange(first: address(first), last: address(last))
  }
}

/// SplitMix64 (Steele, Lea and Flood 2014): the same order from the same seed on every machine.
private struct ShuffleGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var value = state
    value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
    value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
    return value ^ value >> 31
  }
}
