import Testing

@testable import TLS

@Suite("Setting TLS up")
struct SetupTests {
  @Test("a missing library is named with what to install")
  func missingLibrary() {
    do throws(TLSError) {
      _ = try OpenSSL(path: "/none/such/libssl.so.3")
      Issue.record("there is none")
    } catch {
      guard case .libraryNotFound(let attempts) = error else {
        Issue.record("\(error)")
        return
      }
      #expect(attempts.map(\.name) == ["/none/such/libssl.so.3"])
      #expect(attempts[0].reason.contains("/none/such/libssl.so.3"))
      #expect(error.description == "cannot open OpenSSL: tried /none/such/libssl.so.3")
      #expect(error.advice?.contains("NETKIT_LIBSSL") == true)
    }
  }

  @Test("a library that is not OpenSSL is refused by what it lacks")
  func otherLibrary() {
    #expect(throws: TLSError.symbolMissing("OpenSSL_version_num", library: "libc.so.6")) {
      _ = try OpenSSL(path: "libc.so.6")
    }
  }

  @Test("the library says what it is")
  func version() throws {
    let library = try OpenSSL()
    #expect(library.version.hasPrefix("OpenSSL "))
    #expect(library.name.hasPrefix("libssl"))
  }

  /// A pair of files and the complaint about it.
  static let files: [(String, String, String)] = [
    (
      "none.pem", "server.key",
      "cannot read the certificate file 'none.pem': no such file or directory"
    ),
    ("server.pem", "none.key", "cannot read the key file 'none.key': no such file or directory"),
    (
      "text", "server.key",
      "cannot read the certificate file 'text': no certificate in PEM form in it"
    ),
    ("server.pem", "text", "cannot read the key file 'text': no private key in PEM form in it"),
    (
      "server.key", "server.key",
      "cannot read the certificate file 'server.key': no certificate in PEM form in it"
    ),
    (
      "server.pem", "ca.key",
      "the key in 'ca.key' does not belong to the certificate in 'server.pem'"
    ),
    (
      "server.pem", "locked.key",
      "cannot read the key file 'locked.key': the key is encrypted; write it in the clear with openssl pkey -in FILE -out NEWFILE"
    ),
  ]

  @Test(
    "files that will not do are refused with the reason", .needsOpenSSLCommand, arguments: files)
  func badFiles(certificate: String, key: String, complaint: String) throws {
    let ends = try Ends()
    let folder = ends.certificates.folder + "/"
    do throws(TLSError) {
      _ = try ends.server {
        $0.common.identity = .files(certificate: folder + certificate, key: folder + key)
      }
      Issue.record("accepted")
    } catch {
      #expect(error.description.replacing(folder, with: "") == complaint)
    }
  }

  @Test("authorities that cannot be read are refused", .needsOpenSSLCommand)
  func badAuthorities() throws {
    let ends = try Ends()
    let text = ends.certificates.path("text")
    for (file, directory) in [("/none", nil), (text, nil), (nil, "/none")] as [(String?, String?)] {
      #expect(throws: TLSError.self) {
        try ends.client { $0.authorities = .named(file: file, directory: directory) }
      }
    }
    do throws(TLSError) {
      _ = try ends.client { $0.authorities = .named(file: nil, directory: "/none") }
    } catch {
      #expect(
        error.description
          == "cannot read the CA certificates file '/none': no such file or directory")
    }
  }

  @Test("pins are read in hexadecimal and base64, with and without their prefix")
  func pins() throws {
    let zero = String(repeating: "00", count: 31)
    let digest = Array(repeating: 0, count: 31) + [UInt8(255)]
    for text in [
      "sha256:\(zero)ff", "\(zero)FF", "sha256:" + String(repeating: "00:", count: 31) + "FF",
      "sha256//AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAP8=",
      "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAP8=",
    ] {
      let pin = try KeyPin(text)
      #expect(pin.digest == digest)
      #expect(pin.description == "sha256:\(zero)ff")
    }
    for text in [
      "", "sha256:", zero, "sha1:\(zero)ff", "\(zero)fg", "\(zero)ff0", "sha256:é",
      "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAP9=",  // bits set beyond the last byte
      "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAP8",  // no padding
    ] {
      #expect(throws: TLSError.self) { try KeyPin(text) }
    }
  }

  @Test("alerts have the RFC's names, and unknown ones their number")
  func alerts() {
    #expect(TLSAlert(code: 48).description == "unknown_ca")
    #expect(TLSAlert(code: 116).description == "certificate_required")
    #expect(TLSAlert(code: 200).description == "alert 200")
  }

  @Test("hashed names are told from others")
  func hashedNames() {
    for name in ["1d3472b9.0", "00000000.12"] {
      #expect(SystemAuthorities.isHashed(Array(name.utf8)))
    }
    for name in [
      "", ".", "1d3472b9", "1d3472b9.", "1D3472B9.0", "1d3472b9.r0", "ca.pem", "1d3472b90",
    ] {
      #expect(!SystemAuthorities.isHashed(Array(name.utf8)))
    }
  }
}
