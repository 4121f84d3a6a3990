import Platform

/// This system's configuration of name lookup, read once: from files, and from two variables of the
/// environment that the command passes on.
package struct NameSystem: Sendable {
  package var resolver: ResolverConfiguration
  package var services: NameServiceSwitch
  package var policy: AddressPolicy
  package var hostsPath: String

  package init(
    resolver: ResolverConfiguration, services: NameServiceSwitch, policy: AddressPolicy,
    hostsPath: String
  ) {
    self.resolver = resolver
    self.services = services
    self.policy = policy
    self.hostsPath = hostsPath
  }

  /// Where the files are, for tests to put others there.
  package struct Paths: Sendable {
    package var resolver = "/etc/resolv.conf"
    package var services = "/etc/nsswitch.conf"
    package var hosts = "/etc/hosts"
    package var policy = "/etc/gai.conf"

    package init() {}
  }

  /// Reads the files; one that is not there counts as empty, as for the C library.
  ///
  /// - Parameters:
  ///   - options: the variable RES_OPTIONS.
  ///   - domains: the variable LOCALDOMAIN.
  ///   - readsPolicy: whether gai.conf is read as well, which only explaining the order needs.
  package static func read(
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
  package func hosts(_ name: String) -> HostsFile {
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
