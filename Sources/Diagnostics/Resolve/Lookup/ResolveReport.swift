/// What was found out about a name.
public struct ResolveReport: Encodable, Sendable {
  public enum Status: String, Hashable, Sendable, Encodable {
    case ok
    /// The name exists, but has no address of the family.
    case noData = "nodata"
    /// No such name.
    case noName = "nxdomain"
    /// No server answered as it should.
    case temporary
    /// The time limit passed.
    case timeout
    /// This system is at fault: no descriptors, no threads, no such service.
    case localError = "local-error"
    case interrupted
  }

  /// As typed.
  public var name: String
  /// With A-labels.
  public var ascii: String?
  /// With U-labels; nil where it is as typed.
  public var unicode: String?
  /// The name that was found, with its search domain; nil where that is the typed one.
  public var found: String?
  /// The name behind all aliases.
  public var canonical: String?
  public var status: Status
  public var verdict: Verdict
  /// The verdict in words.
  public var text: String
  /// getaddrinfo's code; nil where it found something or did not come back.
  public var eai: Int?
  /// Its name, such as `EAI_AGAIN`.
  public var eaiName: String?
  /// The errno that came with it, `ECONNREFUSED`; nil for none.
  public var errno: String?
  public var source: AnswerSource?
  public var timingMs: Timing
  /// Whether the order is as the rules say; nil where it was not asked for.
  public var orderExplained: Bool?
  /// The tables it is explained by: `glibc-default`, `gai.conf`, `musl`, `rfc6724`.
  public var policy: String?
  public var addresses: [ResolvedAddress]
  /// Addresses that the standards promise and this system does not give: of `localhost`.
  public var missing: [String]?
  /// Each service of nsswitch.conf alone.
  public var services: [ServiceReport]?
  /// Each name server alone.
  public var servers: [ServerReport]?
  public var warnings: [ResolveWarning]

  /// Whether there are addresses of one family, and nobody knows whether there are of the other.
  public var isPartial: Bool { status == .ok && verdict.leavesFamilyOpen }

  /// How long the look-ups took, in milliseconds; nil where there was none or it did not end.
  public struct Timing: Hashable, Sendable, Encodable {
    public var any: Double?
    public var v4: Double?
    public var v6: Double?
  }
}

/// Something amiss, or that surprises.
public struct ResolveWarning: Hashable, Sendable, Encodable {
  /// For programs: `aaaa-silent`.
  public var code: String
  /// For people.
  public var text: String

  public init(_ code: String, _ text: String) {
    self.code = code
    self.text = text
  }
}

/// Who answered.
public struct AnswerSource: Hashable, Sendable, Encodable {
  /// The service of nsswitch.conf, or `numeric` for an address that was typed.
  public var service: String
  /// Where it says so; for the service `files`.
  public var file: String?
  public var line: Int?
  /// Whether the service was asked alone and gave the same, rather than concluded from the files.
  public var isMeasured: Bool
}
