import Arguments

/// `/26` as a word of its own.
struct PrefixLength: ArgumentValue {
  /// 0...128; whether it fits the family is known only beside a network.
  let bits: Int

  init(_ bits: Int) { self.bits = bits }

  init(argument: String) throws(ValueError) {
    guard argument.utf8.first == UInt8(ascii: "/") else {
      throw ValueError("expected a length with its slash, as in /26")
    }
    let digits = argument.utf8.dropFirst()
    guard !digits.isEmpty, digits.allSatisfy({ (48...57).contains($0) }) else {
      throw ValueError("expected digits after the slash, as in /26", column: 2)
    }
    guard digits.count == 1 || digits.first != UInt8(ascii: "0") else {
      throw ValueError("the length has a leading zero", column: 2)
    }
    guard let bits = Int(Substring(digits)), bits <= 128 else {
      throw ValueError("expected a length from /0 to /128", column: 2)
    }
    self.bits = bits
  }

  var argument: String { "/\(bits)" }
}
