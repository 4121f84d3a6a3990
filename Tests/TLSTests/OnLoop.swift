import Platform
import Sockets
import TLS

/// Runs a test's body as the root task of a loop of its own and passes on what it throws.
func onLoop(_ body: @escaping @Sendable (EventLoop) async throws -> Void) throws {
  let loop = try EventLoop()
  let result = loop.run { loop -> Result<Void, any Error> in
    do {
      return .success(try await body(loop))
    } catch {
      return .failure(error)
    }
  }
  try result.get()
}

/// A moment that no test on loopback reaches unless something hangs.
var soon: Deadline { .after(.seconds(120)) }

/// A moment that is reached at once.
var atOnce: Deadline { .after(.milliseconds(1)) }

/// A connection's two ends on loopback.
func connectedPair(
  on loop: EventLoop, _ family: AddressFamily = .ipv4
) async throws -> (client: TCPStream, server: TCPStream) {
  let listener = try TCPListener(on: loop, at: .loopback(family))
  let client = try await TCPStream.connect(on: loop, to: listener.localAddress, by: soon)
  let server = try await listener.accept(by: soon)
  return (client, server)
}

/// Both ends with their handshakes done.
func securedPair(
  on loop: EventLoop, _ client: TLSContext, _ server: TLSContext,
  _ family: AddressFamily = .ipv4
) async throws -> (client: TLSStream, server: TLSStream) {
  let pair = try await connectedPair(on: loop, family)
  let near = try TLSStream(over: pair.client, client, serverName: "localhost")
  let far = try TLSStream(over: pair.server, server)
  let failure = await withTaskGroup(of: TLSError?.self) { group in
    for end in [near, far] {
      group.addTask {
        do throws(TLSError) {
          try await end.handshake(by: soon)
          return nil
        } catch {
          return error
        }
      }
    }
    return await group.reduce(nil) { $0 ?? $1 }
  }
  if let failure { throw failure }
  return (near, far)
}
