package import Addressing

/// What one server's answers say about the translators between it and us.
package struct STUNFindings: Hashable, Sendable, Encodable {
  /// As the user named it.
  package var server: String
  package var address: IPAddress
  package var port: UInt16
  /// Whether a well-formed answer with our transaction id came from where it had to.
  package var hasAnswered = false
  package var roundTrip: Duration?
  /// Our side of the first question.
  package var local: IPAddress?
  package var localPort: UInt16?
  /// What the server saw (XOR-MAPPED-ADDRESS).
  package var mapped: IPAddress?
  package var mappedPort: UInt16?
  /// The server's second address, where it has one that may be asked.
  package var otherAddress: IPAddress?
  package var otherPort: UInt16?
  package var mapping: Dependence?
  package var filtering: Dependence?
  /// Whether the NAT lets a packet to our own outside address come back in.
  package var hairpin: Bool?
  /// Whether it does so without the receiver having sent first.
  package var hairpinUnsolicited: Bool?
  /// Whether it then shows the inside source, which RFC 4787 REQ-9a forbids.
  package var hairpinInternalSource: Bool?
  package var ports: PortFindings?
  /// Whether the address in MAPPED-ADDRESS was rewritten on the way; nil where it was not there.
  package var isRewritten: Bool?
  /// Outside addresses that our sockets got; more than one is a pool without pairing
  /// (RFC 4787 REQ-2).
  package var pool: [IPAddress] = []
  package var tcp: TCPFindings?
  package var fragments: FragmentFindings?
  package var lifetime: LifetimeFindings?
  package var software: String?
  /// What was odd about the server, in words.
  package var notes: [String] = []
  /// True where other servers agree on another address.
  package var isOutvoted = false
  package var packets = 0
  /// From the first packet to the verdict about this server.
  package var elapsed: Duration = .zero

  package init(server: String, address: IPAddress, port: UInt16) {
    self.server = server
    self.address = address
    self.port = port
  }

  // Not for the report: how the silence came about.
  package var silence = Silence.none

  /// Why there was no answer over UDP.
  package enum Silence: Hashable, Sendable {
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
package struct PortFindings: Hashable, Sendable, Encodable {
  /// Mappings seen.
  package var samples: Int
  /// How many kept their port.
  package var preserved: Int
  /// Whether odd ports stay odd and even ones even, of mappings whose port changed.
  package var keepsParity: Bool?
  /// Whether neighbouring inside ports get neighbouring outside ports.
  package var isContiguous: Bool?
}

/// Mapping of TCP connections (RFC 5382 REQ-1).
package struct TCPFindings: Hashable, Sendable, Encodable {
  package var hasAnswered = false
  package var mapped: IPAddress?
  package var mappedPort: UInt16?
  package var mapping: Dependence?
  package var roundTrip: Duration?

  private enum CodingKeys: String, CodingKey {
    case hasAnswered = "answered", mapped, mappedPort, mapping, roundTrip
  }
}

/// Whether datagrams too long for one packet get through (RFC 4787 REQ-14).
package struct FragmentFindings: Hashable, Sendable, Encodable {
  /// nil where losses or the server leave it open.
  package var pass: Bool?
  package var note: String?
}

/// How long a mapping lives without traffic (RFC 4787 REQ-5 wants at least two minutes).
package struct LifetimeFindings: Hashable, Sendable, Encodable {
  /// It was still there after this time.
  package var atLeast: Duration?
  /// It was gone after this time; nil where it outlived every wait.
  package var atMost: Duration?
  package var note: String?
}
