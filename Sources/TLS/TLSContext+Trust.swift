import Platform

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

extension TLSContext {
  /// Sets whose certificates are trusted. Of the system's only the hashed directory is set here:
  /// it is read one authority at a time, as chains need them, where the bundle is read whole
  /// (9 ms against 29 for one connection). `PeerChecking` reads the bundle when the directory
  /// did not do.
  func trust(_ authorities: TLSAuthorities) throws(TLSError) {
    library.errors.clear()
    switch authorities {
    case .system:
      guard unsafe library.contexts.useSystemDirectory(handle) == 1 else {
        throw .library(library.takeFailure().text)
      }
    case .named(let file, let directory):
      if let directory { try requireHashed(directory) }
      guard file != nil || directory != nil else { return }
      guard load(file: file, directory: directory) == 1 else {
        throw unreadable(.authorities, file ?? directory ?? "")
      }
      let parameters = unsafe library.contexts.parameters(handle)
      _ = unsafe library.certificates.setFlags(
        parameters, CertificateFunctions.Constant.partialChain)
    }
  }

  /// Asks clients for a certificate, and names the authorities that will do.
  func askForCertificate(of authorities: TLSAuthorities, required: Bool) throws(TLSError) {
    typealias Constant = ContextFunctions.Constant
    let mode = Constant.verifyPeer | (required ? Constant.failWithoutCertificate : 0)
    unsafe library.contexts.setVerify(handle, mode, nil)
    checkPeers()
    guard case .named(let file?, _) = authorities else { return }
    guard let names = unsafe library.contexts.loadClientAuthorities(file) else {
      throw unreadable(.authorities, file)
    }
    unsafe library.contexts.setClientAuthorities(handle, names)
  }

  /// Has `PeerChecking` decide on peers' certificates.
  func checkPeers() {
    // Unretained: each session keeps its context until after its last handshake step.
    let own = unsafe Unmanaged.passUnretained(self).toOpaque()
    unsafe library.contexts.setPeerCheck(handle, checkPeer, own)
  }

  /// A null pointer stands for a file or a directory that was not named.
  private func load(file: String?, directory: String?) -> CInt {
    let load = unsafe library.contexts.useAuthorities
    switch (file, directory) {
    case (let file?, let directory?): return unsafe load(handle, file, directory)
    case (let file?, nil): return unsafe load(handle, file, nil)
    case (nil, let directory): return unsafe load(handle, nil, directory)
    }
  }

  /// OpenSSL takes any directory's name, and finds nothing there only when it needs an authority.
  private func requireHashed(_ directory: String) throws(TLSError) {
    guard let opened = unsafe opendir(directory) else {
      let reason = SystemError(last: "opendir").message
      throw .unreadable(.authorities, path: directory, reason: reason)
    }
    unsafe closedir(opened)
    guard SystemAuthorities.countHashed(in: directory, upTo: 1) > 0 else {
      throw .unreadable(
        .authorities, path: directory,
        reason: "no authority in it is named by its hash; openssl rehash does that")
    }
  }
}
