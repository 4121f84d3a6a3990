public import Addressing

/// What hosts(5) says of one name.
public struct HostsFile: Hashable, Sendable {
  /// A line that has the name.
  public struct Entry: Hashable, Sendable {
    public var address: ScopedAddress
    /// The first line is 1.
    public var line: Int
    /// The first name of the line.
    public var canonicalName: String
  }

  /// In the order of the file.
  public let entries: [Entry]

  /// Reads the file's bytes for one name, without regard to ASCII case. Lines without a whole
  /// address are passed over, as the C library does.
  public init(_ bytes: [UInt8], name: String) {
    let name = Array(
      name.utf8.last == UInt8(ascii: ".") ? name.utf8.dropLast()[...] : name.utf8[...])
    var entries: [Entry] = []
    var number = 0
    for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
      number += 1
      guard line.count > name.count, Self.contains(name, line) else { continue }
      if let entry = Self.entry(line, number, name) { entries.append(entry) }
    }
    self.entries = entries
  }

  public func entries(_ address: IPAddress) -> [Entry] {
    entries.filter { $0.address.address == address }
  }

  /// A quick look, for most lines are about other names: the letters stand there somewhere.
  private static func contains(_ name: [UInt8], _ line: ArraySlice<UInt8>) -> Bool {
    guard let first = name.first else { return false }
    let (low, high) = (lower(first), upper(first))
    var index = line.startIndex
    while index + name.count <= line.endIndex {
      if line[index] == low || line[index] == high {
        var offset = 1
        while offset < name.count, lower(line[index + offset]) == lower(name[offset]) {
          offset += 1
        }
        if offset == name.count { return true }
      }
      index += 1
    }
    return false
  }

  private static func entry(
    _ line: ArraySlice<UInt8>, _ number: Int, _ name: [UInt8]
  ) -> Entry? {
    let words = line.prefix { $0 != UInt8(ascii: "#") }.split {
      $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") || $0 == UInt8(ascii: "\r")
    }
    let names = words.dropFirst()
    guard let canonical = names.first,
      names.contains(where: { $0.map(lower) == name.map(lower) }),
      let address = try? ScopedAddress(String(decoding: words[0], as: UTF8.self))
    else { return nil }
    return Entry(
      address: address, line: number, canonicalName: String(decoding: canonical, as: UTF8.self))
  }

  private static func lower(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
  }

  private static func upper(_ byte: UInt8) -> UInt8 {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte) ? byte & ~0x20 : byte
  }
}
