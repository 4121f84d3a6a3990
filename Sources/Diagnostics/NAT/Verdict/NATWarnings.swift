import Addressing

/// Circumstances under which a verdict means less than it seems to.
enum NATWarnings {
  static func about(_ evidence: NATEvidence) -> [String] {
    var warnings: [String] = []
    let path = evidence.path
    if path.isTunnel, let interface = path.interface {
      warnings.append(
        "\(path.family.name) leaves by the tunnel \(interface): all of this is about its far end")
    }
    let interfaces = Set(path.defaultRoutes.map(\.interface))
    if interfaces.count > 1 {
      warnings.append(
        "\(path.family.name) has default routes by \(interfaces.sorted().joined(separator: " and ")); "
          + "the others may lead through other NATs")
    }
    for server in evidence.consensus.servers {
      if server.isOutvoted {
        let mapped = server.mapped.map { "\($0)" } ?? "nothing"
        warnings.append("\(server.server) says \(mapped), against the others: it was outvoted")
      }
      if server.isRewritten == true {
        warnings.append(
          "something on the way to \(server.server) rewrites addresses inside packets (an ALG)")
      }
      if server.pool.count > 1 {
        warnings.append(
          "the NAT gives our sockets different outside addresses: "
            + server.pool.map { "\($0)" }.joined(separator: ", "))
      }
      for note in server.notes { warnings.append("\(server.server): \(note)") }
    }
    return warnings
  }
}
