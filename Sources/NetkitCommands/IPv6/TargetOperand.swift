import Addressing
public import Arguments
import Diagnostics
import Platform

/// A target as typed: `host`, `host:port`, an address, or `[address]:port`.
public struct TargetOperand: ArgumentValue, Hashable {
  private let host: DualStackTarget.Host
  private let port: UInt16?
  public let argument: String

  public init(argument: String) throws(ValueError) {
    self.argument = argument
    let (hostText, portText) = try Self.split(argument)
    port = try portText.map { text throws(ValueError) in try Self.port(text, in: argument) }
    host = try Self.host(hostText)
  }

  public static var completion: Completion { .host }

  func target(defaultPort: UInt16) -> DualStackTarget {
    DualStackTarget(host, port: port ?? defaultPort)
  }

  /// At the colon that parts a port from a name or IPv4 address, or from a `]`; an IPv6 address
  /// without brackets has no port.
  private static func split(
    _ text: String
  ) throws(ValueError) -> (host: Substring, port: Substring?) {
    if text.hasPrefix("[") {
      guard let end = text.firstIndex(of: "]") else {
        throw ValueError("expected a ] after the address", column: 1)
      }
      let rest = text[text.index(after: end)...]
      if rest.isEmpty { return (text[...end], nil) }
      guard rest.hasPrefix(":") else {
        throw ValueError(
          "expected : and a port after the ]",
          column: text.distance(from: text.startIndex, to: end) + 2)
      }
      return (text[...end], rest.dropFirst())
    }
    guard text.count(where: { $0 == ":" }) == 1, let colon = text.firstIndex(of: ":") else {
      return (text[...], nil)
    }
    return (text[..<colon], text[text.index(after: colon)...])
  }

  private static func port(
    _ text: Substring, in whole: String
  ) throws(ValueError) -> UInt16 {
    if let number = UInt16(text), number > 0, text.utf8.allSatisfy({ $0 >= 48 && $0 <= 57 }) {
      return number
    }
    if let port = ServiceNames.port(named: String(text), protocol: "tcp") { return port }
    let column = whole.distance(from: whole.startIndex, to: text.startIndex) + 1
    throw ValueError("expected a port from 1 to 65535, or the name of a service", column: column)
  }

  private static func host(_ text: Substring) throws(ValueError) -> DualStackTarget.Host {
    guard !text.isEmpty else { throw ValueError("expected a host", column: 1) }
    if text.contains(":") {
      do throws(AddressError) {
        return .address(try ScopedAddress(text))
      } catch {
        throw ValueError(error.strictExplanation)
      }
    }
    if let address = try? ScopedAddress(text) { return .address(address) }
    // 192.0.2.300 is no name: the last label of one is never a number (RFC 1123 §2.1).
    if text.utf8.allSatisfy({ $0 == 46 || $0 >= 48 && $0 <= 57 }) {
      throw ValueError("expected an IPv4 address of four numbers up to 255")
    }
    guard text.utf8.allSatisfy({ $0 > 32 && $0 != 127 && $0 != 47 }) else {
      throw ValueError("expected a host without blanks and slashes")
    }
    return .name(String(text))
  }
}
