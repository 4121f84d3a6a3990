import Platform
import Wire

/// Decides whether a peer's certificate will do.
struct PeerChecking: Sendable {
  let requiresVerification: Bool
  let pins: Set<KeyPin>
  /// Whether the system's bundle may still have what its directory lacks.
  private let bundleIsUnread: Locked<Bool>

  init(requiresVerification: Bool, pins: Set<KeyPin>, authorities: TLSAuthorities?) {
    self.requiresVerification = requiresVerification
    self.pins = pins
    bundleIsUnread = Locked(authorities == .system)
  }

  /// Verifies the chain of `check`, fills the session's record, and says whether its handshake may
  /// go on.
  func accepts(_ check: OpaquePointer, for session: TLSSession) -> Bool {
    let context = session.context
    let certificates = context.library.certificates
    var failure = unsafe verify(check, certificates)
    if failure != nil, readBundle(into: context) {
      // The whole chain again: with more authorities another path may lead further up.
      failure = unsafe verifyAfresh(check, certificates)
    }
    let verification = failure.map { Verification.failed($0) } ?? .verified
    session.record.verification = verification
    let leaf = unsafe certificates.subject(check)
    let pin = unsafe context.library.keyPin(of: leaf)
    if !pins.isEmpty, !pins.contains(pin) { session.record.mismatchedPin = pin }
    let isPinned = session.record.mismatchedPin == nil
    let isAccepted = isPinned && (failure == nil || !requiresVerification)
    if !isAccepted {
      let chain = unsafe certificates.der(ofEach: certificates.presented(check))
      session.record.refused = TLSPeer(chain: chain, verification: verification, pin: pin)
      if failure == nil {
        // Chooses the alert that tells the peer so.
        unsafe certificates.setCode(check, CertificateFunctions.Constant.applicationRefused)
      }
    }
    return isAccepted
  }

  private func verify(
    _ check: OpaquePointer, _ certificates: CertificateFunctions
  ) -> VerificationFailure? {
    guard unsafe certificates.verify(check) != 1 else { return nil }
    let code = unsafe certificates.code(check)
    let text = unsafe certificates.text(CLong(code)).map { unsafe String(cString: $0) }
    return unsafe VerificationFailure(
      code: Int(code), depth: Int(certificates.depth(check)), text: text ?? "error \(code)")
  }

  /// A check object does its work once, so this makes another of the same settings.
  private func verifyAfresh(
    _ check: OpaquePointer, _ certificates: CertificateFunctions
  ) -> VerificationFailure? {
    let outOfMemory = VerificationFailure(code: 17, depth: 0, text: "out of memory")
    guard let fresh = unsafe certificates.newCheck() else { return outOfMemory }
    defer { unsafe certificates.freeCheck(fresh) }
    guard
      unsafe certificates.beginCheck(
        fresh, certificates.store(check), certificates.subject(check),
        certificates.presented(check)) == 1,
      unsafe certificates.copyParameters(
        certificates.parameters(fresh), certificates.parameters(check)) == 1
    else { return outOfMemory }
    let failure = unsafe verify(fresh, certificates)
    unsafe certificates.setCode(check, CInt(failure?.code ?? 0))
    return failure
  }

  /// Whether there was a bundle to read; once per context.
  private func readBundle(into context: TLSContext) -> Bool {
    bundleIsUnread.withLock { isUnread in
      guard isUnread else { return false }
      isUnread = false
      if SystemAuthorities.directoryIsComplete(context.library) { return false }
      return unsafe context.library.contexts.useSystemBundle(context.handle) == 1
    }
  }
}

extension OpenSSL {
  /// The pin that a certificate's key has.
  func keyPin(of certificate: OpaquePointer?) -> KeyPin {
    KeyPin(digest: SHA256.digest(unsafe certificates.publicKeyDER(of: certificate)))
  }
}

/// What OpenSSL calls instead of its own verification.
func checkPeer(_ check: OpaquePointer?, _ context: UnsafeMutableRawPointer?) -> CInt {
  guard let check = unsafe check, let context = unsafe context else { return 0 }
  let library = unsafe Unmanaged<TLSContext>.fromOpaque(context).takeUnretainedValue().library
  let handle = unsafe library.certificates.attachment(check, library.certificates.sessionIndex())
  let attached = unsafe library.sessions.attachment(
    OpaquePointer(handle), SessionFunctions.Constant.ownAttachment)
  guard let attached = unsafe attached else { return 0 }
  let session = unsafe Unmanaged<TLSSession>.fromOpaque(attached).takeUnretainedValue()
  return unsafe session.context.checking.accepts(check, for: session) ? 1 : 0
}
