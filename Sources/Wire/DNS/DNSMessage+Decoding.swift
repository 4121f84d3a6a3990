import Addressing

/// Bytes to DNS, hostile ones included: every count, length and pointer is checked.
extension DNSMessage {
  /// Reads one message. A message with TC set may end anywhere: what was whole is kept.
  /// Bytes behind the last record are passed over, for some servers pad.
  public init(decoding bytes: [UInt8]) throws(WireError) {
    var reader = ByteReader(bytes)
    id = try reader.uint16()
    let flags = try reader.uint16()
    isResponse = flags & 0x8000 != 0
    opcode = UInt8(flags >> 11 & 15)
    isAuthoritative = flags & 0x0400 != 0
    isTruncated = flags & 0x0200 != 0
    recursionDesired = flags & 0x0100 != 0
    recursionAvailable = flags & 0x0080 != 0
    isAuthenticated = flags & 0x0020 != 0
    checkingDisabled = flags & 0x0010 != 0
    responseCode = DNSResponseCode(rawValue: flags & 15)
    let counts = (
      questions: try reader.uint16(), answers: try reader.uint16(),
      authorities: try reader.uint16(), additionals: try reader.uint16()
    )
    for _ in 0..<counts.questions {
      let name = try DNSName(decoding: &reader)
      let type = DNSRecordType(rawValue: try reader.uint16())
      questions.append(DNSQuestion(name, type, classCode: try reader.uint16()))
    }
    do throws(WireError) {
      try readRecords(counts.answers, &reader, to: \.answers)
      try readRecords(counts.authorities, &reader, to: \.authorities)
      try readRecords(counts.additionals, &reader, to: \.additionals)
    } catch {
      guard isTruncated, case .truncated = error else { throw error }
    }
  }

  private mutating func readRecords(
    _ count: UInt16, _ reader: inout ByteReader,
    to section: WritableKeyPath<DNSMessage, [DNSRecord]>
  ) throws(WireError) {
    for _ in 0..<count {
      let name = try DNSName(decoding: &reader)
      let type = DNSRecordType(rawValue: try reader.uint16())
      let classCode = try reader.uint16()
      let ttl = try reader.uint32()
      let length = Int(try reader.uint16())
      var data = try reader.reader(length)
      if type == .opt {
        guard section == \.additionals, name.isRoot, edns == nil else {
          throw .malformed("a second or misplaced OPT record")
        }
        try readEDNS(payloadSize: classCode, ttl: ttl, &data)
      } else {
        let value = try DNSRecord.Data(decoding: &data, type: type, classCode: classCode)
        guard data.isAtEnd else { throw .malformed("\(type) record is longer than its data") }
        self[keyPath: section].append(
          DNSRecord(
            name, type, classCode: classCode, ttl: ttl > 0x7FFF_FFFF ? 0 : ttl, value))
      }
    }
  }

  private mutating func readEDNS(
    payloadSize: UInt16, ttl: UInt32, _ data: inout ByteReader
  ) throws(WireError) {
    var options: [EDNS.Option] = []
    while !data.isAtEnd {
      let code = try data.uint16()
      let length = Int(try data.uint16())
      options.append(EDNS.Option(code: code, value: try data.bytes(length)))
    }
    edns = EDNS(
      payloadSize: payloadSize, version: UInt8(truncatingIfNeeded: ttl >> 16),
      wantsSignatures: ttl & 0x8000 != 0, options: options)
    responseCode = DNSResponseCode(
      rawValue: UInt16(truncatingIfNeeded: ttl >> 24) << 4 | responseCode.rawValue)
  }
}

extension DNSRecord.Data {
  /// Reads the data of one record; the reader ends where the data does.
  init(decoding reader: inout ByteReader, type: DNSRecordType, classCode: UInt16) throws(WireError)
  {
    // A and AAAA have their shape in the Internet class only (RFC 1035 §3.4, RFC 3596 §2.2);
    // mDNS keeps a flag in the class's top bit (RFC 6762 §10.2).
    let isInternet = classCode & 0x7FFF == DNSQuestion.internet
    switch type {
    case .a where isInternet: self = .a(try reader.ipv4())
    case .aaaa where isInternet: self = .aaaa(try reader.ipv6())
    case .cname, .ns, .ptr, .dname: self = .name(try DNSName(decoding: &reader))
    case .soa:
      let primary = try DNSName(decoding: &reader)
      let mailbox = try DNSName(decoding: &reader)
      self = .soa(
        DNSRecord.StartOfAuthority(
          primary: primary, mailbox: mailbox, serial: try reader.uint32(),
          refresh: try reader.uint32(), retry: try reader.uint32(), expire: try reader.uint32(),
          minimum: try reader.uint32()))
    case .mx:
      let preference = try reader.uint16()
      self = .mx(preference: preference, exchange: try DNSName(decoding: &reader))
    case .srv:
      let (priority, weight) = (try reader.uint16(), try reader.uint16())
      let port = try reader.uint16()
      self = .srv(
        priority: priority, weight: weight, port: port, target: try DNSName(decoding: &reader))
    case .txt:
      var strings: [[UInt8]] = []
      while !reader.isAtEnd {
        let length = Int(try reader.uint8())
        strings.append(try reader.bytes(length))
      }
      self = .txt(strings)
    case .svcb, .https:
      let priority = try reader.uint16()
      let target = try DNSName(decoding: &reader)
      var parameters: [DNSRecord.ServiceParameter] = []
      while !reader.isAtEnd {
        let key = try reader.uint16()
        let length = Int(try reader.uint16())
        parameters.append(DNSRecord.ServiceParameter(key: key, value: try reader.bytes(length)))
      }
      self = .service(priority: priority, target: target, parameters: parameters)
    default: self = .other(reader.rest())
    }
  }
}
