/// Subnets of different sizes cut from one network by the hosts that each needs (VLSM, RFC 1878).
///
///     192.168.0.0/24 for 50, 20, 10 and 5 hosts: /26, /27, /28, /29,
///     free 192.168.0.120/29 and 192.168.0.128/25
public struct SubnetPlan: Hashable, Sendable {
  /// A subnet that somebody needs.
  public struct Request: Hashable, Sendable {
    public let name: String
    public let hosts: UInt64

    public init(name: String, hosts: UInt64) {
      self.name = name
      self.hosts = hosts
    }
  }

  /// A subnet that somebody gets.
  public struct Allocation: Hashable, Sendable {
    public let request: Request
    public let prefix: IPv4Prefix

    /// How many hosts it has room for.
    public let capacity: UInt64

    /// The first and last address for hosts.
    public let hosts: AddressRange<IPv4Address>
  }

  public enum Order: String, CaseIterable, Sendable {
    /// The largest first, so that nothing is lost to alignment.
    case size
    /// As the requests stand; alignment may leave gaps, which the free list has.
    case given
  }

  public let network: IPv4Prefix
  public let allocations: [Allocation]

  /// What is left, as the fewest blocks.
  public let free: [IPv4Prefix]

  /// Hosts asked for.
  public var requestedHosts: UInt64 { allocations.reduce(0) { $0 + $1.request.hosts } }

  /// Addresses in allocated subnets.
  public var allocatedAddresses: UInt64 {
    allocations.reduce(0) { $0 + 1 << UInt64($1.prefix.hostBits) }
  }

  /// Hosts asked for in each address of the network, 0...1.
  public var utilisation: Double {
    Double(requestedHosts) / Double(UInt64(1) << UInt64(network.hostBits))
  }

  /// Cuts the subnets. In `given` order each goes to the lowest place that holds it after the one
  /// before; by size, equal requests keep their order.
  public init(
    _ network: IPv4Prefix, for requests: [Request], order: Order = .size,
    reserving reservation: Reservation = .standard
  ) throws(PlanError) {
    var wanted: [(request: Request, length: Int)] = []
    for request in requests {
      guard request.hosts > 0 else { throw .noHosts(request) }
      guard let length = reservation.length(for: request.hosts) else {
        throw .tooLarge(request, reservation)
      }
      wanted.append((request, length))
    }
    if order == .size { wanted.sort { $0.length < $1.length } }

    var cursor: IPv4Address? = network.first
    var allocations: [Allocation] = []
    for (index, (request, length)) in wanted.enumerated() {
      guard let prefix = Self.place(length, at: cursor, in: network) else {
        throw .doesNotFit(
          request, length: length,
          missing: Self.missing(wanted[index...].map(\.length), at: cursor, in: network))
      }
      allocations.append(Allocation(request, prefix, reservation))
      cursor = prefix.last.next
    }
    self.network = network
    self.allocations = allocations
    free = FreeSpace(of: network, without: allocations.map(\.prefix.range)).prefixes
  }

  /// The lowest block of a length from `cursor` on.
  private static func place(
    _ length: Int, at cursor: IPv4Address?, in network: IPv4Prefix
  ) -> IPv4Prefix? {
    guard let cursor, length >= network.length else { return nil }
    var prefix = IPv4Prefix(containing: cursor, length: length)
    if prefix.network < cursor {
      guard let next = prefix.next else { return nil }
      prefix = next
    }
    return network.contains(prefix) ? prefix : nil
  }

  /// How many addresses the network lacks for the rest.
  private static func missing(
    _ lengths: [Int], at cursor: IPv4Address?, in network: IPv4Prefix
  ) -> UInt64 {
    let beyond = UInt64(network.last.bits) + 1
    var end = cursor.map { UInt64($0.bits) } ?? beyond
    if !network.contains(IPv4Address(bits: UInt32(truncatingIfNeeded: end))) { end = beyond }
    for length in lengths {
      let size = UInt64(1) << UInt64(32 - length)
      end = (end + size - 1) / size * size + size
    }
    return end - beyond
  }
}

extension SubnetPlan.Allocation {
  fileprivate init(
    _ request: SubnetPlan.Request, _ prefix: IPv4Prefix, _ reservation: Reservation
  ) {
    self.request = request
    self.prefix = prefix
    capacity = reservation.hosts(in: prefix)
    hosts = AddressRange(
      first: IPv4Address(bits: prefix.first.bits + reservation.atStart),
      last: IPv4Address(bits: prefix.last.bits - reservation.atEnd))
  }
}

/// Why a plan cannot be made.
public enum PlanError: Error, Hashable, Sendable, CustomStringConvertible {
  case noHosts(SubnetPlan.Request)
  /// No subnet that the rules allow has room.
  case tooLarge(SubnetPlan.Request, Reservation)
  /// The first request without a place, and how many addresses are missing for it and the rest.
  case doesNotFit(SubnetPlan.Request, length: Int, missing: UInt64)

  public var description: String {
    switch self {
    case .noHosts(let request):
      "'\(request.name)' asks for no hosts"
    case .tooLarge(let request, let reservation) where reservation == .standard:
      "'\(request.name)' asks for \(request.hosts) hosts, more than IPv4 has"
    case .tooLarge(let request, let reservation):
      "'\(request.name)' asks for \(request.hosts) hosts, more than the largest subnet of "
        + "\(reservation.name), a /\(reservation.lengths.lowerBound), has room for"
    case .doesNotFit(let request, let length, let missing):
      "'\(request.name)' needs a /\(length), and no place is left for it: "
        + "\(missing) addresses are missing"
    }
  }
}
