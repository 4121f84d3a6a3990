/// Turns a property's name into its key: camelCase → snake_case.
///
/// - A word starts at a capital that follows a small letter or a digit: `firstHost` → `first_host`,
///   `nat64Prefix` → `nat64_prefix`. Digits belong to the word before them.
/// - Capitals in a row are one word, an acronym: `latencyMS` → `latency_ms`.
/// - Small letters after an acronym of two or more start a word with its last capital
///   (`HTTPServer` → `http_server`), except for three endings, after which the name ends or a
///   digit, a capital or `_` follows:
///   `s` is its plural (`observedRTTs` → `observed_rtts`),
///   `ms` is a unit (`kernelRTTms` → `kernel_rtt_ms`),
///   `v` and a digit its version (`supportsIPv6` → `supports_ipv6`).
/// - The key of a `Duration` ends in `_ms`; it is added where the name does not say so.
///
/// A key that has no capitals stays as it is, so that a raw value in `CodingKeys` wins. Keys that
/// are not ASCII, or that JSON would have to escape, are data and are not converted.
public enum JSONKey {
  /// The key that `JSONEncoder` writes for a property of this name.
  public static func spelling(of name: String, isDuration: Bool = false) -> String {
    var bytes: [UInt8] = []
    append(name, isDuration: isDuration, to: &bytes)
    return String(decoding: bytes, as: UTF8.self)
  }

  static func append(_ name: String, isDuration: Bool, to bytes: inout [UInt8]) {
    let start = bytes.count
    let isConverted = unsafe name.utf8.withContiguousStorageIfAvailable { buffer in
      unsafe convert(buffer, to: &bytes)
    }
    if isConverted != true { JSONText.appendEscaped(name, to: &bytes) }
    guard isDuration, !bytes[start...].endsInMilliseconds else { return }
    JSONText.append("_ms", to: &bytes)
  }

  /// False, and nothing appended, when the name is not one that we convert.
  private static func convert(
    _ name: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]
  ) -> Bool {
    var hasCapitals = false
    for index in name.indices {
      let byte = unsafe name[index]
      if byte.isCapital { hasCapitals = true }
      if byte < 0x20 || byte > 0x7e || byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
        return false
      }
    }
    guard hasCapitals else {
      unsafe bytes.append(contentsOf: name)
      return true
    }
    for index in name.indices {
      let byte = unsafe name[index]
      if unsafe startsWord(name, index) { bytes.append(UInt8(ascii: "_")) }
      bytes.append(byte.isCapital ? byte | 0x20 : byte)
    }
    return true
  }

  private static func startsWord(_ name: UnsafeBufferPointer<UInt8>, _ index: Int) -> Bool {
    guard index > 0 else { return false }
    let before = unsafe name[index - 1]
    guard unsafe name[index].isCapital else {
      // The unit after an acronym: kernelRTTms.
      guard before.isCapital, index > 1 else { return false }
      return unsafe name[index - 2].isCapital && isEnding("ms", in: name, at: index)
    }
    guard before.isCapital else { return before != UInt8(ascii: "_") }
    guard index + 1 < name.count, unsafe name[index + 1].isSmall else { return false }
    return unsafe !isEnding("s", in: name, at: index + 1)
      && !isEnding("ms", in: name, at: index + 1)
      && !isVersion(in: name, at: index + 1)
  }

  /// Whether `ending` stands at `index` with no small letter behind it.
  private static func isEnding(
    _ ending: StaticString, in name: UnsafeBufferPointer<UInt8>, at index: Int
  ) -> Bool {
    let end = index + ending.utf8CodeUnitCount
    guard end <= name.count else { return false }
    if end < name.count, unsafe name[end].isSmall { return false }
    return ending.withUTF8Buffer { unsafe name[index..<end].elementsEqual($0) }
  }

  private static func isVersion(in name: UnsafeBufferPointer<UInt8>, at index: Int) -> Bool {
    guard index + 1 < name.count else { return false }
    return unsafe name[index] == UInt8(ascii: "v") && name[index + 1].isDigit
  }
}

extension UInt8 {
  fileprivate var isCapital: Bool { self &- UInt8(ascii: "A") < 26 }
  fileprivate var isSmall: Bool { self &- UInt8(ascii: "a") < 26 }
  fileprivate var isDigit: Bool { self &- UInt8(ascii: "0") < 10 }
}

extension ArraySlice<UInt8> {
  fileprivate var endsInMilliseconds: Bool {
    guard suffix(2).elementsEqual("ms".utf8) else { return false }
    return count == 2 || self[endIndex - 3] == UInt8(ascii: "_")
  }
}
