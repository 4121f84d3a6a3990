/// How a socket carries its bytes.
package enum SocketKind: Sendable {
  case stream
  case datagram
  case raw
}
