import Addressing
import Foundation
import Platform
import Sockets

/// Ports of this host where nobody listens, and where no other test will.
enum QuietPorts {
  /// The last IPv4 address that a test was given: each has one of the 2^24 for itself.
  private static let lastIPv4 = Locked(UInt32(0x7F01_0000))

  /// IPv6 has one loopback address, whose ports are shared out.
  private static let leftOfIPv6 = Locked(pick(.max))

  /// So many places in ascending order of their ports, all at one loopback address.
  static func places(_ count: Int, _ family: AddressFamily = .ipv4) -> [SocketAddress] {
    switch family {
    case .ipv4:
      let own = lastIPv4.withLock { last in
        last += 1
        return IPv4Address(bits: last)
      }
      return pick(count).map { SocketAddress(.v4(own), port: $0) }
    case .ipv6:
      let ports = leftOfIPv6.withLock { left in
        precondition(left.count >= count, "all quiet ports of ::1 are given away")
        defer { left.removeFirst(count) }
        return left.prefix(count)
      }
      return ports.map { .loopback(.ipv6, port: $0) }
    }
  }

  /// So many ports in ascending order, from a random one on: below the ephemeral range, where other
  /// tests have their listeners.
  private static func pick(_ count: Int) -> [UInt16] {
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
