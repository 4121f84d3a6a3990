public import Addressing

/// The Port Control Protocol (RFC 6887): asks a router, or a provider's NAT, about a mapping.
public enum PCP {
  public static let port: UInt16 = 5351
  public static let version: UInt8 = 2
  /// §7: longer messages are not PCP.
  static let limit = 1100

  public enum Opcode: UInt8, Hashable, Sendable {
    case announce = 0
    case map = 1
    case peer = 2
  }

  /// §7.4
  public enum Result: UInt8, Hashable, Sendable, CustomStringConvertible {
    case success = 0
    case unsupportedVersion = 1
    case notAuthorized = 2
    case malformedRequest = 3
    case unsupportedOpcode = 4
    case unsupportedOption = 5
    case malformedOption = 6
    case networkFailure = 7
    case noResources = 8
    case unsupportedProtocol = 9
    case userExceededQuota = 10
    case cannotProvideExternal = 11
    /// The client's address in the packet is not its source address: there is a NAT between.
    case addressMismatch = 12
    case excessiveRemotePeers = 13

    /// The name in the RFC: `NOT_AUTHORIZED`.
    public var description: String {
      [
        "SUCCESS", "UNSUPP_VERSION", "NOT_AUTHORIZED", "MALFORMED_REQUEST", "UNSUPP_OPCODE",
        "UNSUPP_OPTION", "MALFORMED_OPTION", "NETWORK_FAILURE", "NO_RESOURCES",
        "UNSUPP_PROTOCOL", "USER_EX_QUOTA", "CANNOT_PROVIDE_EXTERNAL", "ADDRESS_MISMATCH",
        "EXCESSIVE_REMOTE_PEERS",
      ][Int(rawValue)]
    }
  }

  /// What a MAP request asks for and its answer tells (§11.1).
  public struct Mapping: Hashable, Sendable {
    /// 96 random bits; an answer with others is not ours.
    public var nonce: UInt128
    /// 6 TCP, 17 UDP; 0 all.
    public var transport: UInt8
    public var internalPort: UInt16
    /// Suggested in a request, assigned in an answer.
    public var externalPort: UInt16
    public var externalAddress: IPv6Address

    /// The low 96 bits of `nonce` count.
    public init(
      nonce: UInt128, transport: UInt8 = 17, internalPort: UInt16, externalPort: UInt16 = 0,
      externalAddress: IPv6Address = IPv6Address(bits: 0xFFFF_0000_0000)
    ) {
      self.nonce = nonce & (1 << 96 - 1)
      self.transport = transport
      self.internalPort = internalPort
      self.externalPort = externalPort
      self.externalAddress = externalAddress
    }
  }

  /// MAP for `lifetime` seconds; 0 maps nothing, and many routers tell their outside address even
  /// so (§15.1).
  public static func mapRequest(
    client: IPAddress, lifetime: UInt32, _ mapping: Mapping
  ) -> [UInt8] {
    var writer = ByteWriter(capacity: 60)
    writer.uint8(version)
    writer.uint8(Opcode.map.rawValue)
    writer.uint16(0)
    writer.uint32(lifetime)
    writer.ipv6(mapped(client))
    writer.uint32(UInt32(truncatingIfNeeded: mapping.nonce >> 64))
    writer.uint64(UInt64(truncatingIfNeeded: mapping.nonce))
    writer.uint8(mapping.transport)
    writer.zeros(3)
    writer.uint16(mapping.internalPort)
    writer.uint16(mapping.externalPort)
    writer.ipv6(mapping.externalAddress)
    return writer.bytes
  }

  /// §5: IPv4 addresses travel as ::ffff:a.b.c.d.
  private static func mapped(_ address: IPAddress) -> IPv6Address {
    switch address {
    case .v4(let address): IPv6Address(mapping: address)
    case .v6(let address): address
    }
  }

  private static func unmapped(_ address: IPv6Address) -> IPAddress {
    address.isMapped ? .v4(IPv4Address(tailOf: address)) : .v6(address)
  }

  /// A server's answer (§7.2).
  public struct Response: Hashable, Sendable {
    public let opcode: Opcode
    public let result: Result
    /// Seconds: of the mapping, or how long the error will last.
    public let lifetime: UInt32
    /// Seconds since the server lost its state.
    public let epoch: UInt32
    /// In answers to MAP, errors included where the server sent it.
    public let mapping: Mapping?

    /// The outside address that the mapping names; nil when it is all zero.
    public var externalAddress: IPAddress? {
      guard let mapping else { return nil }
      let address = PCP.unmapped(mapping.externalAddress)
      return switch address {
      case .v4(let v4): v4.bits == 0 ? nil : address
      case .v6(let v6): v6.bits == 0 ? nil : address
      }
    }

    public init(decoding bytes: [UInt8]) throws(WireError) {
      guard bytes.count <= PCP.limit, bytes.count % 4 == 0 else {
        throw .malformed("\(bytes.count) bytes are no PCP message")
      }
      var reader = ByteReader(bytes)
      let version = try reader.uint8()
      guard version == PCP.version else { throw .malformed("version \(version), not PCP") }
      let operation = try reader.uint8()
      guard operation & 0x80 != 0 else { throw .malformed("a request, not an answer") }
      guard let opcode = Opcode(rawValue: operation & 0x7F) else {
        throw .malformed("opcode \(operation & 0x7F)")
      }
      self.opcode = opcode
      try reader.skip(1)
      let code = try reader.uint8()
      guard let result = Result(rawValue: code) else { throw .malformed("result \(code)") }
      self.result = result
      lifetime = try reader.uint32()
      epoch = try reader.uint32()
      try reader.skip(12)
      guard opcode == .map, result == .success || reader.count >= 36 else {
        mapping = nil
        return
      }
      let high = UInt128(try reader.uint32())
      let nonce = high << 64 | UInt128(try reader.uint64())
      let transport = try reader.uint8()
      try reader.skip(3)
      let internalPort = try reader.uint16()
      let externalPort = try reader.uint16()
      mapping = Mapping(
        nonce: nonce, transport: transport, internalPort: internalPort,
        externalPort: externalPort, externalAddress: try reader.ipv6())
    }
  }
}
