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

  /// Addresses in one target: all of IPv4, half a day at 100,000 a second, at which a /64 of IPv6
  /// would take six million years.
  private static let mostAddresses = UInt128(1) << 32

  /// Reads what is to be probed.
  ///
  /// - Parameter usual: what ports without `tcp://` or `udp://` are of.
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
    let (host, word) = try Self.cut(rest, of: text)
    label = String(host)
    place = try Self.place(host, of: text)
    if case .range(let range) = place,
      range.last.number - range.first.number >= Self.mostAddresses
    {
      throw TargetError(text, "a target has 2^32 addresses at most")
    }
    ports = try word.map { word throws(TargetError) in
      do throws(TargetError) {
        return try PortSelection(String(word), transport: transport)
      } catch {
        throw TargetError(text, error.fault, at: word.startIndex)
      }
    }
  }

  /// Reads what is to be left out: hosts, as many as there are, with all their ports.
  public init(excluded text: String) throws(TargetError) {
    let (host, word) = try Self.cut(Substring(text), of: text)
    if let word {
      throw TargetError(text, "a host is left out with all its ports", at: word.startIndex)
    }
    label = String(host)
    place = try Self.place(host, of: text)
    ports = nil
  }

  /// How many hosts, a name counted as one.
  var hostCount: UInt64 {
    guard case .range(let range) = place else { return 1 }
    return UInt64(clamping: range.last.number - range.first.number) &+ 1
  }

  /// The host and the ports behind its last colon.
  private static func cut(
    _ rest: Substring, of text: String
  ) throws(TargetError) -> (host: Substring, ports: Substring?) {
    let (host, ports) = try parts(of: rest, of: text)
    if host.isEmpty { throw TargetError(text, "the host is missing", column: 1) }
    return (host, ports)
  }

  private static func parts(
    of rest: Substring, of text: String
  ) throws(TargetError) -> (Substring, Substring?) {
    if rest.hasPrefix("[") {
      guard let end = rest.firstIndex(of: "]") else {
        throw TargetError(text, "the bracket is not closed", at: rest.startIndex)
      }
      let host = rest[rest.index(after: rest.startIndex)..<end]
      let tail = rest[rest.index(after: end)...]
      if tail.isEmpty { return (host, nil) }
      guard tail.hasPrefix(":") else {
        throw TargetError(text, "a colon and a port are expected", at: tail.startIndex)
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
        return .range(try IPPrefix(host).range)
      } catch {
        throw TargetError(text, error, in: host)
      }
    }
    if let range = try Self.range(host, of: text) { return .range(range) }
    let looksNumeric = host.utf8.allSatisfy { (48...57).contains($0) || $0 == UInt8(ascii: ".") }
    if looksNumeric || host.contains(":") {
      do throws(AddressError) {
        _ = try ScopedAddress(host)
      } catch {
        throw TargetError(text, error, in: host)
      }
    }
    if let place = host.firstIndex(where: { !$0.isPrintable }) {
      throw TargetError(text, "a name has no such character", at: place)
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
    let isNumber = tail.utf8.allSatisfy { (48...57).contains($0) }
    if case .v4(let four) = first, isNumber, let octet = UInt8(tail) {
      let last = IPv4Address(bits: four.bits & 0xFFFF_FF00 | UInt32(octet))
      guard four <= last else { throw TargetError(text, "the range ends before it begins") }
      return .v4(AddressRange(first: four, last: last))
    }
    do throws(AddressError) {
      return try IPRange(host)
    } catch {
      throw TargetError(text, error, in: host)
    }
  }
}

extension TargetError {
  /// - Parameter place: where the fault is, an index of the input or of a part of it.
  fileprivate init(_ input: String, _ fault: String, at place: String.Index) {
    let column = input.distance(from: input.startIndex, to: place) + 1
    self.init(input, fault, column: column)
  }

  /// A fault in the address that a part of the input is.
  fileprivate init(_ input: String, _ error: AddressError, in part: Substring) {
    let before = input.distance(from: input.startIndex, to: part.startIndex)
    self.init(input, error.complaint, column: error.place.map { before + $0 })
  }
}

extension Character {
  fileprivate var isPrintable: Bool {
    unicodeScalars.allSatisfy { $0.value > 0x20 && $0.value != 0x7F }
  }
}
