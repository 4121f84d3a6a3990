/// What a datagram that came back says about the service that was asked.
public enum UDPAnswer: Hashable, Sendable {
  /// It answers our request: one line about the service, with text from the network in it.
  case match(String)
  /// It speaks the protocol but answers somebody else: late, spoofed or misdirected.
  case notOurs
  /// Something else is there; a short phrase says what was wrong.
  case unexpected(String)
}
