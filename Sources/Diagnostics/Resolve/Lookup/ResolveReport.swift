/// What was found out about a name.
package struct ResolveReport: Encodable, Sendable {
  package enum Status: String, Hashable, Sendable, Encodable {
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
  package var name: String
  /// With A-labels.
  package var ascii: String?
  /// With U-labels; nil where it is as typed.
  package var unicode: String?
  /// The name that was found, with its search domain; nil where that is the typed one.
  package var found: String?
  /// The name behind all aliases.
  package var canonical: String?
  package var status: Status
  package var verdict: Verdict
  /// The verdict in words.
  package var text: String
  /// getaddrinfo's code; nil where it found something or did not come back.
  package var eai: Int?
  /// Its name, such as `EAI_AGAIN`.
  package var eaiName: String?
  /// The errno that came with it; nil for none.
  package var errno: Int?
  package var source: AnswerSource?
  package var timingMs: Timing
  /// Whether the order is as the rules say; nil where it was not asked for.
  package var orderExplained: Bool?
  /// The tables it is explained by: `glibc-default`, `gai.conf`, `musl`, `rfc6724`.
  package var policy: String?
  package var addresses: [ResolvedAddress]
  /// Addresses that the standards promise and this system does not give: of `localhost`.
  package var missing: [String]?
  /// Each service of nsswitch.conf alone.
  package var services: [ServiceReport]?
  /// Each name server alone.
  package var servers: [ServerReport]?
  package var warnings: [ResolveWarning]

  /// How long the look-ups took, in milliseconds; nil where there was none or it did not end.
  package struct Timing: Hashable, Sendable, Encodable {
    package var any: Double?
    package var v4: Double?
    package var v6: Double?
  }
}

/// Something amiss, or that surprises.
package struct ResolveWarning: Hashable, Sendable, Encodable {
  /// For programs: `aaaa-silent`.
  package var code: String
  /// For people.
  package var text: String

  package init(_ code: String, _ text: String) {
    self.code = code
    self.text = text
  }
}

/// Who answered.
package struct AnswerSource: Hashable, Sendable, Encodable {
  /// The service of nsswitch.conf, or `numeric` for an address that was typed.
  package var service: String
  /// Where it says so; for the service `files`.
  package var file: String?
  package var line: Int?
  /// Whether the service was asked alone and gave the same, rather than concluded from the files.
  package var isMeasured: Bool
}
