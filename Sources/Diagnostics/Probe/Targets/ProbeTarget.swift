public import Addressing

/// One target as it was typed: a name, an address or many addresses, perhaps with a port.
///
///     db.lan   db.lan:5432   [2001:db8::5]:443   fe80::1%eth0   10.0.0.0/24   10.0.0.5-20
///     tcp://db.lan:5432   udp://10.0.0.1:53
public struct ProbeTarget: Hashable, Sendable {
  public enum Place: Hashable, Sendable {
    case name(String)
    case address(ScopedAddress)
    case range(IPRange)
  }

  /// As typed, without transport and port.
  public let label: String
  public let place: Place
  /// nil unless the target itself names ports.
  public let ports: PortSelection?

  public init(_ text: String, transport usual: ProbeTransport = .tcp) throws(TargetError) {
    var rest = Substring(text)
    var transport = usual
    for candidate in ProbeTransport.allCases where rest.hasPrefix(candidate.rawValue + "://") {
      transport = candidate
      rest = rest.dropFirst(candidate.rawValue.count + 3)
      if rest.hasSuffix("/") { rest = rest.dropLast() }
    }
    if rest.contains("://") {
      throw TargetError(text, "only tcp:// and udp:// are probed", column: 1)
    }
    let (host, ports) = try Self.cut(rest, of: text)
    if host.isEmpty { throw TargetError(text, "the host is missing", column: 1) }
    label = String(host)
    place = try Self.place(host, of: text)
    self.ports = try ports.map { word throws(TargetError) in
      do throws(TargetError) {
        return try PortSelection(String(word), transport: transport)
      } catch {
        throw TargetError(text, error.fault, column: text.count - word.count + 1)
      }
    }
  }

  /// The host and the ports behind its last colon.
  private static func cut(
    _ rest: Substring, of text: String
  ) throws(TargetError) -> (Substring, Substring?) {
    if rest.hasPrefix("[") {
      guard let end = rest.firstIndex(of: "]") else {
        throw TargetError(text, "the bracket is not closed", column: text.count - rest.count + 1)
      }
      let host = rest[rest.index(after: rest.startIndex)..<end]
      let tail = rest[rest.index(after: end)...]
      if tail.isEmpty { return (host, nil) }
      guard tail.hasPrefix(":") else {
        throw TargetError(
          text, "a colon and a port are expected", column: text.count - tail.count + 1)
      }
      return (host, tail.dropFirst())
    }
    let colons = rest.utf8.count { $0 == UInt8(ascii: ":") }
    // Two colons or more are an IPv6 address without brackets, which has no port.
    guard colons == 1, let colon = rest.firstIndex(of: ":") else { return (rest, nil) }
    return (rest[..<colon], rest[rest.index(after: colon)...])
  }

  private static func place(
    _ host: Substring, of text: String
  ) throws(TargetError) -> Place {
    if let address = try? ScopedAddress(host) { return .address(address) }
    if host.contains("/") {
      do throws(AddressError) {
        let prefix = try IPPrefix(host)
        return .range(prefix.range)
      } catch {
        throw TargetError(text, error.explanation)
      }
    }
    if let range = try Self.range(host, of: text) { return .range(range) }
    let looksNumeric = host.utf8.allSatisfy { (48...57).contains($0) || $0 == UInt8(ascii: ".") }
    if looksNumeric || host.contains(":") {
      do throws(AddressError) {
        _ = try ScopedAddress(host)
      } catch {
        throw TargetError(text, error.explanation)
      }
    }
    if let place = host.firstIndex(where: { $0 == " " || $0 == "\t" || !$0.isPrintable }) {
      let column = host.distance(from: host.startIndex, to: place) + 1
      throw TargetError(text, "a name has no such character", column: column)
    }
    return .name(String(host))
  }

  /// `10.0.0.5-10.0.0.20`, or `10.0.0.5-20` for the last octet alone; nil for a name with a dash.
  private static func range(
    _ host: Substring, of text: String
  ) throws(TargetError) -> IPRange? {
    guard let dash = host.firstIndex(of: "-"), let first = try? IPAddress(host[..<dash]) else {
      return nil
    }
    let tail = host[host.index(after: dash)...]
    if case .v4(let four) = first, let octet = UInt8(tail) {
      let last = IPv4Address(bits: four.bits & 0xFFFF_FF00 | UInt32(octet))
      guard four <= last else { throw TargetError(text, "the range ends before it begins") }
      return .v4(AddressRange(first: four, last: last))
    }
    do throws(AddressError) {
      return try IPRange(host)
    } catch {
      throw TargetError(text, error.explanation)
    }
  }
}

extension Character {
  fileprivate var isPrintable: Bool {
    unicodeScalars.allSatisfy { $0.value > 0x20 && $0.value != 0x7F }
  }
}
