import Foundation
import TestSupport

/// Two namespaces for a prober: one that asks, one whose firewall refuses in every way there is, and
/// optionally a host behind a TUN device with a round trip, losses and limits.
///
///     10.79.0.1 fd79::1  asks      —veth—  10.79.0.2 fd79::2  answers
///                                          10.79.1.0/24, fd79:1::/64 are routed through it
final class ProbeLab {
  let asker: String
  let host: String
  private var helpers: [Process] = []

  /// What the firewall does to TCP and UDP ports, by port.
  static let rules = """
    table inet probe {
      chain input {
        type filter hook input priority 0;
        tcp dport 20000 meta nfproto ipv4 reject with icmp port-unreachable
        tcp dport 20001 meta nfproto ipv4 reject with icmp host-unreachable
        tcp dport 20002 meta nfproto ipv4 reject with icmp admin-prohibited
        tcp dport 20003 meta nfproto ipv4 reject with icmp net-unreachable
        tcp dport 20000 meta nfproto ipv6 reject with icmpv6 port-unreachable
        tcp dport 20001 meta nfproto ipv6 reject with icmpv6 addr-unreachable
        tcp dport 20002 meta nfproto ipv6 reject with icmpv6 admin-prohibited
        tcp dport 20003 meta nfproto ipv6 reject with icmpv6 no-route
        tcp dport 20007 reject with tcp reset
        tcp dport 10000-19999 drop
        udp dport 20002 meta nfproto ipv4 reject with icmp admin-prohibited
        udp dport 20002 meta nfproto ipv6 reject with icmpv6 admin-prohibited
        udp dport 10000-19999 drop
        udp dport 514 drop
      }
    }
    """

  init() throws {
    let tag = "nk-\(getpid())-p\(Int.random(in: 0..<100_000))"
    (asker, host) = ("\(tag)a", "\(tag)b")
    do {
      for name in [asker, host] {
        try ip("netns", "add", name)
        try ip("-n", name, "link", "set", "lo", "up")
      }
      try ip(
        "link", "add", "v0", "netns", asker, "type", "veth", "peer", "name", "v0", "netns", host)
      for (name, number) in [(asker, 1), (host, 2)] {
        try ip("-n", name, "addr", "add", "10.79.0.\(number)/24", "dev", "v0")
        try ip("-n", name, "addr", "add", "fd79::\(number)/64", "dev", "v0", "nodad")
        try ip("-n", name, "link", "set", "v0", "up")
      }
      try Lab.run("ip", ["netns", "exec", host, "sysctl", "-qw", "net.ipv4.icmp_ratelimit=0"])
      try Lab.run("ip", ["netns", "exec", host, "sysctl", "-qw", "net.ipv6.icmp.ratelimit=0"])
      try Lab.run(
        "ip", ["netns", "exec", host, "nft", "-f", "-"],
        input: Self.rules)
    } catch {
      remove()
      throw error
    }
  }

  deinit { remove() }

  private func remove() {
    for helper in helpers where helper.isRunning {
      // Not SIGTERM: threads of the test run start programs with their own signal mask.
      kill(helper.processIdentifier, SIGKILL)
      helper.waitUntilExit()
    }
    for name in [asker, host] { _ = try? Lab.run("ip", ["netns", "del", name]) }
  }

  private func ip(_ words: String...) throws {
    let result = try Lab.run("ip", words)
    if result.status != 0 { throw LabFailure(description: result.errors) }
  }

  struct LabFailure: Error, CustomStringConvertible {
    var description: String
  }

  // MARK: Helpers

  /// TCP listeners that accept and say hello, and a UDP port that answers, in the host's namespace.
  func listen(tcp: [Int], udp: [Int] = []) throws {
    let script = """
      import select, socket, sys
      socks = {}
      for port in \(tcp):
        s = socket.create_server(("::", port), family=socket.AF_INET6, dualstack_ipv6=True)
        socks[s] = "tcp"
      for port in \(udp):
        s = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)
        s.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 0)
        s.bind(("::", port))
        socks[s] = "udp"
      print("ready", flush=True)
      while True:
        for s in select.select(list(socks), [], [])[0]:
          try:
            if socks[s] == "tcp":
              c, _ = s.accept(); c.sendall(b"220 hello \\x1b[31m\\r\\n"); c.close()
            else:
              data, who = s.recvfrom(2048); s.sendto(b"pong", who)
          except OSError: pass
      """
    try serve(script)
  }

  /// A Python program in the host's namespace that says "ready" when it is.
  func serve(_ script: String) throws {
    try start("ip", ["netns", "exec", host, "python3", "-c", script])
  }

  /// A host at 10.88.1.0/24 as tunhost.c describes it, seen from the asker.
  func startTunnel(_ words: String...) throws {
    let folder = FileManager.default.temporaryDirectory
    let program = folder.appending(path: "\(asker)-tunhost").path
    let source = Checkout.root.appending(path: "Tests/Benchmarks/probe/tunhost.c").path
    let built = try Lab.run("cc", ["-O2", "-o", program, source], seconds: 60)
    if built.status != 0 { throw LabFailure(description: built.errors) }
    try ip("-n", asker, "tuntap", "add", "dev", "t0", "mode", "tun")
    try ip("-n", asker, "addr", "add", "10.88.0.1/24", "dev", "t0")
    try ip("-n", asker, "link", "set", "t0", "up", "txqueuelen", "20000")
    try ip("-n", asker, "route", "add", "10.88.1.0/24", "dev", "t0")
    try start("ip", ["netns", "exec", asker, program, "t0"] + words)
  }

  /// Starts a program that says "ready" when it is.
  private func start(_ program: String, _ words: [String]) throws {
    let process = Process()
    process.executableURL = URL(filePath: Tool.path(program) ?? program)
    process.arguments = words
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    helpers.append(process)
    if output.fileHandleForReading.availableData.isEmpty {
      throw LabFailure(description: "\(words) did not start")
    }
  }

  // MARK: Asking

  /// Runs `netkit probe` in the asker's namespace, as root or as nobody.
  func probe(_ words: [String], asNobody: Bool = false, seconds: Double = 60) throws -> Lab.Result {
    var command = ["netns", "exec", asker]
    if asNobody { command += ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"] }
    return try Lab.run("ip", command + [Lab.netkit, "probe"] + words, seconds: seconds)
  }

  /// The JSON objects that a run prints.
  func results(
    _ words: [String], asNobody: Bool = false, seconds: Double = 60
  ) throws -> [[String: Any]] {
    let run = try probe(words + ["--json"], asNobody: asNobody, seconds: seconds)
    return try run.output.split(separator: "\n").compactMap {
      try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
    }
  }
}
