public import Addressing

/// A call of UPnP's WANIPConnection service that only reads (UPnP IGD WANIPConnection:2 §2.5).
public enum GatewayAction: String, Hashable, Sendable {
  case externalAddress = "GetExternalIPAddress"

  /// The SOAP call over HTTP. The service type is one of `DeviceDescription.wanConnections`.
  public func request(
    to location: WebLocation, service: DeviceDescription.Service
  ) -> HTTPRequest {
    var request = HTTPRequest(method: "POST", location)
    request.fields = [
      ("Content-Type", "text/xml; charset=\"utf-8\""),
      ("SOAPAction", "\"\(service.type)#\(rawValue)\""),
    ]
    request.body = Array(
      """
      <?xml version="1.0"?>\
      <s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" \
      s:encodingStyle="http://schemas.xmlsoap.org/soap/encoding/">\
      <s:Body><u:\(rawValue) xmlns:u="\(service.type)"/></s:Body></s:Envelope>
      """.utf8)
    return request
  }

  /// A router's reply, success or fault.
  public struct Reply: Hashable, Sendable {
    /// Out arguments by name, `NewExternalIPAddress` for one.
    public private(set) var values: [String: String] = [:]
    /// nil when the call succeeded.
    public private(set) var fault: Fault?

    public struct Fault: Hashable, Sendable, CustomStringConvertible {
      /// UPnP's number: 401 invalid action, 501 action failed, 606 not authorized, …
      public let code: Int?
      public let text: String

      public var description: String { code.map { "\($0) \(text)" } ?? text }
    }

    /// The outside address; nil when absent, empty (no link) or no address.
    public var externalAddress: IPAddress? {
      values["NewExternalIPAddress"].flatMap { try? IPAddress($0) }
    }

    /// Reads the body of an answer with status 200 or 500.
    public init(decoding document: [UInt8]) throws(WireError) {
      var reader = XMLReader(document)
      var text = ""
      var isEnvelope = false
      while let event = try reader.next() {
        switch event {
        case .start(let name):
          if name == "Envelope" { isEnvelope = true }
          text = ""
        case .text(let part): text += part
        case .end(let name):
          if !text.isEmpty, values.count < 64 { values[name] = text.trimmingBlanks() }
          text = ""
        }
      }
      guard isEnvelope else { throw .malformed("no SOAP envelope") }
      if values["faultcode"] != nil || values["errorCode"] != nil {
        fault = Fault(
          code: values["errorCode"].flatMap { Int($0) },
          text: values["errorDescription"] ?? values["faultstring"] ?? "fault")
      }
    }
  }
}
