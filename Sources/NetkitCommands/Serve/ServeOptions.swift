import Arguments
import Diagnostics
import Platform
import Sockets
import TLS

/// What every service can be told.
struct ServeOptions: ArgumentSet {
  var transport = Transport.tcp
  var family: AddressFamily?
  var isOpen = false
  var interface: String?
  var groups: [MulticastGroup] = []
  var usesTLS = false
  var certificate: String?
  var key: String?
  var isSelfSigned = false
  var certificateFile: String?
  var clientAuthorities: String?
  var protocols: [String] = []
  var lowestVersion = TLSMinimum.v1_2
  var maxClients = 256
  var maxPerAddress = 64
  var idle = Duration.seconds(300)
  var handshake = Duration.seconds(10)
  var line = ByteCount(65536)
  var queue = ByteCount(1 << 20)
  var allowed: [ClientNetwork] = []
  var rate = 100
  var answersLowPorts = false
  var endWord: String?
  var isOnce = false
  var count: Int?
  var duration: Duration?
  var notice = ServeNoticeOptions()
  var hasTimestamps = false
  var dump = DumpStyle.text
  var explains = false
  var output = OutputOptions()

  static var arguments: [Argument] {
    [
      heading("Where"),
      flag(nil, "tcp", \.transport, is: .tcp, "Serve TCP, the default", group: "transport").rare,
      flag("u", "udp", \.transport, is: .udp, "Serve UDP", group: "transport"),
      flag("4", "ipv4", \.family, is: .ipv4, "Use IPv4 only", group: "family"),
      flag("6", "ipv6", \.family, is: .ipv6, "Use IPv6 only", group: "family"),
      flag(
        nil, "any", \.isOpen, "Listen on all addresses, not loopback alone",
        details: "A port with an address of its own, as in `[::]:8000`, needs no `--any`."),
      option(
        "I", "interface", "NAME", \.interface, "Serve UDP on this interface alone",
        completion: .interface
      ).rare,
      options(
        nil, "group", "ADDR", \.groups, "Join a multicast group (UDP); may be given again"
      ).rare,
      shared(at: \.notice),
      heading("TLS"),
      flag(nil, "tls", \.usesTLS, "Speak TLS, through the system's OpenSSL"),
      option(
        nil, "cert", "FILE", \.certificate, "Show this certificate (PEM), its issuers after it",
        completion: .file),
      option(
        nil, "key", "FILE", \.key, "Read its private key (PEM) here, else in the same file",
        completion: .file),
      flag(
        nil, "self-signed", \.isSelfSigned, "Make a certificate for this run",
        details: "Its pin is shown: clients that insist on it need no authority."),
      option(
        nil, "write-cert", "FILE", \.certificateFile,
        "Write the `--self-signed` certificate here", completion: .file
      ).rare,
      option(
        nil, "client-ca", "PATH", \.clientAuthorities,
        "Ask clients for a certificate of these",
        details: "A PEM file, or a directory that `openssl rehash` has gone through.",
        completion: .file
      ).rare,
      options(
        nil, "alpn", "NAME,...", \.protocols, "Offer these application protocols, best first",
        separator: ","
      ).rare,
      option(nil, "tls-min", "VERSION", \.lowestVersion, "Speak no version below this").rare,
      heading("Limits"),
      option(
        nil, "max-clients", "N", \.maxClients, "Serve so many clients at once", in: 1...1_000_000),
      option(
        nil, "max-per-ip", "N", \.maxPerAddress, "Serve so many clients of one address at once",
        in: 1...1_000_000
      ).rare,
      options(
        nil, "allow", "CIDR,...", \.allowed, "Serve clients from these networks only",
        separator: ","),
      option(nil, "idle", "TIME", \.idle, "Let go of clients silent this long; 0 for never").rare,
      option(
        nil, "handshake-timeout", "TIME", \.handshake, "Let go of clients without TLS by then"
      ).rare,
      option(
        nil, "max-line", "SIZE", \.line, "Take no longer lines in a chat",
        in: ByteCount(4)...ByteCount(1 << 30)
      ).rare,
      option(
        nil, "queue", "SIZE", \.queue, "Let so many bytes wait for a slow reader",
        in: ByteCount(1)...ByteCount(1 << 40)
      ).rare,
      option(
        nil, "udp-max-rate", "N", \.rate, "Answer one source so often a second; 0 for any number",
        in: 0...1_000_000
      ).rare,
      flag(
        nil, "udp-allow-low-ports", \.answersLowPorts,
        "Answer datagrams from ports below 1024",
        details: "Never from echo, daytime and the like, which would answer for ever."
      ).rare,
      heading("How long"),
      option(
        nil, "end", "WORD", \.endWord, "End a client's session at this line",
        details: "By default /end, in a chat /quit. An empty word ends none."),
      flag(nil, "once", \.isOnce, "Serve one client, then end", group: "count"),
      option(
        "n", "count", "N", \.count, "Serve this many clients, then end", in: 1...Int.max,
        group: "count"
      ).rare,
      option(nil, "for", "TIME", \.duration, "Serve this long, then end"),
      heading("Output"),
      option(nil, "dump", "STYLE", \.dump, "Show what clients send in this style").rare,
      flag(nil, "timestamps", \.hasTimestamps, "Begin each line with the time, in UTC").rare,
      flag(
        nil, "explain", \.explains, "Show each system call with its values",
        details: "What a blocking server would do is said beside it."),
      shared(at: \.output),
    ]
  }

