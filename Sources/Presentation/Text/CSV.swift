/// Comma-separated values by RFC 4180: `probe --csv`. Lines end in LF alone, not CR LF (§2.1), so
/// that Unix tools cut and count them without a stray carriage return.
///
/// A field is quoted when it holds a comma, a quote, a line end or an outer blank, and when it is
/// the only one of its row and empty, as that would read as no row at all.
public enum CSV {
  /// Appends one row.
  public static func row(_ fields: [String], to page: inout TextBuffer) {
    for (index, field) in fields.enumerated() {
      if index > 0 { page.bytes.append(UInt8(ascii: ",")) }
      append(field, isOnlyField: fields.count == 1, to: &page.bytes)
    }
    page.bytes.append(UInt8(ascii: "\n"))
  }

  private static func append(_ field: String, isOnlyField: Bool, to bytes: inout [UInt8]) {
    guard needsQuotes(field) || (isOnlyField && field.isEmpty) else {
      bytes.append(contentsOf: field.utf8)
      return
    }
    bytes.append(UInt8(ascii: "\""))
    for byte in field.utf8 {
      if byte == UInt8(ascii: "\"") { bytes.append(byte) }
      bytes.append(byte)
    }
    bytes.append(UInt8(ascii: "\""))
  }

  private static func needsQuotes(_ field: String) -> Bool {
    let special = Array(",\"\r\n".utf8)
    let blank = UInt8(ascii: " ")
    return field.utf8.contains(where: special.contains) || field.utf8.first == blank
      || field.utf8.last == blank
  }
}
