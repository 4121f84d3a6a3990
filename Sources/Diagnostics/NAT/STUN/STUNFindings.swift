public import Addressing

/// What one server's answers say about the translators between it and us.
public struct STUNFindings: Hashable, Sendable, Encodable {
  /// As the user named it.
  public var server: String
  public var address: IPAddress
  public var port: UInt16
  /// Whether a well-formed answer with our transaction id came from where it had to.
  public var hasAnswered = false
  public var roundTrip: Duration?
  /// Our side of the first question.
  public var local: IPAddress?
  public var localPort: UInt16?
  /// What the server saw (XOR-MAPPED-ADDRESS).
  public var mapped: IPAddress?
  public var mappedPort: UInt16?
  /// The server's second address, where it has one that may be asked.
  public var otherAddress: IPAddress?
  public var otherPort: UInt16?
  public var mapping: Dependence?
  public var filtering: Dependence?
  /// Whether the NAT lets a packet to our own outside address come back in.
  public var hairpin: Bool?
  /// Whether it does so without the receiver having sent first.
  public var hairpinUnsolicited: Bool?
  /// Whether it then shows the inside source, which RFC 4787 REQ-9a forbids.
  public var hairpinInternalSource: Bool?
  public var ports: PortFindings?
  /// Whether the address in MAPPED-ADDRESS was rewritten on the way; nil where it was not there.
  public var isRewritten: Bool?
  /// Outside addresses that our sockets got; more than one is a pool without pairing
  /// (RFC 4787 REQ-2).
  public var pool: [IPAddress] = []
  public var tcp: TCPFindings?
  public var fragments: FragmentFindings?
  public var lifetime: LifetimeFindings?
  public var software: String?
  /// What was odd about the server, in words.
  public var notes: [String] = []
  /// True where other servers agree on another address.
  public var isOutvoted = false
  public var packets = 0
  /// From the first packet to the verdict about this server.
  public var elapsed: Duration = .zero

  public init(server: String, address: IPAddress, port: UInt16) {
    self.server = server
    self.address = address
    self.port = port
  }

  // Not for the report: how the silence came about.
  public var silence = Silence.none

  /// Why there was no answer over UDP.
  public enum Silence: Hashable, Sendable {
    case none
    /// Nothing at all came back.
    case quiet
    /// A router on the way refused, by ICMP.
    case prohibited
    /// The server's host said that nobody listens there.
    case closed
    /// Something answered, but never as a STUN server must.
    case nonsense
  }

  private enum CodingKeys: String, CodingKey {
    case server, address, port, hasAnswered = "answered", roundTrip, local, localPort, mapped
    case mappedPort, otherAddress, otherPort, mapping, filtering, hairpin, hairpinUnsolicited
    case hairpinInternalSource, ports, isRewritten = "alg_rewriting", pool, tcp, fragments, lifetime
    case software, notes, isOutvoted = "outvoted", packets, elapsed
  }
}

/// How the NAT chooses outside ports (RFC 4787 §4.2).
public struct PortFindings: Hashable, Sendable, Encodable {
  /// Mappings seen.
  public var samples: Int
  /// How many kept their port.
  public var preserved: Int
  /// Whether odd ports stay odd and even ones even, of mappings whose port changed.
  public var keepsParity: Bool?
  /// Whether neighbouring inside ports get neighbouring outside ports.
  public var isContiguous: Bool?
}

/// Mapping of TCP connections (RFC 5382 REQ-1).
public struct TCPFindings: Hashable, Sendable, Encodable {
  public var hasAnswered = false
  public var mapped: IPAddress?
  public var mappedPort: UInt16?
  public var mapping: Dependence?
  public var roundTrip: Duration?

  private enum CodingKeys: String, CodingKey {
    case hasAnswered = "answered", mapped, mappedPort, mapping, roundTrip
  }
}

/// Whether datagrams too long for one packet get through (RFC 4787 REQ-14).
public struct FragmentFindings: Hashable, Sendable, Encodable {
  /// nil where losses or the server leave it open.
  public var pass: Bool?
  public var note: String?
}

/// How long a mapping lives without traffic (RFC 4787 REQ-5 wants at least two minutes).
public struct LifetimeFindings: Hashable, Sendable, Encodable {
  /// It was still there after this time.
  public var atLeast: Duration?
  /// It was gone after this time; nil where it outlived every wait.
  public var atMost: Duration?
  public var note: String?
}
