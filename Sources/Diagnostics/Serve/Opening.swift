import Addressing
public import Sockets

/// How a server comes by its listening sockets.
enum Opening {
  /// The groups of a plan, and all their addresses.
  static func groups(
    _ plan: ServePlan
  ) throws(ServeError) -> ([ListenPlace.Group], [SocketAddress]) {
    var groups: [ListenPlace.Group] = []
    for place in plan.places {
      do throws(SocketError) {
        groups.append(try place.group(plan.reach, family: plan.family))
      } catch {
        throw .noPlace(error)
      }
    }
    return (groups, groups.flatMap(\.addresses))
  }

  /// Opens what shares a port. With port 0 the kernel chooses for the first, and the others take the
  /// same; where that is taken, all try again.
  static func listen(
    _ group: ListenPlace.Group, on loop: EventLoop, missing: inout [SocketAddress]
  ) throws(ServeError) -> [TCPListener] {
    try open(group, .tcp, missing: &missing) { (address) throws(SocketError) in
      let listener = try TCPListener(on: loop, at: address)
      return (listener, listener.localAddress.port)
    } close: {
      $0.close()
    }
  }

  /// As `listen`, for any kind of socket.
  static func open<Socket>(
    _ group: ListenPlace.Group, _ transport: Transport, missing: inout [SocketAddress],
    _ make: (SocketAddress) throws(SocketError) -> (Socket, port: UInt16),
    close: (Socket) -> Void
  ) throws(ServeError) -> [Socket] {
    let isFree = group.addresses.first?.port == 0
    for attempt in 1...16 {
      var opened: [Socket] = []
      var absent: [(SocketAddress, SocketError)] = []
      var port = group.addresses.first?.port ?? 0
      var failure: (SocketAddress, SocketError)?
      for address in group.addresses {
        do throws(SocketError) {
          let (socket, chosen) = try make(address.with(port: port))
          opened.append(socket)
          port = chosen
        } catch {
          if group.mayMiss, error.tellsOfMissingFamily {
            absent.append((address.with(port: port), error))
          } else {
            failure = (address.with(port: port), error)
            break
          }
        }
      }
      if opened.isEmpty { failure = failure ?? absent.first }
      guard let (address, error) = failure else {
        missing += absent.map(\.0)
        return opened
      }
      for socket in opened { close(socket) }
      if isFree, !opened.isEmpty, error.system == "EADDRINUSE", attempt < 16 { continue }
      throw .cannotListen(transport, address, error)
    }
    return []
  }
}

extension SocketError {
  /// Whether the host lacks the family, or its loopback address.
  fileprivate var tellsOfMissingFamily: Bool {
    ["EAFNOSUPPORT", "EADDRNOTAVAIL", "EPROTONOSUPPORT"].contains(system ?? "")
  }
}

extension SocketAddress {
  /// Whether nobody but this host can reach it: 127.0.0.0/8, ::1.
  public var isLoopback: Bool {
    switch address {
    case .v4(let four): four.bits >> 24 == 127
    case .v6(let six): six.bits == 1
    }
  }
}
