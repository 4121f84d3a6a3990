/// The search of UPnP for devices on the local network (UPnP Device Architecture 2.0 §1.3).
public enum SSDP {
  public static let port: UInt16 = 1900
  /// What to search for to find a router; version 2 answers only to its own name on some.
  public static let gatewayTargets = [
    "urn:schemas-upnp-org:device:InternetGatewayDevice:1",
    "urn:schemas-upnp-org:device:InternetGatewayDevice:2", "upnp:rootdevice",
  ]

  /// An M-SEARCH. `wait` is MX: within how many seconds, 1...5, devices may delay their answer.
  public static func search(for target: String, wait: Int = 1) -> [UInt8] {
    precondition((1...5).contains(wait))  // a constant of the caller
    return Array(
      """
      M-SEARCH * HTTP/1.1\r
      HOST: 239.255.255.250:1900\r
      MAN: "ssdp:discover"\r
      MX: \(wait)\r
      ST: \(target)\r
      \r\n
      """.utf8)
  }

  /// A device's answer to a search.
  public struct Response: Hashable, Sendable {
    /// Where the device description is, as sent: hostile until `WebLocation` has read it and the
    /// caller has seen that its host is the sender.
    public let location: String?
    public let server: String?

    /// Reads a datagram: status 200 and headers, at most 4 KiB.
    public init(decoding bytes: [UInt8]) throws(WireError) {
      guard bytes.count <= 4096 else { throw .tooLong("SSDP answer", limit: 4096) }
      let head = try HTTPHead(decoding: bytes)
      guard head.status == 200 else { throw .malformed("status \(head.status)") }
      location = head.value("LOCATION")
      server = head.value("SERVER")
    }
  }
}
