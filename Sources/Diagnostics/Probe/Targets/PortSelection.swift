public import Addressing
import Platform
import Wire

/// The ports of `-p`: `22,80,8000-8100,https,top100,-,u:53,^25`.
///
/// Items stand between commas. `u:` and `t:` hold for what follows them, `^` takes ports out again,
/// `-` alone is every port.
public struct PortSelection: Hashable, Sendable {
  public private(set) var tcp: PortSet
  public private(set) var udp: PortSet

  public init(tcp: PortSet, udp: PortSet) {
    self.tcp = tcp
    self.udp = udp
  }

  /// Reads the option's value.
  ///
  /// - Parameter transport: what items without a prefix are for.
  public init(_ text: String, transport: ProbeTransport = .tcp) throws(TargetError) {
    var current = transport
    var added: [ProbeTransport: [ClosedRange<UInt16>]] = [:]
    var removed: [ProbeTransport: [ClosedRange<UInt16>]] = [:]
    var column = 1
    for item in text.split(separator: ",", omittingEmptySubsequences: false) {
      var word = item
      if word.hasPrefix("u:") || word.hasPrefix("U:") {
        current = .udp
        word = word.dropFirst(2)
      } else if word.hasPrefix("t:") || word.hasPrefix("T:") {
        current = .tcp
        word = word.dropFirst(2)
      }
      let isRemoval = word.hasPrefix("^")
      if isRemoval { word = word.dropFirst() }
      let start = column + item.count - word.count
      let ranges = try Self.ranges(word, current, in: text, column: start)
      if isRemoval {
        removed[current, default: []] += ranges
      } else {
        added[current, default: []] += ranges
      }
      column += item.count + 1
    }
    if added.isEmpty { added[current] = [1...65535] }
    tcp = PortSet(added[.tcp] ?? []).subtracting(PortSet(removed[.tcp] ?? []))
    udp = PortSet(added[.udp] ?? []).subtracting(PortSet(removed[.udp] ?? []))
    if tcp.isEmpty, udp.isEmpty { throw TargetError(text, "no port is left") }
  }

  /// The 1,000 ports of TCP, or 100 of UDP, that are most worth asking.
  static func mostUseful(_ transport: ProbeTransport) -> PortSelection {
    func set(_ ports: [UInt16]) -> PortSet { PortSet(ports.map { TransportPort($0) }) }
    return switch transport {
    case .tcp: PortSelection(tcp: set(TopPorts.tcp), udp: set([]))
    case .udp: PortSelection(tcp: set([]), udp: set(TopPorts.udp))
    }
  }

  /// How many ports, of TCP and UDP together.
  var count: Int { tcp.count + udp.count }

  private static func ranges(
    _ word: Substring, _ transport: ProbeTransport, in text: String, column: Int
  ) throws(TargetError) -> [ClosedRange<UInt16>] {
    if word.isEmpty { throw TargetError(text, "a port is missing", column: column) }
    let digits = word.dropFirst(3)
    if word.hasPrefix("top"), digits.utf8.allSatisfy({ (48...57).contains($0) }),
      let count = Int(digits), count > 0
    {
      let list = transport == .tcp ? TopPorts.tcp : TopPorts.udp
      return list.prefix(count).map { $0...$0 }
    }
    if let set = try? PortSet(String(word)) {
      if set.contains(TransportPort(0)) {
        throw TargetError(text, "port 0 cannot be asked", column: column)
      }
      return set.ranges
    }
    let isNumeric = word.utf8.allSatisfy { (48...57).contains($0) || $0 == UInt8(ascii: "-") }
    if !isNumeric, let port = ServiceNames.port(named: String(word), protocol: transport.rawValue) {
      return [port...port]
    }
    let hasLeadingZero = word.split(separator: "-").contains { $0.count > 1 && $0.first == "0" }
    let fault =
      !isNumeric
      ? "no port, range or service of that name"
      : hasLeadingZero
        ? "a port has no leading zeros" : "ports go from 1 to 65535, the lower first"
    throw TargetError(text, "'\(word)': \(fault)", column: column)
  }
}

/// A target or port list that cannot be read: what was typed, what is wrong, and where.
public struct TargetError: Error, Hashable, Sendable, CustomStringConvertible {
  public let input: String
  public let fault: String
  /// The character at fault, from 1; nil where it is the whole.
  public let column: Int?

  init(_ input: String, _ fault: String, column: Int? = nil) {
    self.input = input
    self.fault = fault
    self.column = column
  }

  public var description: String {
    "'\(input)': \(fault)" + (column.map { " (column \($0))" } ?? "")
  }
}
