/// One character read from valid UTF-8: its value and how many bytes it took.
struct UTF8Scalar {
  let value: UInt32
  let length: Int

  /// `text` must be valid UTF-8 (a `String`'s own) and `index` the start of a character.
  @inline(__always)
  init(decoding text: UnsafeBufferPointer<UInt8>, at index: Int) {
    let lead = unsafe UInt32(text[index])
    if lead < 0x80 {
      (value, length) = (lead, 1)
    } else if lead < 0xe0 {
      let second = unsafe UInt32(text[index + 1]) & 0x3f
      (value, length) = ((lead & 0x1f) << 6 | second, 2)
    } else if lead < 0xf0 {
      let second = unsafe UInt32(text[index + 1]) & 0x3f
      let third = unsafe UInt32(text[index + 2]) & 0x3f
      (value, length) = ((lead & 0x0f) << 12 | second << 6 | third, 3)
    } else {
      let second = unsafe UInt32(text[index + 1]) & 0x3f
      let third = unsafe UInt32(text[index + 2]) & 0x3f
      let fourth = unsafe UInt32(text[index + 3]) & 0x3f
      (value, length) = ((lead & 0x07) << 18 | second << 12 | third << 6 | fourth, 4)
    }
  }

  /// Whether JSON text may not hold it as it is, or we would rather it did not.
  var mustBeEscaped: Bool {
    value == 0x22 || value == 0x5c || HiddenCharacters.contains(value)
  }
}
