import Addressing
import Platform
import Sockets
import TLS

extension Server {
  /// Loads OpenSSL and the certificate, before anybody is let in; answers with the certificate that
  /// was made for this run.
  func makeContext(_ addresses: [SocketAddress]) throws(ServeError) -> SelfSignedCertificate? {
    guard let security = plan.security else { return nil }
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
        configuration.clientAuthorities = .named(file: authorities, directory: nil)
      }
      context = try TLSContext(library, server: configuration)
      return made
    } catch {
      throw .tls(error)
    }
  }

  /// Shakes hands, where the plan has TLS.
  func secure(_ client: Client) async throws(TLSError) {
    guard let context else { return }
    let stream = try TLSStream(over: client.transport, context)
    client.link = .secure(stream)
    try await stream.handshake(by: .after(plan.limits.handshake))
    client.lastActive = .now
    report(.secured(client: client.id, stream.facts))
  }
}
