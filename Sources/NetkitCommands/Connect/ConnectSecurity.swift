import Arguments
import Diagnostics
import TLS

/// How `netkit connect` speaks TLS.
struct ConnectSecurity: ArgumentSet {
  var usesTLS = false
  var authorities: String?
  var serverName: String?
  var protocols: [String] = []
  var isInsecure = false
  var pins: [PinArgument] = []
  var certificate: String?
  var key: String?
  var lowestVersion = TLSMinimum.v1_2
  var showsCertificate = false

  static var arguments: [Argument] {
    [
      heading("TLS"),
      flag(nil, "tls", \.usesTLS, "Speak TLS, through the system's OpenSSL"),
      option(
        nil, "ca", "PATH", \.authorities, "Trust these authorities, not the system's",
        details: "A PEM file, or a directory that `openssl rehash` has gone through.",
        completion: .file),
      option(nil, "server-name", "NAME", \.serverName, "Have the server prove this name").rare,
      options(
        nil, "alpn", "NAME,...", \.protocols, "Offer these application protocols, best first",
        separator: ","
      ).rare,
      options(
        nil, "pin", "sha256:KEY", \.pins, "Insist on this key; may be given again",
        details: """
          64 hexadecimal digits or 44 characters of base64 (RFC 7469). A pinned key is proof \
          enough: the certificate need not be verified.
          """
      ).rare,
      flag(nil, "insecure", \.isInsecure, "Go on with a certificate that is not verified"),
      option(
        nil, "cert", "FILE", \.certificate, "Show this certificate (PEM) when asked for one",
        completion: .file
      ).rare,
      option(
        nil, "key", "FILE", \.key, "Read its private key (PEM) here, else in the same file",
        completion: .file
      ).rare,
      option(nil, "tls-min", "VERSION", \.lowestVersion, "Speak no version below this").rare,
      flag(
        nil, "show-cert", \.showsCertificate, "Print the server's certificate",
        details: "Without `--send` or `--file` nothing else is said."
      ).rare,
    ]
  }

  /// Whether an option makes sense with TLS only.
  var isAskedFor: Bool {
    usesTLS || authorities != nil || serverName != nil || !protocols.isEmpty || isInsecure
      || !pins.isEmpty || certificate != nil || showsCertificate
  }

  func validate() throws(UsageError) {
    if key != nil, certificate == nil { throw UsageError("--key needs the --cert it belongs to") }
  }

  func plan(library: String?) -> ConnectPlan.Security? {
    guard isAskedFor else { return nil }
    var security = ConnectPlan.Security()
    security.library = library
    security.serverName = serverName
    var configuration = TLSClientConfiguration()
    configuration.common.protocols = protocols
    configuration.common.versions = lowestVersion.version ... .v1_3
    configuration.pins = Set(pins.map(\.pin))
    // A pin that matches says more than an authority does.
    configuration.requiresVerification = !isInsecure && pins.isEmpty
    if let authorities { configuration.authorities = .at(authorities) }
    if let certificate {
      configuration.common.identity = .files(certificate: certificate, key: key ?? certificate)
    }
    security.configuration = configuration
    return security
  }
}

/// The pin of a key.
struct PinArgument: ArgumentValue, Hashable {
  var pin: KeyPin

  init(argument: String) throws(ValueError) {
    do {
      pin = try KeyPin(argument)
    } catch {
      throw ValueError("expected sha256: and 64 hexadecimal digits or 44 of base64")
    }
  }

  var argument: String { "\(pin)" }
}
