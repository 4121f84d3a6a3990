public import Platform

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Names to addresses and back as every application of this system sees them: getaddrinfo and
/// getnameinfo, with the system's files, caches and name servers behind them.
///
/// They block and cannot be cancelled, so each runs on a thread of its own, which is abandoned at
/// the deadline and never joined.
public enum NameLookup {
  /// A question to getaddrinfo.
  public struct Request: Hashable, Sendable {
    /// The name or numeric address.
    public var name: String
    /// A service's name or number; nil for none.
    public var service: String?
    /// One family; nil for both.
    public var family: AddressFamily?
    /// Stream or datagram; nil for each address once for every kind.
    public var kind: SocketKind?
    public var flags: Flags

    public init(
      name: String, service: String? = nil, family: AddressFamily? = nil,
      kind: SocketKind? = .stream, flags: Flags = []
    ) {
      self.name = name
      self.service = service
      self.family = family
      self.kind = kind
      self.flags = flags
    }
  }

  /// The flags of RFC 3493 §6.1.
  public struct Flags: OptionSet, Hashable, Sendable {
    public let rawValue: Int32

    public init(rawValue: Int32) { self.rawValue = rawValue }

    /// AI_CANONNAME: ask for the name's canonical form as well.
    public static var canonicalName: Flags { Flags(rawValue: AI_CANONNAME) }
    /// AI_NUMERICHOST: refuse names, ask nobody.
    public static var numericHost: Flags { Flags(rawValue: AI_NUMERICHOST) }
    /// AI_NUMERICSERV: refuse names of services.
    public static var numericService: Flags { Flags(rawValue: AI_NUMERICSERV) }
    /// AI_ADDRCONFIG: only families that this host has an address of.
    public static var configuredFamilies: Flags { Flags(rawValue: AI_ADDRCONFIG) }
    /// AI_V4MAPPED: IPv4 addresses as IPv6 where there are no others.
    public static var mappedIPv4: Flags { Flags(rawValue: AI_V4MAPPED) }
    /// AI_ALL: with `mappedIPv4`, both.
    public static var all: Flags { Flags(rawValue: AI_ALL) }
  }

  /// One line of getaddrinfo's answer.
  public struct Entry: Hashable, Sendable {
    public var address: SocketAddress
    /// nil for a kind other than stream, datagram and raw.
    public var kind: SocketKind?
    /// IPPROTO_TCP is 6.
    public var protocolNumber: Int32
  }

  public struct Answer: Hashable, Sendable {
    /// In the order in which applications try them (RFC 6724).
    public var entries: [Entry]
    /// nil unless asked for.
    public var canonicalName: String?
    public var elapsed: Duration

    /// The addresses in order, each once.
    public var addresses: [SocketAddress] {
      var seen: Set<SocketAddress> = []
      return entries.map(\.address).filter { seen.insert($0).inserted }
    }
  }

  /// The host and service that belong to an address.
  public struct Names: Hashable, Sendable {
    public var host: String
    public var service: String
    public var elapsed: Duration
  }

  // MARK: Asking

  /// Asks getaddrinfo.
  public static func addresses(
    on loop: EventLoop, _ request: Request, by deadline: Deadline
  ) async throws(LookupError) -> Answer {
    try await offload(on: loop, by: deadline) { addressesNow(request) }
  }

  /// Asks getnameinfo.
  ///
  /// - Parameter requiresName: whether an address without a name is an error (NI_NAMEREQD) or
  ///   answered by its own text.
  public static func names(
    on loop: EventLoop, of address: SocketAddress, requiresName: Bool = true,
    isDatagram: Bool = false, by deadline: Deadline
  ) async throws(LookupError) -> Names {
    try await offload(on: loop, by: deadline) {
      namesNow(of: address, requiresName: requiresName, isDatagram: isDatagram)
    }
  }

  private static func offload<Value: Sendable>(
    on loop: EventLoop, by deadline: Deadline,
    _ work: @escaping @Sendable () -> Result<Value, LookupError>
  ) async throws(LookupError) -> Value {
    let result: Result<Value, LookupError>
    do throws(SocketError) {
      result = try await loop.offload(by: deadline, work)
    } catch {
      throw LookupError(error)
    }
    return try result.get()
  }

  /// Asks getaddrinfo on this thread, which blocks: for threads that do nothing else.
  public static func addressesNow(_ request: Request) -> Result<Answer, LookupError> {
    var hints = unsafe addrinfo()
    unsafe hints.ai_family = request.family?.number ?? AF_UNSPEC
    unsafe hints.ai_socktype = request.kind?.number ?? 0
    unsafe hints.ai_flags = request.flags.rawValue
    var list: UnsafeMutablePointer<addrinfo>?
    let start = Instant.now
    // glibc hides some causes, such as EMFILE, behind "no such name", but leaves them in errno.
    errno = 0
    let code = unsafe getaddrinfo(request.name, request.service, &hints, &list)
    let cause = errno
    let elapsed = Instant.now - start
    guard code == 0 else { return .failure(LookupError(resolver: code, cause: cause)) }
    defer { unsafe freeaddrinfo(list) }

    var answer = Answer(entries: [], canonicalName: nil, elapsed: elapsed)
    answer.entries.reserveCapacity(4)
    var next = unsafe list
    while let entry = unsafe next?.pointee {
      if answer.canonicalName == nil, let name = unsafe entry.ai_canonname {
        answer.canonicalName = unsafe String(cString: name)
      }
      if let form = unsafe entry.ai_addr,
        let address = unsafe SocketAddress(kernelForm: form, length: Int(entry.ai_addrlen))
      {
        unsafe answer.entries.append(
          Entry(
            address: address, kind: SocketKind(number: entry.ai_socktype),
            protocolNumber: entry.ai_protocol))
      }
      unsafe next = entry.ai_next
    }
    return .success(answer)
  }

  /// Asks getnameinfo on this thread, which blocks.
  public static func namesNow(
    of address: SocketAddress, requiresName: Bool = true, isDatagram: Bool = false
  ) -> Result<Names, LookupError> {
    var host = [CChar](repeating: 0, count: 1025)
    var service = [CChar](repeating: 0, count: 32)
    let flags = (requiresName ? NI_NAMEREQD : 0) | (isDatagram ? NI_DGRAM : 0)
    let start = Instant.now
    errno = 0
    let code = unsafe address.withKernelForm {
      unsafe getnameinfo(
        $0, $1, &host, socklen_t(host.count), &service, socklen_t(service.count), flags)
    }
    let cause = errno
    let elapsed = Instant.now - start
    guard code == 0 else { return .failure(LookupError(resolver: code, cause: cause)) }
    return .success(Names(host: text(host), service: text(service), elapsed: elapsed))
  }

  private static func text(_ characters: [CChar]) -> String {
    String(
      decoding: characters.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}
