public import Wire

/// What a STUN server answers to one request (RFC 8489 §6.3, RFC 5780 §6), purely.
///
/// It must be no reflector: an answer goes to the address that asked and nowhere else, is never
/// much longer than the question, and RFC 3489's RESPONSE-ADDRESS is refused like anything unknown.
public struct STUNServerAnswer: Hashable, Sendable {
  public var message: STUNMessage
  /// The place of ours that it leaves from.
  public var place: STUNServerPlaces.Place
  public var destination: TransportAddress
  /// Whether the request came with a FINGERPRINT, and the answer so must.
  public var hasFingerprint: Bool

  public var bytes: [UInt8] { message.encoded(fingerprint: hasFingerprint) }

  public enum Transport: Sendable { case udp, tcp }

  /// Answers of more padding than this are not given.
  static let paddingLimit = 2000

  /// nil for what deserves no answer: anything but a Binding request.
  public init?(
    to bytes: [UInt8], from source: TransportAddress, at place: STUNServerPlaces.Place,
    of places: STUNServerPlaces, by transport: Transport
  ) {
    guard source.port != 0, let request = try? STUNMessage(decoding: bytes),
      request.kind == .request, request.method == STUNMessage.Method.binding
    else { return nil }
    message = STUNMessage(kind: .success, transaction: request.transaction)
    self.place = place
    destination = source
    hasFingerprint = request.hasFingerprint
    let unknown = Self.refused(request, places, transport)
    if !unknown.isEmpty {
      fail(420, "Unknown Attribute", [.unknownAttributes(unknown)])
    } else if request.responsePort != nil, request.padding != nil {
      // RFC 5780 §6.1: together they would aim fragments at a port that did not ask.
      fail(400, "Bad Request")
    } else {
      succeed(request, source, places)
    }
  }

  private mutating func fail(
    _ code: Int, _ reason: String, _ attributes: [STUNAttribute] = []
  ) {
    message.kind = .failure
    message.attributes = [.errorCode(code, reason: reason)] + attributes
  }

  /// Required attributes that cannot be served here.
  private static func refused(
    _ request: STUNMessage, _ places: STUNServerPlaces, _ transport: Transport
  ) -> [UInt16] {
    var types = request.unknownRequired
    for attribute in request.attributes {
      switch (attribute, transport) {
      case (.changeRequest, .udp) where !places.canChange: types.append(attribute.type)
      // RFC 5780 §6.1 knows neither over a connection.
      case (.changeRequest, .tcp), (.responsePort, .tcp), (.padding, .tcp):
        types.append(attribute.type)
      case (.responsePort(let port), .udp) where port < 1024: types.append(attribute.type)
      default: continue
      }
    }
    return types
  }

  private mutating func succeed(
    _ request: STUNMessage, _ source: TransportAddress, _ places: STUNServerPlaces
  ) {
    let arrival = place
    // Of several the first counts (RFC 8489 §14).
    for case .changeRequest(let address, let port) in request.attributes {
      if address { place.isOtherAddress.toggle() }
      if port { place.isOtherPort.toggle() }
      break
    }
    if let port = request.responsePort { destination.port = port }
    let origin = places.address(place)
    let isClassic = request.transaction.isClassic
    message.attributes = [.mappedAddress(source)]
    // RFC 3489 has no XOR-MAPPED-ADDRESS, and its type asks to be understood.
    if !isClassic { message.attributes.append(.xorMappedAddress(source)) }
    message.attributes.append(isClassic ? .sourceAddress(origin) : .responseOrigin(origin))
    if places.canChange {
      // Table 1 of RFC 5780: the place that differs in both from where the request arrived.
      let other = places.address(
        STUNServerPlaces.Place(
          isOtherAddress: !arrival.isOtherAddress, isOtherPort: !arrival.isOtherPort))
      message.attributes.append(isClassic ? .changedAddress(other) : .otherAddress(other))
    }
    if let padding = request.padding {
      message.attributes.append(.padding(min(padding, Self.paddingLimit)))
    }
  }
}
