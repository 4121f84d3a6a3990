/// A number of bytes: `512`, `64KiB`, `1MB`, `1.5GiB`.
public struct ByteCount: ArgumentValue, Hashable, Comparable {
  public var bytes: UInt64

  public init(_ bytes: UInt64) { self.bytes = bytes }

  public init(argument: String) throws(ValueError) {
    var rest = argument[...].utf8
    guard let number = Quantity(from: &rest) else {
      throw ValueError("expected a size such as 512, 64KiB or 1MB")
    }
    let column = argument.utf8.count - rest.count + 1
    let name = rest.takeLetters()
    guard rest.isEmpty, let unit = Self.units.first(where: { $0.name == name })?.bytes else {
      if rest.isEmpty, ["k", "K", "M", "G", "T"].contains(name) {
        let letter = name.uppercased()
        let tenth = letter == "K" ? "kB" : "\(letter)B"
        throw ValueError("write \(letter)iB (powers of 1024) or \(tenth) (1000)", column: column)
      }
      throw ValueError("expected a unit: B, kB, MB, GB, TB, KiB, MiB, GiB or TiB", column: column)
    }
    guard let bytes = number.scaled(by: unit) else {
      throw ValueError("expected whole bytes, fewer than 2^64")
    }
    self.bytes = bytes
  }

  /// In the largest unit that needs no fraction, powers of 1024 first.
  public var argument: String {
    let exact = Self.units.filter { bytes > 0 && bytes.isMultiple(of: $0.bytes) }
    guard let unit = exact.max(by: { $0.bytes < $1.bytes }) else { return "0B" }
    return "\(bytes / unit.bytes)\(unit.name)"
  }

  public static func < (a: Self, b: Self) -> Bool { a.bytes < b.bytes }

  private static var units: [(name: String, bytes: UInt64)] {
    [
      ("B", 1), ("", 1), ("kB", 1000), ("KB", 1000), ("MB", 1_000_000), ("GB", 1_000_000_000),
      ("TB", 1_000_000_000_000), ("KiB", 1 << 10), ("MiB", 1 << 20), ("GiB", 1 << 30),
      ("TiB", 1 << 40),
    ]
  }
}
