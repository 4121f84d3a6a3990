/// How far a client's session has come.
enum ClientStage: Equatable {
  /// TLS is being agreed on.
  case securing
  case talking
  /// Nothing more will be said: what waits is sent, then the connection is closed.
  case ending(CloseReason)
  /// Our side is ended, and the client is given time to end its own: closing with bytes unread
  /// would throw away what is under way.
  case lingering(CloseReason)
  case gone
}
