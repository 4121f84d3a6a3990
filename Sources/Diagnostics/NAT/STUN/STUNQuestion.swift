/// The questions that one server is asked, each from a socket on which no other question could open
/// a filter or a mapping for it.
enum STUNQuestion: Int, CaseIterable, Hashable, Sendable {
  /// From the first socket to the address that the user named.
  case plain
  /// From the second socket, which then tries to reach the first from outside.
  case hairpinPlain
  /// "Answer from your other address and port."
  case changeBoth
  /// Plain, beside it: how much of what is sent gets lost.
  case controlBoth
  /// "Answer from your other port."
  case changePort
  case controlPort
  /// From the first socket to the server's other places.
  case otherAddress
  case otherBoth
  case otherPort
  /// Through our own outside address: before the receiver has sent, and after it has.
  case loopUnsolicited
  case loopPunched
  case punch

  /// The socket that asks.
  var place: STUNPlace {
    switch self {
    case .plain, .otherAddress, .otherBoth, .otherPort, .punch: .mapping
    case .hairpinPlain, .loopUnsolicited, .loopPunched: .hairpin
    case .changeBoth, .controlBoth: .filterBoth
    case .changePort, .controlPort: .filterPort
    }
  }

  /// Why its packets are sent, for the list of who was contacted.
  var purpose: String {
    switch self {
    case .plain, .hairpinPlain, .changeBoth, .controlBoth, .changePort, .controlPort: "STUN"
    case .otherAddress, .otherBoth, .otherPort: "STUN, second address or port"
    case .loopUnsolicited, .loopPunched, .punch: "hairpin"
    }
  }

  /// The change that is asked for.
  var change: (address: Bool, port: Bool)? {
    switch self {
    case .changeBoth: (true, true)
    case .changePort: (false, true)
    case .plain, .hairpinPlain, .controlBoth, .controlPort, .otherAddress, .otherBoth, .otherPort,
      .loopUnsolicited, .loopPunched, .punch:
      nil
    }
  }

  /// Whether an ordinary answer from the server's first address is expected.
  var isPlain: Bool {
    switch self {
    case .plain, .hairpinPlain, .controlBoth, .controlPort: true
    case .changeBoth, .changePort, .otherAddress, .otherBoth, .otherPort, .loopUnsolicited,
      .loopPunched, .punch:
      false
    }
  }
}

/// The sockets of an inquiry.
///
/// Mapping and filtering draw their ports from ranges that do not overlap: a port that once sent to
/// the second address can then never be a later run's filter socket, for which the NAT may still
/// hold the door open.
enum STUNPlace: Int, CaseIterable, Hashable, Sendable {
  case mapping, hairpin, filterBoth, filterPort

  var ports: ClosedRange<UInt16> {
    switch self {
    case .mapping, .hairpin: 32768...49150
    case .filterBoth, .filterPort: 49152...65534
    }
  }
}
