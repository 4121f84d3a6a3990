/// One request to a UDP service, and the judge of what comes back.
public struct UDPProbe: Hashable, Sendable {
  public let service: UDPService
  public let nonce: UDPNonce
  /// The datagram to send. Empty for services that never answer.
  public let payload: [UInt8]

  public init(_ service: UDPService, nonce: UDPNonce) {
    self.service = service
    self.nonce = nonce
    payload = service.request(nonce)
  }

  /// Judges a datagram from the asked address. Never throws: any answer at all proves a listener.
  public func check(_ reply: [UInt8]) -> UDPAnswer {
    if reply == payload, !reply.isEmpty, service.name != "echo" {
      return .unexpected("the request came back unchanged: an echo, or a loop")
    }
    var reader = ByteReader(reply)
    do throws(WireError) {
      return try service.check(&reader, nonce)
    } catch {
      return .unexpected("\(reply.count) bytes that are not \(service.name): \(error)")
    }
  }
}
