import Addressing
import Testing

@testable import Wire

@Suite("Routers: NAT-PMP, PCP, SSDP, UPnP")
struct GatewayTests {
  @Test("a NAT-PMP answer gives the outside address")
  func natPMP() throws {
    #expect(NATPMP.externalAddressRequest == [0, 0])
    // RFC 6886 §3.2: version 0, opcode 128, result 0, epoch, address.
    let bytes = hex("0080 0000 00000e10 2d2d2d01")
    let response = try NATPMP.Response(decoding: bytes)
    #expect(response.result == .success)
    #expect(response.epoch == 3600)
    #expect(response.externalAddress == IPv4Address(bits: 0x2D2D_2D01))
    // §3.5: 3 is a router without a link; the address does not count then.
    let failure = try NATPMP.Response(decoding: hex("0080 0003 00000e10 00000000"))
    #expect(failure.result == .networkFailure)
    #expect(failure.externalAddress == nil)
    #expect(try NATPMP.Response(decoding: hex("0080 0001")).result == .unsupportedVersion)
    for length in 0..<bytes.count {
      #expect(refuses { _ = try NATPMP.Response(decoding: Array(bytes.prefix(length))) })
    }
    #expect(refuses { _ = try NATPMP.Response(decoding: hex("0280 0001 00000000")) })
    #expect(refuses { _ = try NATPMP.Response(decoding: hex("0000 0000 00000000 01020304")) })
    Fuzz.run("NAT-PMP", samples: [bytes]) { _ = try? NATPMP.Response(decoding: $0) }
  }

  static let mapping = PCP.Mapping(nonce: 0x0102_0304_0506_0708_090A_0B0C, internalPort: 50001)