  /// The plan of a service.
  func plan(
    _ service: ServePlan.Service, at places: [ListenPlace], endWord usual: String,
    library: String?
  ) -> ServePlan {
    var plan = ServePlan(service, at: places)
    plan.transport = transport
    plan.reach = isOpen ? .any : .loopback
    plan.family = family
    plan.interface = interface
    plan.groups = groups.map(\.address)
    plan.allowed = allowed.map(\.prefix)
    plan.answersLowPorts = answersLowPorts
    plan.endWord = Array((endWord ?? usual).utf8)
    plan.clientCount = isOnce ? 1 : count
    plan.duration = duration
    plan.explains = explains && !output.isQuiet
    plan.reportsData = !output.isQuiet && dump != .none
    plan.limits.clients = maxClients
    plan.limits.clientsPerAddress = maxPerAddress
    plan.limits.idle = idle == .zero ? nil : idle
    plan.limits.handshake = handshake
    plan.limits.line = Int(line.bytes)
    plan.limits.queue = Int(queue.bytes)
    plan.limits.datagramRate = rate == 0 ? nil : rate
    plan.security = security(library)
    return plan
  }

  private func security(_ library: String?) -> ServePlan.Security? {
    let identity: ServePlan.Security.Identity
    if let certificate {
      identity = .files(certificate: certificate, key: key ?? certificate)
    } else if isSelfSigned {
      identity = .selfSigned
    } else {
      return nil
    }
    var security = ServePlan.Security(identity: identity)
    security.library = library
    security.clientAuthorities = clientAuthorities
    security.protocols = protocols
    security.lowestVersion = lowestVersion.version
    return security
  }

  /// Checks what no option can by itself.
  func validate(_ service: String) throws(UsageError) {
    let wantsTLS =
      usesTLS || certificate != nil || isSelfSigned || clientAuthorities != nil
      || !protocols.isEmpty
    if wantsTLS {
      guard certificate != nil || isSelfSigned else {
        throw UsageError(
          "TLS needs a certificate", hint: "give --cert FILE and --key FILE, or --self-signed")
      }
      guard certificate == nil || !isSelfSigned else {
        throw UsageError("--cert and --self-signed are two certificates: give one")
      }
      guard transport == .tcp else { throw UsageError("TLS goes over TCP, not over UDP") }
    }
    if key != nil, certificate == nil { throw UsageError("--key needs the --cert it belongs to") }
    if certificateFile != nil, !isSelfSigned {
      throw UsageError("--write-cert writes the certificate of --self-signed")
    }
    if transport == .udp, service == "chat" {
      throw UsageError("a chat needs connections", hint: "leave --udp out")
    }
    if transport == .tcp, !groups.isEmpty || interface != nil {
      throw UsageError("--group and --interface are for UDP", hint: "add --udp")
    }
    if let endWord, endWord.utf8.contains(where: { $0 == 10 || $0 == 13 }) {
      throw UsageError("the end word is a line and has no line ends itself")
    }
  }
}
