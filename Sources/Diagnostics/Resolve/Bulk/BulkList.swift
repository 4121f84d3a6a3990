/// The names of a bulk look-up: each line, and each different name once.
public struct BulkList: Sendable {
  /// A line that holds no host name.
  public struct Fault: Hashable, Sendable {
    /// The first line is 1.
    public var line: Int
    /// The first character of the name is 1.
    public var column: Int
    public var text: String
    public var reason: String
  }

  /// The names as the lines have them, in their order.
  public private(set) var names: [String] = []
  /// For each different name its places among `names`; the first place leads.
  private(set) var places: [[Int32]] = []
  public private(set) var faults: [Fault] = []
  private var known: [String: Int32] = [:]

  public init() {}

  public mutating func append(_ name: String) {
    let place = Int32(names.count)
    names.append(name)
    let key = name.utf8.contains { (0x41...0x5A).contains($0) } ? name.lowercased() : name
    if let index = known[key] {
      places[Int(index)].append(place)
    } else {
      known[key] = Int32(places.count)
      places.append([place])
    }
  }

  /// Takes the names of a file, one a line. Blank lines and what follows # are passed over; what is
  /// no host name becomes a fault.
  public mutating func append(file bytes: [UInt8]) {
    var number = 0
    for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false) {
      number += 1
      let words = line.prefix { $0 != UInt8(ascii: "#") }
      guard let start = words.firstIndex(where: { !Self.isBlank($0) }),
        let end = words.lastIndex(where: { !Self.isBlank($0) })
      else { continue }
      let text = String(decoding: words[start...end], as: UTF8.self)
      // Almost all names are plain; the rest is looked at closely.
      if !Self.isPlain(words[start...end]), let reason = HostName(text).fault {
        faults.append(
          Fault(
            line: number, column: start - line.startIndex + 1, text: text, reason: reason))
      } else {
        append(text)
      }
    }
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x09 || byte == 0x0D
  }

  /// Letters, digits, hyphens and underscores in labels of up to 63, with single dots between.
  private static func isPlain(_ name: ArraySlice<UInt8>) -> Bool {
    var length = 0
    for byte in name {
      switch byte {
      case UInt8(ascii: "."):
        guard length > 0 else { return false }
        length = 0
        continue
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
        UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "-"), UInt8(ascii: "_"):
        length += 1
      default: return false
      }
      if length > 63 { return false }
    }
    return name.count <= 253
  }
}
