public import Addressing

/// NAT-PMP (RFC 6886): asks a home router for its outside address.
public enum NATPMP {
  /// UDP port of the gateway, shared with PCP.
  public static let port: UInt16 = 5351

  /// Version 0, opcode 0: asks for the external address and changes nothing (§3.2).
  public static let externalAddressRequest: [UInt8] = [0, 0]

  /// §3.5; PCP's numbers are others.
  public enum Result: Hashable, Sendable, CustomStringConvertible {
    case success, unsupportedVersion, notAuthorized, networkFailure, outOfResources
    case unsupportedOpcode
    case other(UInt16)

    init(_ code: UInt16) {
      let known: [Self] = [
        .success, .unsupportedVersion, .notAuthorized, .networkFailure, .outOfResources,
        .unsupportedOpcode,
      ]
      self = Int(code) < known.count ? known[Int(code)] : .other(code)
    }

    public var description: String {
      switch self {
      case .success: "success"
      case .unsupportedVersion: "unsupported version"
      case .notAuthorized: "not authorized"
      case .networkFailure: "network failure: the router has no outside address"
      case .outOfResources: "out of resources"
      case .unsupportedOpcode: "unsupported opcode"
      case .other(let code): "result \(code)"
      }
    }
  }

  /// The answer to `externalAddressRequest`.
  public struct Response: Hashable, Sendable {
    public let result: Result
    /// Seconds since the router's port mapping table was last empty; nil in a short error.
    public let epoch: UInt32?
    /// nil unless the result is success.
    public let externalAddress: IPv4Address?

    /// Reads a datagram from port 5351 of the gateway. Throws on anything but an answer to
    /// opcode 0. A server of another version answers in a form of its own: see `PCP.Response`.
    public init(decoding bytes: [UInt8]) throws(WireError) {
      var reader = ByteReader(bytes)
      let version = try reader.uint8()
      guard version == 0 else { throw .malformed("version \(version), not NAT-PMP") }
      guard try reader.uint8() == 128 else { throw .malformed("no answer to opcode 0") }
      result = Result(try reader.uint16())
      guard result == .success else {
        epoch = try? reader.uint32()
        externalAddress = nil
        return
      }
      epoch = try reader.uint32()
      externalAddress = try reader.ipv4()
    }
  }
}
