import Foundation

/// A machine of its own for name lookup: network, process and mount namespaces with the files of
/// /etc as the test has them, and name servers that misbehave on demand.
///
/// Everything lives in namespaces without a name, which end with their first process: also where
/// the test fails or is interrupted.
struct ResolveLab {
  /// `nameserver.py`'s addresses, each with a view behind `=`; none for no server.
  var servers: [String]
  /// Arguments of ip(8), one line each, run in order.
  var links: [String]
  /// What /etc has, by name.
  var files = [
    "hosts": "127.0.0.1 localhost\n::1 localhost\n", "nsswitch.conf": "hosts: files dns\n",
    "gai.conf": "",
  ]

  init(
    servers: [String] = [], links: [String] = [], options: String = "timeout:1"
  ) {
    self.servers = servers
    self.links = links
    files["resolv.conf"] =
      "nameserver 127.0.0.60\n" + (options.isEmpty ? "" : "options \(options)\n")
  }

  static let needs: Bool = Lab.can(use: "ip", "unshare", "mount", "python3")

  /// Addresses and default routes of both families on a pair of interfaces.
  static let dualStack = [
    "link add out type veth peer name far", "link set out up", "link set far up",
    "addr add 192.0.2.10/24 dev out", "-6 addr add 2001:db8:c::10/64 dev out nodad",
    "route add default via 192.0.2.1", "-6 route add default via 2001:db8:c::1",
  ]

  /// Runs a shell line inside. `$NETKIT` is the program, and `$FOLDER` a folder for the line alone:
  /// `$$` is 1 in every one of these machines, so that names made of it are everybody's.
  func run(
    _ line: String, input: String = "", seconds: Double = 60
  ) throws -> Lab.Result {
    let folder = FileManager.default.temporaryDirectory.appending(path: "nk-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, text) in files {
      try text.write(to: folder.appending(path: name), atomically: false, encoding: .utf8)
    }
    var script = ["set -e", "ip link set lo up"]
    script += links.map { "ip \($0)" }
    for name in files.keys.sorted() {
      // A machine without the file has nothing to mount over.
      script.append("[ -e /etc/\(name) ] || touch /etc/\(name)")
      script.append("mount --bind \(folder.path)/\(name) $(readlink -f /etc/\(name))")
    }
    if !servers.isEmpty {
      let server = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "nameserver.py").path
      // Reading the pipe waits until the servers listen.
      script += [
        "mkfifo \(folder.path)/ready",
        "python3 \(server) \(folder.path)/ready \(servers.joined(separator: " ")) &",
        "read line < \(folder.path)/ready",
      ]
    }
    script += ["set +e", line]
    return try Lab.run(
      "unshare",
      [
        "--net", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc", "sh", "-c",
        script.joined(separator: "\n"),
      ], input: input, environment: ["NETKIT": Lab.netkit, "FOLDER": folder.path],
      seconds: seconds)
  }

  /// The JSON lines that a shell line writes, by the name that each is about.
  func reports(_ line: String, input: String = "") throws -> [String: [String: Any]] {
    let output = try run(line, input: input).output
    var reports: [String: [String: Any]] = [:]
    for line in output.split(separator: "\n") {
      let object = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      if let object, let name = object["name"] as? String { reports[name] = object }
    }
    return reports
  }

  /// The one report that a shell line writes.
  func report(_ line: String) throws -> [String: Any] {
    let output = try run(line).output
    let object = try JSONSerialization.jsonObject(with: Data(output.utf8))
    return object as? [String: Any] ?? [:]
  }
}

extension [String: Any] {
  func text(_ key: String) -> String? { self[key] as? String }
  func object(_ key: String) -> [String: Any] { self[key] as? [String: Any] ?? [:] }
  func objects(_ key: String) -> [[String: Any]] { self[key] as? [[String: Any]] ?? [] }
  var addresses: [String] { objects("addresses").compactMap { $0.text("address") } }
  var warnings: [String] { objects("warnings").compactMap { $0.text("code") } }
}
