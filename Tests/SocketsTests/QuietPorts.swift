import Foundation

/// Ports of this host where nobody listens.
enum QuietPorts {
  /// So many of them in ascending order, from a random one on: below the ephemeral range, where
  /// other tests have their listeners.
  static func pick(_ count: Int) -> [UInt16] {
    let range = UInt16(1024)..<firstEphemeral
    let taken = listening()
    let start = UInt16.random(in: range)
    let rotated = Array(start..<range.upperBound) + Array(range.lowerBound..<start)
    return rotated.filter { !taken.contains($0) }.prefix(count).sorted()
  }

  /// The TCP ports that listen now, at whatever address.
  static func listening() -> Set<UInt16> {
    Set(
      ["/proc/net/tcp", "/proc/net/tcp6"].flatMap { path in
        let table = (try? String(contentsOfFile: path, encoding: .utf8)) ?? ""
        return table.split(separator: "\n").dropFirst().compactMap { line -> UInt16? in
          let fields = line.split(separator: " ")
          // 0A is TCP_LISTEN.
          guard fields.count > 3, fields[3] == "0A" else { return nil }
          return fields[1].split(separator: ":").last.flatMap { UInt16($0, radix: 16) }
        }
      })
  }

  private static var firstEphemeral: UInt16 {
    let path = "/proc/sys/net/ipv4/ip_local_port_range"
    let range = try? String(contentsOfFile: path, encoding: .utf8)
    return range?.split(whereSeparator: \.isWhitespace).first.flatMap { UInt16($0) } ?? 32_768
  }
}
