import Addressing
import Foundation
import TestSupport
import Testing

@testable import Wire

@Suite("Certificates")
struct CertificateTests {
  /// The certificates of a PEM file (RFC 7468 §5), as Foundation reads base64.
  static func blocks(in pem: String) throws -> [[UInt8]] {
    try pem.components(separatedBy: "-----BEGIN CERTIFICATE-----").dropFirst().map { part in
      let text = try #require(part.components(separatedBy: "-----END CERTIFICATE-----").first)
      return [UInt8](
        try #require(Data(base64Encoded: text, options: .ignoreUnknownCharacters)))
    }
  }

  static func certificate(_ pem: String) throws -> Certificate {
    let blocks = try blocks(in: pem)
    #expect(blocks.count == 1)
    return try Certificate(decoding: blocks[0])
  }

  @Test("an RSA server certificate reads as OpenSSL reads it")
  func rsa() throws {
    let certificate = try Self.certificate(TestCertificates.rsa)
    #expect(certificate.version == 3)
    #expect(certificate.subject.description == #"C=KR, O=넷킷\, Lab, CN=localhost"#)
    #expect(certificate.issuer == certificate.subject)
    #expect(Hexadecimal.text(certificate.serial) == "a1b2c3d4e5f60718293a4b5c6d7e8f90")
    #expect(certificate.signatureAlgorithm == "SHA256-RSA")
    #expect(certificate.key.description == "RSA 2048")
    #expect(certificate.notBefore.description == "2026-11-21T10:42:26Z")
    #expect(certificate.notAfter.description == "2026-12-01T10:42:26Z")
    #expect(certificate.notAfter.days(after: certificate.notBefore) == 10)
    #expect(
      certificate.names.prefix(6) == [
        .dns("localhost"), .dns("*.example.test"), .address(.v4(IPv4Address(bits: 0x7F00_0001))),
        .address(.v6(IPv6Address(bits: 1))), .email("ops@example.test"),
        .uri("https://example.test/x"),
      ])
    guard case .directory(let directory) = certificate.names[6] else {
      Issue.record("no directory name")
      return
    }
    #expect(directory.description == "CN=Directory")
    #expect(
      Hexadecimal.text(certificate.sha256)
        == "d6b34257dc200d2fa2efc177f9a6b34491a76888d82e992cbdf70b06fcdb0073")
    #expect(
      Base64.encode(certificate.key.pin) == "gnn/MT83U1uy4CwsWdS9Ngu0dJ7U7S35zk4PbVkp/kc=")
  }

  @Test("an EC authority with an unknown critical extension")
  func ec() throws {
    let certificate = try Self.certificate(TestCertificates.ec)
    #expect(certificate.key.kind == .ec(curve: "P-384"))
    #expect(certificate.signatureAlgorithm == "ECDSA-SHA384")
    #expect(certificate.notAfter.description == "2126-10-28T10:42:26Z")
    #expect(certificate.names == [])
    #expect(
      Base64.encode(certificate.key.pin) == "eSIm95QyeMio3cGkUUzXQmGGB/wzTWeQKdGoCGFOTuk=")
  }

  @Test("an Ed25519 certificate")
  func ed25519() throws {
    let certificate = try Self.certificate(TestCertificates.ed25519)
    #expect(certificate.key.kind == .ed25519)
    #expect(certificate.signatureAlgorithm == "Ed25519")
  }

  static let systemStore = FileManager.default.contents(
    atPath: "/etc/ssl/certs/ca-certificates.crt")

  @Test(
    "every root of this system's store can be read",
    .enabled(if: systemStore != nil, "needs Debian's ca-certificates"))
  func readsSystemStore() throws {
    let data = try #require(Self.systemStore)
    let blocks = try Self.blocks(in: String(decoding: data, as: UTF8.self))
    #expect(!blocks.isEmpty)
    for (number, block) in blocks.enumerated() {
      do {
        let certificate = try Certificate(decoding: block)
        #expect(certificate.issuer == certificate.subject)
        #expect(certificate.notBefore < certificate.notAfter)
      } catch {
        Issue.record("certificate \(number): \(error)")
      }
    }
  }

  @Test(
    "the calendar",
    arguments: [
      (0, "1970-01-01T00:00:00Z", "the epoch"),
      (-1, "1969-12-31T23:59:59Z", "before it"),
      (951_782_400, "2000-02-29T00:00:00Z", "a leap day of a fourth century"),
      (4_107_542_400, "2100-03-01T00:00:00Z", "2100 is no leap year"),
      (2_524_607_999, "2049-12-31T23:59:59Z", "the last UTCTime"),
      (253_402_300_799, "9999-12-31T23:59:59Z", "no expiry (RFC 5280 §4.1.2.5)"),
      (-62_167_219_200, "0000-01-01T00:00:00Z", "year zero"),
    ] as [(Int64, String, String)])
  func calendar(seconds: Int64, text: String, reason: String) {
    let time = CivilTime(epochSeconds: seconds)
    #expect(time.description == text, "\(reason)")
    let (year, month, day) = time.date
    let (hour, minute, second) = time.time
    #expect(
      CivilTime(
        year: year, month: month, day: day, hour: hour, minute: minute, second: second) == time)
  }

  @Test("days that do not exist are refused")
  func noSuchDay() {
    for (year, month, day) in [
      (2026, 2, 29), (2100, 2, 29), (2026, 4, 31), (2026, 13, 1), (2026, 0, 1), (2026, 1, 0),
      (2026, 1, 32),
    ] {
      #expect(CivilTime(year: year, month: month, day: day) == nil)
    }
    #expect(CivilTime(year: 2024, month: 2, day: 29) != nil)
  }

  @Test("the calendar agrees with Foundation's")
  func foundation() throws {
    var generator = SeededRandom.forTest("calendar")
    let formatter = ISO8601DateFormatter()
    for _ in 0..<1000 {
      // 1900...9999: Foundation's calendar is the Julian one before 1582.
      let seconds = Int64.random(in: -2_208_988_800...253_402_300_799, using: &generator)
      let expected = formatter.string(from: Date(timeIntervalSince1970: Double(seconds)))
      #expect(CivilTime(epochSeconds: seconds).description == expected)
    }
  }

  @Test(
    "times of certificates are read strictly",
    arguments: [
      ("170d" + "3236313132313130343232365a", "2026-11-21T10:42:26Z", "UTCTime"),
      ("170d" + "3439313233313233353935395a", "2049-12-31T23:59:59Z", "below 50: this century"),
      ("170d" + "3530303130313030303030305a", "1950-01-01T00:00:00Z", "from 50: the last one"),
      ("180f" + "32303530303130313030303030305a", "2050-01-01T00:00:00Z", "GeneralizedTime"),
      ("170b" + "323631313231313034325a", nil, "no seconds"),
      ("170d" + "32363131323131303432323658", nil, "no Z"),
      ("170d" + "3236313332313130343232365a", nil, "month 13"),
      ("170d" + "32363131323131303432603030", nil, "not digits"),
      ("170f" + "32303530303130313030303030305a", nil, "four-digit year as UTCTime"),
      ("1700", nil, "empty"),
    ])
  func times(text: String, expected: String?, reason: String) {
    var reader = ByteReader(hex(text))
    let time = try? CivilTime(decoding: DERElement(decoding: &reader))
    #expect(time?.description == expected, "\(reason)")
  }

  @Test(
    "DER that has a second encoding is refused",
    arguments: [
      ("3080 0000", "indefinite length"), ("308100", "long form for 0"),
      ("30820001 00", "leading zero in a length"), ("1f2000", "high tag"), ("3003 0101", "short"),
      ("3085 0000000001 00", "five length bytes"), ("30", "tag alone"), ("", "nothing"),
    ])
  func der(text: String, reason: String) {
    var reader = ByteReader(hex(text))
    #expect(refuses { _ = try DERElement(decoding: &reader) }, "\(reason)")
  }

  @Test(
    "object identifiers",
    arguments: [
      ("0603 550403", "2.5.4.3"), ("0608 2a8648ce3d030107", "1.2.840.10045.3.1.7"),
      ("0603 883703", "2.999.3"), ("0601 00", "0.0"), ("0601 27", "0.39"), ("0601 28", "1.0"),
      ("0600", nil), ("0602 2a80", nil), ("0603 2a8001", nil), ("0502 0000", nil),
    ])
  func oid(text: String, expected: String?) {
    var reader = ByteReader(hex(text))
    #expect((try? OID(decoding: DERElement(decoding: &reader)))?.description == expected)
  }

  @Test("truncations and noise never trap")
  func fuzz() throws {
    let samples = try [TestCertificates.rsa, TestCertificates.ec, TestCertificates.ed25519].map {
      try Self.certificate($0).der
    }
    for sample in samples {
      for length in 0..<sample.count {
        #expect(refuses { _ = try Certificate(decoding: Array(sample.prefix(length))) })
      }
    }
    Fuzz.run("X.509", samples: samples) { bytes in
      guard let certificate = try? Certificate(decoding: bytes) else { return }
      _ = (certificate.subject.description, certificate.names, certificate.key.description)
      _ = certificate.notAfter.description
    }
  }
}
