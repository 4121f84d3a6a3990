import Addressing
import Platform
import Sockets

/// Where a host is.
enum HostAddresses {
  /// Whether a name means this host, whatever the hosts file or a name server say of it
  /// (RFC 6761 §6.3).
  static func isLocalhost(_ name: String) -> Bool {
    let plain = name.lowercased().drop { $0 == "." }
    let bare = plain.hasSuffix(".") ? plain.dropLast() : plain
    return bare == "localhost" || bare.hasSuffix(".localhost")
  }

  /// The addresses of a host in the order in which they are to be tried.
  static func find(
    _ host: String, port: UInt16, family: AddressFamily?, _ transport: Transport,
    on loop: EventLoop, by deadline: Deadline
  ) async throws(ConnectError) -> (addresses: [SocketAddress], isLocalhost: Bool) {
    if isLocalhost(host) {
      let families = family.map { [$0] } ?? [.ipv6, .ipv4]
      return (families.map { .loopback($0, port: port) }, true)
    }
    if let scoped = try? ScopedAddress(host) {
      let address = try Self.address(scoped, port)
      if let family, address.family != family { throw .noAddress }
      return ([address], false)
    }
    let addresses: [SocketAddress]
    do throws(LookupError) {
      let request = NameLookup.Request(
        name: host, family: family, kind: transport == .tcp ? .stream : .datagram)
      let answer = try await NameLookup.addresses(on: loop, request, by: deadline)
      addresses = ConnectRace.order(answer.addresses.map { $0.with(port: port) })
    } catch {
      throw .lookup(error)
    }
    if addresses.isEmpty { throw .noAddress }
    return (addresses, false)
  }

  private static func address(
    _ scoped: ScopedAddress, _ port: UInt16
  ) throws(ConnectError) -> SocketAddress {
    do throws(SocketError) {
      return try SocketAddress(scoped, port: port)
    } catch {
      throw .badZone(error)
    }
  }
}
