public import Addressing

/// One request to a UDP service, and the judge of what comes back.
public struct UDPProbe: Hashable, Sendable {
  public let service: UDPService
  public let nonce: UDPNonce
  /// The datagram to send. Empty for services that never answer.
  public let payload: [UInt8]

  /// - Parameter source: the address that asks, for services whose requests name it.
  public init(_ service: UDPService, nonce: UDPNonce, source: IPv4Address? = nil) {
    self.service = service
    self.nonce = nonce
    var payload = service.request(nonce)
    if let place = service.sourceOffset, let source {
      for index in 0..<4 {
        payload[place + index] = UInt8(truncatingIfNeeded: source.bits >> UInt32(24 - index * 8))
      }
    }
    self.payload = payload
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
