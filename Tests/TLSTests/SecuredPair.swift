import Sockets
import TLS
import TestSupport

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
