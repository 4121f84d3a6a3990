import Platform

/// Who makes which MAC addresses, from a list that the system may have. netkit brings none: the
/// registry changes every day.
struct MakerList {
  /// Where Debian's ieee-data, nmap and Wireshark keep theirs.
  static let paths = [
    "/usr/share/ieee-data/oui.txt", "/var/lib/ieee-data/oui.txt",
    "/usr/share/nmap/nmap-mac-prefixes", "/usr/share/wireshark/manuf",
  ]

  private let paths: [String]
  /// The list, read when it is first asked for; empty when there is none.
  private var text: [UInt8]?

  init(paths: [String] = MakerList.paths) { self.paths = paths }

  /// The maker with a number of 24 bits; nil when it is not known.
  mutating func name(of number: UInt32) -> String? {
    let text = self.text ?? Self.read(paths)
    self.text = text
    var start = 0
    while start < text.count {
      let end = text[start...].firstIndex(of: UInt8(ascii: "\n")) ?? text.count
      if let name = Self.name(in: text[start..<end], of: number) { return name }
      start = end + 1
    }
    return nil
  }

  private static func read(_ paths: [String]) -> [UInt8] {
    for path in paths {
      do throws(SystemError) {
        var reader = try FileReader(path: path)
        return try reader.readAll(limit: longest)
      } catch {
        continue
      }
    }
    return []
  }

  /// The registry has 6 MB; a file of ten times that is something else.
  private static let longest = 64 << 20

  /// `00-11-22   (hex)  Name`, `001122 Name` or `00:11:22  Short  Name`.
  private static func name(in line: ArraySlice<UInt8>, of number: UInt32) -> String? {
    var found: UInt32 = 0
    var digits = 0
    var index = line.startIndex
    while index < line.endIndex, digits < 6 {
      let byte = line[index]
      index += 1
      if let value = hexValue(byte) {
        found = found << 4 | value
        digits += 1
      } else if digits == 0 || (byte != UInt8(ascii: "-") && byte != UInt8(ascii: ":")) {
        return nil
      }
    }
    guard digits == 6, found == number, index < line.endIndex, isBlank(line[index]) else {
      return nil
    }
    let rest = String(decoding: line[index...], as: UTF8.self)
    let name = rest.drop(while: \.isWhitespace)
    let plain = name.hasPrefix("(hex)") ? name.dropFirst(5).drop(while: \.isWhitespace) : name
    // Wireshark's short name and full name are parted by a tab.
    let full = plain.split(separator: "\t").last ?? plain
    let trimmed = full.reversed().drop(while: \.isWhitespace).reversed()
    return trimmed.isEmpty ? nil : String(trimmed)
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
  }

  private static func hexValue(_ byte: UInt8) -> UInt32? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - 48)
    case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte - 87)
    case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte - 55)
    default: nil
    }
  }
}
