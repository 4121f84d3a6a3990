/// What a router's UPnP device description says of itself and its services
/// (UPnP Device Architecture 2.0 §2.3).
public struct DeviceDescription: Hashable, Sendable {
  public struct Service: Hashable, Sendable {
    /// `urn:schemas-upnp-org:service:WANIPConnection:1`
    public let type: String
    /// As written; to be resolved against `base` or the description's own location.
    public let controlURL: String
  }

  /// URLBase of UPnP 1.0; nil when absent.
  public private(set) var base: String?
  public private(set) var manufacturer: String?
  public private(set) var modelName: String?
  public private(set) var services: [Service] = []

  /// More services than this are not looked at.
  static let serviceLimit = 64

  /// Services that know the outside address, WANIPConnection before WANPPPConnection: DSL routers
  /// often have both and only one in use.
  public var wanConnections: [Service] {
    let kinds = ["WANIPConnection", "WANPPPConnection"]
    return kinds.flatMap { kind in
      services.filter { service in
        let start = "urn:schemas-upnp-org:service:\(kind):"
        return service.type.hasPrefix(start)
          && service.type.utf8.dropFirst(start.utf8.count).allSatisfy(\.isASCIIDigit)
      }
    }
  }

  public init(decoding document: [UInt8]) throws(WireError) {
    var reader = XMLReader(document)
    var type: String?
    var control: String?
    var text = ""
    while let event = try reader.next() {
      switch event {
      case .start(let name):
        text = ""
        if name == "service" { (type, control) = (nil, nil) }
      case .text(let part): text += part
      case .end(let name):
        let value = text.trimmingBlanks()
        text = ""
        switch name {
        case "URLBase": base = base ?? value
        // The root device stands first; the devices inside it have makers and models too.
        case "manufacturer": manufacturer = manufacturer ?? value
        case "modelName": modelName = modelName ?? value
        case "serviceType": type = value
        case "controlURL": control = value
        case "service":
          if let type, let control, services.count < Self.serviceLimit {
            services.append(Service(type: type, controlURL: control))
          }
        default: break
        }
      }
    }
  }
}

extension String {
  /// Without white space at either end.
  func trimmingBlanks() -> String {
    let isBlank = { (character: Character) in character.isWhitespace }
    return String(drop(while: isBlank).reversed().drop(while: isBlank).reversed())
  }
}
