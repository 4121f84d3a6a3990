/// A private key that was made here and never leaves the process; freed with its last user.
@safe
public final class PrivateKey: @unchecked Sendable {
  private let library: OpenSSL
  let handle: OpaquePointer

  /// Makes one for ECDSA on P-256: 128 bits of strength, and every TLS peer knows it.
  /// - Throws: `library`.
  init(_ library: OpenSSL) throws(TLSError) {
    let keys = library.keys
    library.errors.clear()
    guard let maker = unsafe keys.newMaker(KeyFunctions.ellipticCurve, nil) else {
      throw .library(library.takeFailure().text)
    }
    defer { unsafe keys.freeMaker(maker) }
    var made: OpaquePointer?
    guard unsafe keys.prepareMaker(maker) == 1,
      unsafe keys.setMaker(maker, "ec_paramgen_curve", "P-256") == 1,
      unsafe keys.make(maker, &made) == 1, let key = unsafe made
    else { throw .library(library.takeFailure().text) }
    self.library = library
    unsafe handle = key
  }

  deinit { unsafe library.keys.free(handle) }

  /// The DER of the SubjectPublicKeyInfo.
  var publicKeyDER: [UInt8] {
    unsafe CertificateFunctions.encoded(handle, by: library.keys.encodePublicKey)
  }

  /// The ECDSA signature of the SHA-256 of `bytes`, in DER.
  func signature(of bytes: [UInt8]) throws(TLSError) -> [UInt8] {
    let keys = library.keys
    library.errors.clear()
    guard let digest = unsafe keys.newDigest() else {
      throw .library(library.takeFailure().text)
    }
    defer { unsafe keys.freeDigest(digest) }
    var size = 0
    guard unsafe keys.prepareSigning(digest, nil, keys.sha256(), nil, handle) == 1,
      unsafe keys.sign(digest, nil, &size, bytes, bytes.count) == 1
    else { throw .library(library.takeFailure().text) }
    // The first call told the most that a signature takes, the second tells how much this one did.
    var signature = [UInt8](repeating: 0, count: size)
    guard unsafe keys.sign(digest, &signature, &size, bytes, bytes.count) == 1 else {
      throw .library(library.takeFailure().text)
    }
    return Array(signature.prefix(size))
  }
}
