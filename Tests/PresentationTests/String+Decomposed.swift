extension String {
  /// Korean syllables taken apart into their letters (NFD).
  var decomposed: String {
    var result = ""
    for scalar in unicodeScalars {
      let index = Int(scalar.value) - 0xac00
      guard (0..<11172).contains(index) else {
        result.unicodeScalars.append(scalar)
        continue
      }
      let letters = [0x1100 + index / 588, 0x1161 + index % 588 / 28, 0x11a7 + index % 28]
      for letter in letters where letter != 0x11a7 {
        result.unicodeScalars.append(Unicode.Scalar(UInt32(letter)) ?? " ")
      }
    }
    return result
  }
}
