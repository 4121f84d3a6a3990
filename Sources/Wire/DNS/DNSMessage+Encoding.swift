import Addressing

/// DNS to bytes (RFC 1035 §4.1), names compressed where RFC 3597 §4 lets them.
extension DNSMessage {
  /// The message as sent over UDP. The extended bits of `responseCode` need `edns`.
  public func encoded() -> [UInt8] {
    var encoder = Encoder()
    encoder.writer.uint16(id)
    encoder.writer.uint16(flagBits)
    encoder.writer.uint16(UInt16(questions.count))
    encoder.writer.uint16(UInt16(answers.count))
    encoder.writer.uint16(UInt16(authorities.count))
    encoder.writer.uint16(UInt16(additionals.count + (edns == nil ? 0 : 1)))
    for question in questions {
      encoder.write(question.name)
      encoder.writer.uint16(question.type.rawValue)
      encoder.writer.uint16(question.classCode)
    }
    for record in answers + authorities + additionals { encoder.write(record) }
    if let edns { encoder.write(edns, responseCode) }
    return encoder.writer.bytes
  }

  /// The message behind its length, as TCP carries it (RFC 1035 §4.2.2).
  public func encodedForTCP() -> [UInt8] {
    var writer = ByteWriter()
    writer.counted16 { $0.append(encoded()) }
    return writer.bytes
  }

  private var flagBits: UInt16 {
    var bits = UInt16(opcode & 15) << 11 | responseCode.rawValue & 15
    if isResponse { bits |= 0x8000 }
    if isAuthoritative { bits |= 0x0400 }
    if isTruncated { bits |= 0x0200 }
    if recursionDesired { bits |= 0x0100 }
    if recursionAvailable { bits |= 0x0080 }
    if isAuthenticated { bits |= 0x0020 }
    if checkingDisabled { bits |= 0x0010 }
    return bits
  }

  private struct Encoder {
    var writer = ByteWriter(capacity: 512)
    /// Where each suffix of a name was first written. The same letters in another case are
    /// another suffix: the case of a question must come back as it went.
    private var suffixes: [ArraySlice<UInt8>: UInt16] = [:]

    mutating func write(_ name: DNSName, compressed: Bool = true) {
      var rest = name.wire[...]
      while rest.count > 1 {
        if compressed, let offset = suffixes[rest] {
          writer.uint16(0xC000 | offset)
          return
        }
        // A pointer has 14 bits.
        if writer.count < 0x4000 { suffixes[rest] = UInt16(writer.count) }
        let length = Int(rest[rest.startIndex]) + 1
        writer.append(rest.prefix(length))
        rest = rest.dropFirst(length)
      }
      writer.uint8(0)
    }

    mutating func write(_ record: DNSRecord) {
      write(record.name)
      writer.uint16(record.type.rawValue)
      writer.uint16(record.classCode)
      writer.uint32(record.ttl)
      let lengthAt = writer.count
      writer.uint16(0)
      write(record.data)
      writer.patch(UInt16(writer.count - lengthAt - 2), at: lengthAt)
    }

    private mutating func write(_ data: DNSRecord.Data) {
      switch data {
      case .a(let address): writer.ipv4(address)
      case .aaaa(let address): writer.ipv6(address)
      case .name(let name): write(name)
      case .soa(let soa):
        write(soa.primary)
        write(soa.mailbox)
        for value in [soa.serial, soa.refresh, soa.retry, soa.expire, soa.minimum] {
          writer.uint32(value)
        }
      case .mx(let preference, let exchange):
        writer.uint16(preference)
        write(exchange)
      case .srv(let priority, let weight, let port, let target):
        writer.uint16(priority)
        writer.uint16(weight)
        writer.uint16(port)
        write(target, compressed: false)  // RFC 2782: no compression in the target
      case .txt(let strings):
        for string in strings { writer.counted8 { $0.append(string.prefix(255)) } }
      case .service(let priority, let target, let parameters):
        writer.uint16(priority)
        write(target, compressed: false)  // RFC 9460 §2.2
        for parameter in parameters {
          writer.uint16(parameter.key)
          writer.counted16 { $0.append(parameter.value) }
        }
      case .other(let bytes): writer.append(bytes)
      }
    }

    /// RFC 6891 §6.1.2: class is the payload size, TTL holds extended rcode, version and flags.
    mutating func write(_ edns: EDNS, _ code: DNSResponseCode) {
      writer.uint8(0)
      writer.uint16(DNSRecordType.opt.rawValue)
      writer.uint16(edns.payloadSize)
      writer.uint8(UInt8(truncatingIfNeeded: code.rawValue >> 4))
      writer.uint8(edns.version)
      writer.uint16(edns.wantsSignatures ? 0x8000 : 0)
      writer.counted16 { writer in
        for option in edns.options {
          writer.uint16(option.code)
          writer.counted16 { $0.append(option.value) }
        }
      }
    }
  }
}
