import Platform

/// This system's configuration of name lookup, read once: from files, and from two variables of the
/// environment that the command passes on.
public struct NameSystem: Sendable {
  public var resolver: ResolverConfiguration
  public var services: NameServiceSwitch
  public var policy: AddressPolicy
  public var hostsPath: String

  public init(
    resolver: ResolverConfiguration, services: NameServiceSwitch, policy: AddressPolicy,
    hostsPath: String
  ) {
    self.resolver = resolver
    self.services = services
    self.policy = policy
    self.hostsPath = hostsPath
  }

  /// Where the files are, for tests to put others there.
  public struct Paths: Sendable {
    public var resolver = "/etc/resolv.conf"
    public var services = "/etc/nsswitch.conf"
    public var hosts = "/etc/hosts"
    public var policy = "/etc/gai.conf"

    public init() {}
  }

  /// Reads the files; one that is not there counts as empty, as for the C library.
  ///
  /// - Parameters:
  ///   - options: the variable RES_OPTIONS.
  ///   - domains: the variable LOCALDOMAIN.
  ///   - readsPolicy: whether gai.conf is read as well, which only explaining the order needs.
  public static func read(
    options: String? = nil, domains: String? = nil, readsPolicy: Bool = true,
    paths: Paths = Paths()
  ) -> NameSystem {
    NameSystem(
      resolver: ResolverConfiguration(
        text(of: paths.resolver), options: options, domains: domains),
      services: NameServiceSwitch(text(of: paths.services)),
      policy: AddressPolicy.ofThisSystem { readsPolicy ? text(of: paths.policy) : "" },
      hostsPath: paths.hosts)
  }

  /// What the hosts file says of a name now.
  public func hosts(_ name: String) -> HostsFile {
    HostsFile(Self.bytes(of: hostsPath), name: name)
  }

  private static func text(of path: String) -> String {
    String(decoding: bytes(of: path), as: UTF8.self)
  }

  /// At most 64 MiB: no hosts file of use is larger.
  private static func bytes(of path: String) -> [UInt8] {
    do throws(SystemError) {
      var reader = try FileReader(path: path, capacity: 16384)
      return try reader.readAll(limit: 67_108_864)
    } catch {
      return []
    }
  }
}
