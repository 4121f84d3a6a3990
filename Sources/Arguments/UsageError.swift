/// A command line that cannot be understood: what is wrong, and what to type instead.
public struct UsageError: Error, Hashable {
  /// The end of the sentence "netkit probe: …", without a full stop.
  public var message: String
  /// What to try next; nil where the message says it all.
  public var hint: String?

  public init(_ message: String, hint: String? = nil) {
    self.message = message
    self.hint = hint
  }
}

/// What a user typed, in quotes and as typed, but harmless to a terminal and of sane length.
///
/// Control characters, bidirectional overrides and invisible characters become escapes:
/// an `ESC` is shown as `\u{1B}`.
public func quoted(_ text: String) -> String {
  let limit = 200
  var out = "'"
  for (index, scalar) in text.unicodeScalars.enumerated() {
    if index == limit { return out + "…'" }
    switch scalar {
    case "\n": out += "\\n"
    case "\r": out += "\\r"
    case "\t": out += "\\t"
    case _ where isInvisible(scalar):
      out += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
    default: out.unicodeScalars.append(scalar)
    }
  }
  return out + "'"
}

private func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
  switch scalar.properties.generalCategory {
  case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .privateUse,
    .unassigned:
    true
  default: false
  }
}
