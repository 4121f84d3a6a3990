import Addressing
import Platform
import Sockets
import TLS

extension Server {
  /// Loads OpenSSL and the certificate, before anybody is let in; answers with them, and with
  /// the certificate that was made for this run.
  func makeContext(
    _ addresses: [SocketAddress]
  ) throws(ServeError) -> (TLSContext?, SelfSignedCertificate?) {
    guard let security = plan.security else { return (nil, nil) }
    do throws(TLSError) {
      let library = try OpenSSL(path: security.library)
      var made: SelfSignedCertificate?
      let identity: TLSIdentity
      switch security.identity {
      case .files(let certificate, let key):
        identity = .files(certificate: certificate, key: key)
      case .selfSigned:
        let names = ["localhost", "127.0.0.1", "::1"]
        let others = addresses.filter { !$0.isAny }.map { "\($0.address)" }
        let certificate = try SelfSignedCertificate(
          library, names: names + others.filter { !names.contains($0) })
        identity = .selfSigned(certificate)
        made = certificate
      }
      var configuration = TLSServerConfiguration(identity: identity)
      configuration.common.protocols = security.protocols
      configuration.common.versions = security.lowestVersion ... .v1_3
      if let authorities = security.clientAuthorities {
        configuration.clientAuthorities = .at(authorities)
      }
      return (try TLSContext(library, server: configuration), made)
    } catch {
      throw .tls(error)
    }
  }
}
