extension TLSContext {
  /// Loads the certificate and key that this end shows.
  func use(_ identity: TLSIdentity) throws(TLSError) {
    library.errors.clear()
    switch identity {
    case .files(let certificate, let key): try useFiles(certificate: certificate, key: key)
    case .selfSigned(let made): try use(made)
    }
  }

  private func useFiles(certificate: String, key: String) throws(TLSError) {
    let contexts = library.contexts
    // OpenSSL would ask the terminal for the password of an encrypted key, and wait.
    unsafe contexts.setPasswordSource(handle) { _, _, _, _ in -1 }
    guard unsafe contexts.useCertificateFile(handle, certificate) == 1 else {
      throw unreadable(.certificate, certificate)
    }
    guard unsafe contexts.useKeyFile(handle, key, ContextFunctions.Constant.pemFile) == 1 else {
      let failure = library.takeFailure()
      if failure.saysKeyMismatch { throw .keyMismatch(certificate: certificate, key: key) }
      throw unreadable(.key, key, failure)
    }
  }

  private func use(_ made: SelfSignedCertificate) throws(TLSError) {
    let der = made.der
    guard unsafe library.contexts.useCertificate(handle, CInt(der.count), der) == 1,
      unsafe library.contexts.useKey(handle, made.key.handle) == 1
    else { throw .library(library.takeFailure().text) }
  }

  /// The complaint about a file, from what OpenSSL has just left in its queue.
  func unreadable(_ role: TLSError.FileRole, _ path: String) -> TLSError {
    unreadable(role, path, library.takeFailure())
  }

  private func unreadable(
    _ role: TLSError.FileRole, _ path: String, _ failure: LibraryFailure
  ) -> TLSError {
    let reason =
      if failure.saysNoPEM {
        role == .key ? "no private key in PEM form in it" : "no certificate in PEM form in it"
      } else if failure.saysEncrypted {
        "the key is encrypted; write it in the clear with openssl pkey -in FILE -out NEWFILE"
      } else {
        failure.text
      }
    return .unreadable(role, path: path, reason: reason)
  }
}
