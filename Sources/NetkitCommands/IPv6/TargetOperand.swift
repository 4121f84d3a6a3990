import Addressing
import Arguments
import Diagnostics
import Platform

/// A target as typed: `host`, `host:port`, an address, or `[address]:port`.
struct TargetOperand: ArgumentValue, Hashable {
  private let host: DualStackTarget.Host
  private let port: UInt16?
  let argument: String

  init(argument: String) throws(ValueError) {
    self.argument = argument
    let place = try HostAndPort(argument[...], in: argument)
    port = try place.portNumber { ServiceNames.port(named: $0, protocol: "tcp") }
    host = try Self.host(place.host)
  }

  static var completion: Completion { .host }

  func target(defaultPort: UInt16) -> DualStackTarget {
    DualStackTarget(host, port: port ?? defaultPort)
  }

  private static func host(_ text: Substring) throws(ValueError) -> DualStackTarget.Host {
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
    return .name(String(text))
  }
}
