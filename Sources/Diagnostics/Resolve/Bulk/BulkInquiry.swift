import Sockets

/// How each name of many is asked: once, as applications do it; and where that brings addresses of
/// one family alone, once more for the other.
///
/// getaddrinfo says nothing of a family that failed while the other was answered: the name looks as
/// if it had no such addresses. Asked alone, the family's failure is an error.
struct BulkInquiry: Sendable {
  let question: ResolveQuestion
  let system: NameSystem

  /// The question about a name: the canonical name only where it is asked for.
  func request(_ name: String, _ family: AddressFamily? = nil) -> NameLookup.Request {
    // Nearly all names are ASCII, which has one spelling.
    let isPlain = name.utf8.allSatisfy { $0 < 0x80 }
    var request =
      isPlain
      ? question.request(spelled: name, family) : question.request(HostName(name), family)
    if !question.flags.contains(.canonicalName) { request.flags.remove(.canonicalName) }
    return request
  }

  /// The family that an answer leaves open; nil where it has both, and where no name server has a
  /// say in it: for addresses and for what the hosts file gives.
  func openFamily(_ name: String, _ outcome: LookupOutcome) -> AddressFamily? {
    guard question.family == nil, let entries = outcome.answer?.entries,
      let first = entries.first?.address.family,
      entries.allSatisfy({ $0.address.family == first })
    else { return nil }
    let host = HostName(name)
    guard host.form == .name, system.services.asksNameServers,
      system.hosts(host.ascii ?? name).entries.isEmpty
    else { return nil }
    return first == .ipv4 ? .ipv6 : .ipv4
  }
}
