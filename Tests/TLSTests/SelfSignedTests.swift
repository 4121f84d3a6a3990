import Foundation
import Testing
import Wire

@testable import TLS

@Suite("Self-signed certificates")
struct SelfSignedTests {
  private func contexts(
    _ made: SelfSignedCertificate, _ library: OpenSSL, trusted: Bool
  ) throws -> (client: TLSContext, server: TLSContext) {
    let path = FileManager.default.temporaryDirectory.path + "/netkit-\(UUID()).pem"
    try made.pem.write(toFile: path, atomically: false, encoding: .utf8)
    defer { try? FileManager.default.removeItem(atPath: path) }
    var client = TLSClientConfiguration()
    client.authorities = trusted ? .named(file: path, directory: nil) : .system
    return (
      try TLSContext(library, client: client),
      try TLSContext(library, server: TLSServerConfiguration(identity: .selfSigned(made)))
    )
  }

  @Test(
    "it is good for its names alone, once it is trusted",
    arguments: [("localhost", true), ("127.0.0.1", true), ("::1", true), ("other", false)])
  func names(name: String, isGood: Bool) throws {
    let library = try OpenSSL()
    let made = try SelfSignedCertificate(library, names: ["localhost", "127.0.0.1", "::1"])
    let (client, server) = try contexts(made, library, trusted: true)
    let pair = try Pair(client, server, serverName: name)
    pair.shakeHands()
    #expect(pair.isEstablished == isGood)
    #expect((pair.clientError == nil) == isGood)
    if isGood {
      #expect(pair.client.facts.peer.chain == [made.der])
      #expect(pair.client.facts.peer.pin == made.pin)
    }
  }

  @Test("nobody trusts it unasked")
  func untrusted() throws {
    let library = try OpenSSL()
    let made = try SelfSignedCertificate(library, names: ["localhost"])
    let (client, server) = try contexts(made, library, trusted: false)
    let pair = try Pair(client, server, serverName: "localhost")
    pair.shakeHands()
    guard case .unverified(let failure)? = pair.clientError else {
      Issue.record("\(String(describing: pair.clientError))")
      return
    }
    #expect(failure.reason == .selfSigned)
    #expect(failure.code == 18)
  }

  @Test("outside its time it is refused, by name")
  func time() throws {
    let library = try OpenSSL()
    for (from, until, reason) in [
      (0, 86_400, VerificationFailure.Reason.expired),  // 1 January 1970
      (4_000_000_000, 4_000_086_400, .notYetValid),  // 2096: GeneralizedTime
    ] {
      let made = try SelfSignedCertificate(
        library, names: ["localhost"], from: Int64(from), until: Int64(until))
      let (client, server) = try contexts(made, library, trusted: true)
      let pair = try Pair(client, server, serverName: "localhost")
      pair.shakeHands()
      guard case .unverified(let failure)? = pair.clientError else {
        Issue.record("\(String(describing: pair.clientError))")
        return
      }
      #expect(failure.reason == reason)
    }
  }

  @Test("the openssl command reads it, and finds nothing amiss", .needsOpenSSLCommand)
  func openSSL() throws {
    let library = try OpenSSL()
    let made = try SelfSignedCertificate(
      library, names: ["a.example.test", "192.0.2.1", "2001:db8::1"], from: 1_700_000_000,
      until: 4_102_444_800)  // 2100-01-01
    let path = FileManager.default.temporaryDirectory.path + "/netkit-\(UUID()).pem"
    try made.pem.write(toFile: path, atomically: false, encoding: .utf8)
    defer { try? FileManager.default.removeItem(atPath: path) }
    let text = try TestCertificates.run(["x509", "-in", path, "-noout", "-text"])
    for claim in [
      "Version: 3 (0x2)", "ecdsa-with-SHA256", "O = netkit, CN = a.example.test",
      "Not Before: Nov 14 22:13:20 2023 GMT", "Not After : Jan  1 00:00:00 2100 GMT",
      "DNS:a.example.test, IP Address:192.0.2.1, IP Address:2001:DB8:0:0:0:0:0:1",
      "CA:FALSE", "Digital Signature", "TLS Web Server Authentication", "NIST CURVE: P-256",
    ] {
      #expect(text.contains(claim), "\(claim)")
    }
    let verdict = try TestCertificates.run(
      ["verify", "-x509_strict", "-check_ss_sig", "-CAfile", path, path])
    #expect(verdict.hasSuffix("OK\n"))
  }

  @Test("two are never the same")
  func fresh() throws {
    let library = try OpenSSL()
    let first = try SelfSignedCertificate(library, names: ["localhost"])
    let second = try SelfSignedCertificate(library, names: ["localhost"])
    #expect(first.der != second.der)
    #expect(first.pin != second.pin)
  }

  @Test("a name that no certificate can have is refused")
  func badName() throws {
    let library = try OpenSSL()
    for name in ["", "a b", "넷킷", String(repeating: "x", count: 256)] {
      #expect(throws: TLSError.invalid("invalid name '\(name)' for a certificate")) {
        _ = try SelfSignedCertificate(library, names: [name])
      }
    }
  }

  @Test("DER has lengths in the fewest bytes and no negative numbers")
  func der() {
    #expect(DERWriter.integer([0, 0, 0x7f]) == [2, 1, 0x7f])
    #expect(DERWriter.integer([0x80]) == [2, 2, 0, 0x80])
    #expect(DERWriter.value(4, Array(repeating: 0, count: 127)).prefix(2) == [4, 127])
    #expect(DERWriter.value(4, Array(repeating: 0, count: 128)).prefix(3) == [4, 0x81, 128])
    #expect(DERWriter.value(4, Array(repeating: 0, count: 256)).prefix(4) == [4, 0x82, 1, 0])
    // RFC 5280: two digits through 2049, four from 2050.
    #expect(DERWriter.time(2_524_607_999) == [0x17, 13] + Array("491231235959Z".utf8))
    #expect(DERWriter.time(2_524_608_000) == [0x18, 15] + Array("20500101000000Z".utf8))
  }

  @Test("our own reader reads it")
  func ownReader() throws {
    let library = try OpenSSL()
    let made = try SelfSignedCertificate(
      library, names: ["a.example.test", "192.0.2.1"], from: 1_700_000_000, until: 4_102_444_800)
    let certificate = try Certificate(decoding: made.der)
    #expect(certificate.subject.description == "O=netkit, CN=a.example.test")
    #expect(certificate.issuer == certificate.subject)
    #expect(certificate.notBefore == CivilTime(epochSeconds: 1_700_000_000))
    #expect(certificate.notAfter == CivilTime(epochSeconds: 4_102_444_800))
    #expect(certificate.names.first == .dns("a.example.test"))
    #expect(certificate.key.pin == made.pin.digest)
    #expect(certificate.serial.count == 16)
  }
}
