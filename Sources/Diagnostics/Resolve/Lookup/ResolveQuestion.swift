public import Sockets

/// What is asked about a name.
public struct ResolveQuestion: Hashable, Sendable {
  public enum Transport: String, Hashable, Sendable, Encodable {
    case tcp, udp
  }

  /// As it was typed.
  public var name: String
  /// One family alone; nil for both.
  public var family: AddressFamily?
  /// A service's name or number; nil for none.
  public var service: String?
  /// nil: TCP, without saying so.
  public var transport: Transport?
  public var flags: Set<LookupFlag>
  /// How long the whole question may take.
  public var limit: Duration
  /// Whether the order is explained.
  public var wantsOrder: Bool
  /// Whether each service of nsswitch.conf is asked alone.
  public var wantsServices: Bool
  /// Whether each name server is asked alone.
  public var wantsServers: Bool

  public init(
    _ name: String, family: AddressFamily? = nil, service: String? = nil,
    transport: Transport? = nil,
    flags: Set<LookupFlag> = [], limit: Duration = .seconds(20), wantsOrder: Bool = false,
    wantsServices: Bool = false, wantsServers: Bool = false
  ) {
    self.name = name
    self.family = family
    self.service = service
    self.transport = transport
    self.flags = flags
    self.limit = limit
    self.wantsOrder = wantsOrder
    self.wantsServices = wantsServices
    self.wantsServers = wantsServers
  }
}

/// A flag of getaddrinfo (RFC 3493 §6.1), by the name that users type.
public enum LookupFlag: String, Hashable, Sendable, CaseIterable {
  case addressConfigured = "addrconfig"
  case mappedIPv4 = "v4mapped"
  case all
  case canonicalName = "canonname"
  case numericHost = "numerichost"
  case numericService = "numericserv"
  case international = "idn"
}
