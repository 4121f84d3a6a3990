import Addressing
public import Arguments
import Diagnostics
import Sockets

/// `8000`, `127.0.0.1:8000`, `[::1]:8000`, `localhost:8000`, `*:8000`.
extension ListenPlace: ArgumentValue {
  init(argument: String) throws(ValueError) {
    let expected = "expected PORT, ADDRESS:PORT or [IPV6]:PORT"
    let colon = argument.lastIndex(of: ":")
    let digits = colon.map { argument[argument.index(after: $0)...] } ?? argument[...]
    guard !digits.isEmpty, digits.utf8.allSatisfy({ (48...57).contains($0) }) else {
      throw ValueError(expected)
    }
    guard let port = UInt16(digits) else { throw ValueError("a port is at most 65535") }
    guard let colon else {
      self.init(port: port)
      return
    }
    let host = String(argument[..<colon])
    switch host {
    case "", "*": self.init(.any, port: port)
    case "localhost": self.init(.localhost, port: port)
    default:
      if host.contains(":"), !host.hasPrefix("[") {
        throw ValueError("an IPv6 address before a port stands in brackets: [::1]:8000")
      }
      do {
        self.init(.address(try ScopedAddress(host)), port: port)
      } catch {
        throw ValueError(error.strictExplanation)
      }
    }
  }

  var argument: String {
    switch host {
    case .everywhere: "\(port)"
    case .any: "*:\(port)"
    case .localhost: "localhost:\(port)"
    case .address(let address):
      switch address.address {
      case .v4: "\(address):\(port)"
      case .v6: "[\(address)]:\(port)"
      }
    }
  }

  static var completion: Completion { .service }
}

/// A network whose clients may come: `192.0.2.0/24`, `2001:db8::/32`, a single address.
struct ClientNetwork: ArgumentValue, Hashable {
  var prefix: IPPrefix

  init(argument: String) throws(ValueError) {
    do {
      prefix = try IPPrefix(argument)
    } catch {
      throw ValueError(error.strictExplanation)
    }
  }

  var argument: String { "\(prefix)" }
}

/// A multicast group: 224.0.0.0/4 or ff00::/8.
struct MulticastGroup: ArgumentValue, Hashable {
  var address: IPAddress

  init(argument: String) throws(ValueError) {
    address = try IPAddress(argument: argument)
    guard SocketAddress(address, port: 0).isMulticast else {
      throw ValueError("expected a group: 224.0.0.0/4 or ff00::/8")
    }
  }

  var argument: String { "\(address)" }
}
