import Addressing
import Arguments
import Diagnostics

/// A host, perhaps with its port and how to speak to it: `example.com`, `example.com:80`,
/// `[2001:db8::1]:80`, `fe80::1%eth0`, `tls://example.com:443`, `udp://192.0.2.1:53`.
struct ConnectTarget: ArgumentValue, Hashable {
  /// How a URL says to speak.
  enum Scheme: String, CaseIterable {
    case tcp
    case udp
    case tls
  }

  var scheme: Scheme?
  var host: String
  var port: UInt16?

  init(argument: String) throws(ValueError) {
    try self.init(argument, ports: 1...65535)
  }

  fileprivate init(_ word: String, ports: ClosedRange<UInt16>) throws(ValueError) {
    var rest = word[...]
    if let mark = word.firstRange(of: "://") {
      guard let scheme = Scheme(rawValue: word[..<mark.lowerBound].lowercased()) else {
        throw ValueError("expected tcp://, udp:// or tls://")
      }
      self.scheme = scheme
      rest = word[mark.upperBound...]
      if rest.last == "/" { rest = rest.dropLast() }
    }
    let place = try HostAndPort(rest, in: word)
    host = String(place.host)
    port = try place.portNumber(in: ports)
  }

  var argument: String {
    let start = scheme.map { "\($0.rawValue)://" } ?? ""
    guard let port else { return start + host }
    return start + (host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)")
  }

  static var completion: Completion { .host }
}

/// The address, perhaps with a port, to send from: `192.0.2.1`, `192.0.2.1:5000`, `[::1]:5000`.
struct SourceAddress: ArgumentValue, Hashable {
  var address: ScopedAddress
  var port: UInt16

  init(argument: String) throws(ValueError) {
    // Port 0 leaves the choice to the kernel.
    let target = try ConnectTarget(argument, ports: 0...65535)
    guard target.scheme == nil else { throw ValueError("expected an address, without a scheme") }
    do {
      address = try ScopedAddress(target.host)
    } catch {
      throw ValueError(error.strictExplanation)
    }
    port = target.port ?? 0
  }

  var argument: String {
    guard port != 0 else { return "\(address)" }
    switch address.address {
    case .v4: return "\(address):\(port)"
    case .v6: return "[\(address)]:\(port)"
    }
  }
}
