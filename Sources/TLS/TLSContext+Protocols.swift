/// Application protocols as they stand in the handshake: each with its length before it
/// (RFC 7301 §3.1).
struct ProtocolList {
  private(set) var bytes: [UInt8] = []
  var isEmpty: Bool { bytes.isEmpty }

  /// - Throws: `invalid` for an empty name or one over 255 bytes.
  init(_ names: [String]) throws(TLSError) {
    for name in names {
      guard let length = UInt8(exactly: name.utf8.count), length > 0 else {
        throw .invalid("invalid protocol '\(name)' for ALPN: expected 1 to 255 bytes")
      }
      bytes.append(length)
      bytes += name.utf8
    }
    guard bytes.count <= 65535 - 2 else { throw .invalid("too many protocols for ALPN") }
  }

  /// A copy that outlives this value; the caller deallocates it.
  func allocated() -> UnsafeMutableBufferPointer<UInt8> {
    let copy = UnsafeMutableBufferPointer<UInt8>.allocate(capacity: bytes.count)
    _ = unsafe copy.initialize(from: bytes)
    return unsafe copy
  }
}

extension TLSContext {
  /// Has a client offer its protocols.
  func offerProtocols() throws(TLSError) {
    guard unsafe !protocols.isEmpty else { return }
    let count = unsafe CUnsignedInt(protocols.count)
    // This one function answers 0 for success.
    guard unsafe library.contexts.setProtocols(handle, protocols.baseAddress, count) == 0 else {
      throw .library(library.takeFailure().text)
    }
  }

  /// Has a server choose among what clients offer.
  func chooseProtocols() {
    let own = unsafe Unmanaged.passUnretained(self).toOpaque()
    unsafe library.contexts.setProtocolChoice(handle, chooseProtocol, own)
  }
}

/// The server's favourite among what the client offers; a client that offers none of them is
/// refused with no_application_protocol (RFC 7301 §3.2).
private func chooseProtocol(
  _ session: OpaquePointer?, _ choice: UnsafeMutablePointer<UnsafePointer<UInt8>?>?,
  _ length: UnsafeMutablePointer<UInt8>?, _ offered: UnsafePointer<UInt8>?,
  _ offeredCount: CUnsignedInt, _ owner: UnsafeMutableRawPointer?
) -> CInt {
  typealias Constant = ContextFunctions.Constant
  guard let choice = unsafe choice, let owner = unsafe owner else {
    return Constant.refuseProtocols
  }
  let context = unsafe Unmanaged<TLSContext>.fromOpaque(owner).takeUnretainedValue()
  let own = unsafe context.protocols
  var found: UnsafeMutablePointer<UInt8>?
  let answer = unsafe context.library.contexts.chooseProtocol(
    &found, length, own.baseAddress, CUnsignedInt(own.count), offered, offeredCount)
  guard answer == Constant.protocolsOverlap else { return Constant.refuseProtocols }
  unsafe choice.pointee = UnsafePointer(found)
  return Constant.protocolChosen
}
