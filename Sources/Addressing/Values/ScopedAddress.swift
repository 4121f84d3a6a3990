/// An address and, for IPv6, the zone that it is meaningful in: `fe80::1%eth0` (RFC 4007 §11).
public struct ScopedAddress: AddressText, Hashable {
  public let address: IPAddress

  /// The interface name or index after `%`, as typed; nil without one and for IPv4.
  public let zone: String?

  public init(_ address: IPAddress) {
    self.address = address
    zone = nil
  }

  /// A zone, when there is one, has 1...`longestZone` bytes.
  public init(_ address: IPv6Address, zone: String?) {
    precondition(zone.map { (1...Self.longestZone).contains($0.utf8.count) } ?? true)
    self.address = .v6(address)
    self.zone = zone
  }

  /// An address of 39 bytes, `%`, and the longest zone that a reader accepts.
  public static var longestText: Int { IPv6Address.longestText + 1 + longestZone }

  /// Longer than any interface name (15 on Linux and macOS) or index.
  public static let longestZone = 64

  /// Reads an address of either family with an optional zone, in brackets or bare.
  public init(parsing bytes: Span<UInt8>, rules: ParsingRules = .strict) throws(AddressFault) {
    let inside = try bytes.insideBrackets
    let text = bytes.extracting(inside)
    guard let percent = text.firstIndex(of: "%") else {
      self.init(try IPAddress(parsing: bytes, rules: rules))
      return
    }
    do throws(AddressFault) {
      guard text.firstIndex(of: ":") != nil else {
        _ = try IPv4Address(parsing: text.extracting(0..<percent), rules: rules)
        throw AddressFault(.zoneOnIPv4, at: percent)
      }
      let address = try IPv6Address(parsing: text.extracting(0..<percent))
      self.init(address, zone: try Self.readZone(text, after: percent))
    } catch {
      throw error.shifted(by: inside.lowerBound)
    }
  }

  /// A zone is any printable ASCII that could name an interface: no blank, `%`, `/` or bracket.
  private static func readZone(_ text: Span<UInt8>, after percent: Int) throws(AddressFault)
    -> String
  {
    guard percent + 1 < text.count else { throw AddressFault(.emptyZone, at: percent) }
    var zone = ""
    for index in percent + 1..<text.count {
      let byte = text[index]
      guard (0x21...0x7e).contains(byte), !"%/[]".utf8.contains(byte), zone.utf8.count < longestZone
      else { throw AddressFault(.unexpectedCharacter, at: index) }
      zone.unicodeScalars.append(Unicode.Scalar(byte))
    }
    return zone
  }

  public func write(into text: inout OutputSpan<UInt8>) {
    address.write(into: &text)
    guard let zone else { return }
    text.append(UInt8(ascii: "%"))
    for byte in zone.utf8 { text.append(byte) }
  }
}