  @Test("PCP requests are laid out as RFC 6887 draws them")
  func pcpRequests() throws {
    let client = try IPAddress("192.168.77.2")
    #expect(
      PCP.mapRequest(client: client, lifetime: 0, Self.mapping)
        == hex(
          """
          02 01 0000 00000000 00000000000000000000ffff c0a84d02
          0102030405060708090a0b0c 11 000000 c351 0000 00000000000000000000ffff 00000000
          """))
  }

  static let mapAnswer = hex(
    """
    02 81 00 00 00000078 00000064 000000000000000000000000
    0102030405060708090a0b0c 11 000000 c351 c351 00000000000000000000ffff 64400a02
    """)

  @Test("a PCP answer tells result, nonce and outside address")
  func pcpResponse() throws {
    let response = try PCP.Response(decoding: Self.mapAnswer)
    #expect(response.opcode == .map && response.result == .success)
    #expect(response.lifetime == 120 && response.epoch == 100)
    #expect(response.mapping?.nonce == Self.mapping.nonce)
    #expect(response.mapping?.externalPort == 50001)
    #expect(response.externalAddress == (try IPAddress("100.64.10.2")))

    var refused = Self.mapAnswer
    refused[3] = 12
    let mismatch = try PCP.Response(decoding: refused)
    #expect(mismatch.result == .addressMismatch)
    #expect(mismatch.result.description == "ADDRESS_MISMATCH")
    // miniupnpd tells the outside address in the error too.
    #expect(mismatch.externalAddress != nil)
    #expect(try PCP.Response(decoding: Array(refused.prefix(24))).externalAddress == nil)
  }

  @Test(
    "hostile PCP is refused",
    arguments: [
      ("00 81 00 00 00000000 00000000 000000000000000000000000", "version 0"),
      ("02 01 00 00 00000000 00000000 000000000000000000000000", "a request"),
      ("02 81 00 63 00000000 00000000 000000000000000000000000", "result 99"),
      ("02 85 00 00 00000000 00000000 000000000000000000000000", "opcode 5"),
      ("02 81 00 00 00000000 00000000 000000000000000000000000", "MAP success without a mapping"),
      ("02 80 00 00 00000000 00000000 00000000000000000000000000", "not in words of four bytes"),
    ])
  func badPCP(text: String, reason: String) {
    #expect(refuses { _ = try PCP.Response(decoding: hex(text)) }, "\(reason)")
  }

  @Test("PCP survives truncation and noise")
  func pcpFuzz() {
    for length in 0..<Self.mapAnswer.count {
      #expect(refuses { _ = try PCP.Response(decoding: Array(Self.mapAnswer.prefix(length))) })
    }
    #expect(refuses { _ = try PCP.Response(decoding: [UInt8](repeating: 2, count: 1104)) })
    Fuzz.run("PCP", samples: [Self.mapAnswer]) { _ = try? PCP.Response(decoding: $0) }
  }

  @Test("an SSDP answer gives the location")
  func ssdp() throws {
    let search = String(decoding: SSDP.search(for: "upnp:rootdevice"), as: UTF8.self)
    #expect(
      search == "M-SEARCH * HTTP/1.1\r\nHOST: 239.255.255.250:1900\r\nMAN: \"ssdp:discover\"\r\n"
        + "MX: 1\r\nST: upnp:rootdevice\r\n\r\n")
    let answer =
      "HTTP/1.1 200 OK\r\nCACHE-CONTROL: max-age=120\r\nst:  upnp:rootdevice \r\n"
      + "Location:http://192.168.77.1:5000/rootDesc.xml\r\nServer: Debian UPnP/1.1\r\nEXT:\r\n\r\n"
    let response = try SSDP.Response(decoding: Array(answer.utf8))
    #expect(response.location == "http://192.168.77.1:5000/rootDesc.xml")
    #expect(response.server == "Debian UPnP/1.1")
    #expect(refuses { _ = try SSDP.Response(decoding: Array("NOTIFY * HTTP/1.1\r\n\r\n".utf8)) })
    #expect(refuses { _ = try SSDP.Response(decoding: Array("HTTP/1.1 404 No\r\n\r\n".utf8)) })
    Fuzz.run("SSDP", samples: [Array(answer.utf8)]) { _ = try? SSDP.Response(decoding: $0) }
  }

  static let description = """
    <?xml version="1.0"?>
    <!-- a router > 1 -->
    <root xmlns="urn:schemas-upnp-org:device-1-0" title="a > b" x='"'>
      <specVersion><major>1</major><minor>0</minor></specVersion>
      <URLBase> http://192.168.77.1:5000/ </URLBase>
      <device><manufacturer>Tom &amp; J&#xe9;r&#244;me</manufacturer><modelName><![CDATA[<R1>]]></modelName>
        <serviceList><service><serviceType>urn:schemas-upnp-org:service:Layer3Forwarding:1</serviceType>
          <controlURL>/ctl/L3F</controlURL></service></serviceList>
        <deviceList><device><manufacturer>inner</manufacturer><iconList/><serviceList>
          <service><serviceType>urn:schemas-upnp-org:service:WANPPPConnection:1</serviceType>
            <controlURL>/ctl/PPP</controlURL></service>
          <service><controlURL>ctl/IP</controlURL><SCPDURL/>
            <serviceType>urn:schemas-upnp-org:service:WANIPConnection:2</serviceType></service>
        </serviceList></device></deviceList>
      </device>
    </root>
    """

  @Test("a device description gives its connections, WANIPConnection first")
  func deviceDescription() throws {
    let device = try DeviceDescription(decoding: Array(Self.description.utf8))
    #expect(device.base == "http://192.168.77.1:5000/")
    #expect(device.manufacturer == "Tom & Jérôme")
    #expect(device.modelName == "<R1>")
    #expect(device.services.count == 3)
    #expect(device.wanConnections.map(\.controlURL) == ["ctl/IP", "/ctl/PPP"])
    let base = try WebLocation("http://192.168.77.1:5000/desc/root.xml?x=/y")
    #expect(try base.resolving("ctl/IP").description == "http://192.168.77.1:5000/desc/ctl/IP")
    #expect(try base.resolving("/ctl/PPP").path == "/ctl/PPP")
    #expect(try base.resolving("HTTP://10.0.0.1/x").host == "10.0.0.1")
    #expect(refuses { _ = try base.resolving("//evil.example/x") })
    #expect(refuses { _ = try base.resolving("/a b") })
  }

  @Test(
    "XML that is not well formed or reaches out is refused",
    arguments: [
      ("<!DOCTYPE a [<!ENTITY b \"c\">]><a>&b;</a>", "document type: entities explode"),
      ("<a>&b;</a>", "unknown entity"), ("<a>&#0;</a>", "NUL"), ("<a>&#+65;</a>", "sign"),
      ("<a>&#xD800;</a>", "surrogate"),
      ("<a><b></a></b>", "crossed"), ("<a>", "no end"), ("</a>", "no start"), ("<>", "no name"),
      ("<a", "cut in a tag"), ("<a b=\"", "cut in a value"), ("<a><!-- ", "cut in a comment"),
      ("<a><![CDATA[x]]", "cut in CDATA"), ("<a b<c>", "tag in a tag"),
      (String(repeating: "<a>", count: 33), "too deep"), ("<a>&unended", "no semicolon"),
    ])
  func badXML(text: String, reason: String) {
    #expect(refuses { _ = try DeviceDescription(decoding: Array(text.utf8)) }, "\(reason)")
  }

  @Test("XML survives truncation and noise")
  func xmlFuzz() {
    let bytes = Array(Self.description.utf8)
    for length in 60..<bytes.count - 2 {
      #expect(refuses { _ = try DeviceDescription(decoding: Array(bytes.prefix(length))) })
    }
    Fuzz.run("device descriptions", samples: [bytes]) {
      _ = try? DeviceDescription(decoding: $0)
    }
    Fuzz.run("SOAP replies", samples: [Self.reply, Self.fault].map { Array($0.utf8) }) {
      _ = try? GatewayAction.Reply(decoding: $0)
    }
  }

  static let reply = """
    <s:Envelope xmlns:s="x"><s:Body><u:GetExternalIPAddressResponse xmlns:u="y">
    <NewExternalIPAddress> 45.45.45.1 </NewExternalIPAddress><NewUptime>77</NewUptime>
    </u:GetExternalIPAddressResponse></s:Body></s:Envelope>
    """

  static let fault = """
    <s:Envelope><s:Body><s:Fault><faultcode>s:Client</faultcode><faultstring>UPnPError</faultstring>
    <detail><UPnPError><errorCode>501</errorCode><errorDescription>Action Failed</errorDescription>
    </UPnPError></detail></s:Fault></s:Body></s:Envelope>
    """

  @Test("a SOAP call and its replies")
  func soap() throws {
    let service = DeviceDescription.Service(
      type: "urn:schemas-upnp-org:service:WANIPConnection:1", controlURL: "/ctl")
    let request = GatewayAction.externalAddress.request(
      to: try WebLocation("http://192.168.77.1:5000/ctl"), service: service)
    let text = String(decoding: try request.encoded(), as: UTF8.self)
    #expect(text.hasPrefix("POST /ctl HTTP/1.1\r\nHost: 192.168.77.1:5000\r\n"))
    #expect(text.contains("SOAPAction: \"\(service.type)#GetExternalIPAddress\"\r\n"))
    #expect(text.contains("Content-Length: \(request.body.count)\r\n"))

    let reply = try GatewayAction.Reply(decoding: Array(Self.reply.utf8))
    #expect(reply.externalAddress == (try IPAddress("45.45.45.1")))
    #expect(reply.fault == nil)

    let fault = try GatewayAction.Reply(decoding: Array(Self.fault.utf8))
    #expect(fault.fault?.description == "501 Action Failed")
    #expect(refuses { _ = try GatewayAction.Reply(decoding: Array("<html></html>".utf8)) })
    let empty = "<Envelope><NewExternalIPAddress></NewExternalIPAddress></Envelope>"
    #expect(try GatewayAction.Reply(decoding: Array(empty.utf8)).externalAddress == nil)
  }
}
