/// ONC RPC services (RFC 5531): the null procedure, which does nothing and says so.
extension UDPService {
  static let remoteCalls = [
    nullCall("rpcbind", "ONC RPC port mapper, RFC 1833", port: 111, program: 100_000, version: 2),
    nullCall("nfs", "NFS version 3, RFC 1813", port: 2049, program: 100_003, version: 3),
  ]

  private static func nullCall(
    _ name: String, _ specification: String, port: UInt16, program: UInt32, version: UInt32
  ) -> UDPService {
    UDPService(
      name, specification, ports: [port],
      request: { nonce in
        var writer = ByteWriter(capacity: 40)
        // Call, RPC version 2, program, version, procedure 0, two empty credentials.
        for word in [nonce.uint32, 0, 2, program, version, 0, 0, 0, 0, 0] { writer.uint32(word) }
        return writer.bytes
      },
      check: { (reader, nonce) throws(WireError) in
        guard try reader.uint32() == nonce.uint32 else { return .notOurs }
        guard try reader.uint32() == 1 else { throw .malformed("no RPC reply") }
        guard try reader.uint32() == 0 else { return .match("\(name) denies the call") }
        try reader.skip(4)
        try reader.skip(Int(try reader.uint32()))
        return switch try reader.uint32() {
        case 0: .match("\(name) version \(version)")
        case 1: .match("RPC without program \(program)")
        case 2:
          .match("\(name) versions \(try reader.uint32()) to \(try reader.uint32())")
        case let state: .match("\(name), RPC accept state \(state)")
        }
      })
  }
}
