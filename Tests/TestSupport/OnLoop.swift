public import Platform
public import Sockets

/// Runs a test's body as the root task of a loop of its own; what it answers, or throws.
@discardableResult
public func onLoop<Value: Sendable>(
  _ body: @escaping @Sendable (EventLoop) async throws -> Value
) throws -> Value {
  let loop = try EventLoop()
  let result = loop.run { loop -> Result<Value, any Error> in
    do {
      return .success(try await body(loop))
    } catch {
      return .failure(error)
    }
  }
  return try result.get()
}

/// A moment that no test on loopback reaches unless something hangs.
public var soon: Deadline { .after(.seconds(120)) }

/// A moment that is reached at once.
public var atOnce: Deadline { .after(.milliseconds(1)) }

/// A connection's two ends on loopback.
public func connectedPair(
  on loop: EventLoop, _ family: AddressFamily = .ipv4
) async throws -> (client: TCPStream, server: TCPStream) {
  let listener = try TCPListener(on: loop, at: .loopback(family))
  let client = try await TCPStream.connect(on: loop, to: listener.localAddress, by: soon)
  let server = try await listener.accept(by: soon)
  return (client, server)
}
