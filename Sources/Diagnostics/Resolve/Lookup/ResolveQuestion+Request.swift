import Platform
import Sockets

extension ResolveQuestion {
  /// The question as getaddrinfo takes it; `family` stands in where none is asked for.
  func request(_ name: HostName, _ family: AddressFamily? = nil) -> NameLookup.Request {
    let usesOwnSpelling = !flags.contains(.international) && name.isInternational
    return request(spelled: usesOwnSpelling ? name.ascii ?? name.typed : name.typed, family)
  }

  /// Likewise, of a name that is known to need no other spelling.
  func request(spelled name: String, _ family: AddressFamily? = nil) -> NameLookup.Request {
    var options: NameLookup.Flags = .canonicalName
    for flag in flags { options.insert(flag.option) }
    return NameLookup.Request(
      name: name, service: service, family: self.family ?? family,
      kind: transport == .udp ? .datagram : .stream, flags: options)
  }
}

extension LookupFlag {
  var option: NameLookup.Flags {
    switch self {
    case .addressConfigured: .configuredFamilies
    case .mappedIPv4: .mappedIPv4
    case .all: .all
    case .canonicalName: .canonicalName
    case .numericHost: .numericHost
    case .numericService: .numericService
    case .international: .international
    }
  }
}
