/// Which services are asked for hosts, in which order: the `hosts:` line of nsswitch.conf(5).
public struct NameServiceSwitch: Hashable, Sendable {
  public struct Service: Hashable, Sendable {
    /// `files`, `dns`, `mdns4_minimal`, `myhostname`, `resolve`.
    public var name: String
    /// What follows it in brackets, without them: `NOTFOUND=return`; nil for nothing.
    public var action: String?

    public init(_ name: String, action: String? = nil) {
      self.name = name
      self.action = action
    }
  }

  public var services: [Service]
  /// Where the line is; nil where the file has none and glibc's `files dns` holds.
  public var line: Int?

  public init(services: [Service], line: Int? = nil) {
    self.services = services
    self.line = line
  }

  /// Reads the file's text; the first `hosts:` line counts.
  public init(_ text: String) {
    for line in ConfigurationLines(text) where line.words[0].hasPrefix("hosts:") {
      let rest = [line.words[0].dropFirst("hosts:".count)] + line.words.dropFirst()
      self.init(
        services: Self.services(rest.joined(separator: " ")), line: line.number)
      return
    }
    self.init(services: [Service("files"), Service("dns")])
  }

  private static func services(_ text: String) -> [Service] {
    var services: [Service] = []
    var rest = text[...]
    while let start = rest.firstIndex(where: { $0 != " " }) {
      rest = rest[start...]
      if rest.first == "[" {
        let end = rest.firstIndex(of: "]") ?? rest.endIndex
        if !services.isEmpty {
          services[services.count - 1].action = rest[..<end].dropFirst().split(separator: " ")
            .joined(separator: " ")
        }
        rest = rest[end...].dropFirst()
      } else {
        let end = rest.firstIndex { $0 == " " || $0 == "[" } ?? rest.endIndex
        services.append(Service(String(rest[..<end])))
        rest = rest[end...]
      }
    }
    return services
  }

  /// The line as people write it: `files mdns4_minimal [NOTFOUND=return] dns`.
  public var description: String {
    services.map { $0.name + ($0.action.map { " [\($0)]" } ?? "") }.joined(separator: " ")
  }

  /// Whether names under .local reach somebody who knows them (RFC 6762).
  public var asksMulticastDNS: Bool {
    services.contains { $0.name.hasPrefix("mdns") || $0.name == "resolve" }
  }

  /// Whether the name servers of resolv.conf are ever asked.
  public var asksNameServers: Bool {
    services.contains { $0.name == "dns" || $0.name == "resolve" }
  }
}
