import Sockets
import TestSupport

/// A port on loopback that answers nothing, as long as what fills it is kept: Linux drops the SYNs to
/// a listener whose queue is full, and with a backlog of 0 one connection fills it.
func silentPort(
  on loop: EventLoop
) async throws -> (address: SocketAddress, filler: (TCPListener, TCPStream)) {
  let listener = try TCPListener(on: loop, at: .loopback(.ipv4), backlog: 0)
  let stream = try await TCPStream.connect(on: loop, to: listener.localAddress, by: soon)
  return (listener.localAddress, (listener, stream))
}
