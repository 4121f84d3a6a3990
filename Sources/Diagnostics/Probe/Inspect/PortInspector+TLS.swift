import Platform
import Sockets
import TLS
import Wire

/// `--tls`: a handshake, and what the certificate says.
extension PortInspector {
  func handshake(
    _ finding: ProbeFinding, _ context: Result<TLSContext, TLSError>
  ) async -> TLSFinding {
    var result = TLSFinding()
    let deadline = Deadline.after(inspection.timeout)
    do {
      let stream = try await connect(finding, by: deadline)
      let secure = try TLSStream(
        over: stream, try context.get(), serverName: finding.host)
      defer { secure.abort() }
      do throws(TLSError) {
        try await secure.handshake(by: deadline)
        result.version = secure.facts.version
        result.cipher = secure.facts.cipher
        result.protocolName = secure.facts.applicationProtocol
      } catch {
        result.problem = error.description
      }
      result.describe(secure.peer)
    } catch let error as TLSError {
      result.problem = error.description
    } catch {
      result.problem = "\(error)"
    }
    return result
  }
}

extension TLSFinding {
  /// What the first certificate says, and whether its chain is believed.
  fileprivate mutating func describe(_ peer: TLSPeer) {
    switch peer.verification {
    case .verified: isVerified = true
    case .failed(let failure): problem = problem ?? "\(failure)"
    case .notPresented: problem = problem ?? "no certificate"
    }
    guard let first = peer.chain.first, let certificate = try? Certificate(decoding: first) else {
      return
    }
    names = certificate.names.compactMap { name in
      switch name {
      case .dns(let text), .email(let text), .uri(let text): text
      case .address(let address): "\(address)"
      case .directory, .other: nil
      }
    }
    issuer = "\(certificate.issuer)"
    notBefore = "\(certificate.notBefore)"
    notAfter = "\(certificate.notAfter)"
  }
}
