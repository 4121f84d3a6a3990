/// Punycode: Unicode labels in letters, digits and hyphens (RFC 3492).
public enum Punycode {
  private static let base: UInt32 = 36
  private static let tMin: UInt32 = 1
  private static let tMax: UInt32 = 26
  private static let initialN: UInt32 = 0x80
  private static let initialBias: UInt32 = 72

  /// The code of a label without `xn--`; nil on overflow, which no label of 63 bytes reaches.
  public static func encode(_ label: String) -> String? {
    let scalars = label.unicodeScalars.map(\.value)
    var output = scalars.filter { $0 < 0x80 }.map { UInt8($0) }
    let basicCount = UInt32(output.count)
    var handled = basicCount
    if basicCount > 0 { output.append(UInt8(ascii: "-")) }
    var (n, delta, bias) = (initialN, UInt32(0), initialBias)
    while handled < UInt32(scalars.count) {
      guard let next = scalars.filter({ $0 >= n }).min() else { return nil }
      let (step, stepOverflow) = (next - n).multipliedReportingOverflow(by: handled + 1)
      let (sum, sumOverflow) = delta.addingReportingOverflow(step)
      guard !stepOverflow, !sumOverflow else { return nil }
      delta = sum
      n = next
      for scalar in scalars {
        if scalar < n {
          guard delta < .max else { return nil }
          delta += 1
        }
        guard scalar == n else { continue }
        appendVariableLength(delta, bias, to: &output)
        bias = adapted(delta, handled + 1, isFirst: handled == basicCount)
        delta = 0
        handled += 1
      }
      guard delta < .max, n < .max else { return nil }
      delta += 1
      n += 1
    }
    return String(decoding: output, as: UTF8.self)
  }

  /// The label behind a code (without `xn--`); throws where the code is not Punycode.
  public static func decode(_ code: String) throws(WireError) -> String {
    let bytes = Array(code.utf8)
    guard bytes.allSatisfy({ $0 < 0x80 }) else { throw .malformed("Punycode is ASCII") }
    // A hyphen with nothing before it delimits nothing (RFC 3492 §6.2, b = 0).
    let hyphen = bytes.lastIndex(of: UInt8(ascii: "-")).flatMap { $0 > 0 ? $0 : nil }
    var output: [Unicode.Scalar] = bytes[..<(hyphen ?? 0)].map { Unicode.Scalar($0) }
    var reader = ByteReader(bytes[(hyphen.map { $0 + 1 } ?? 0)...])
    var (n, index, bias) = (initialN, UInt32(0), initialBias)
    while !reader.isAtEnd {
      let count = UInt32(output.count) + 1
      let step = try variableLength(&reader, bias)
      let (sum, overflow) = index.addingReportingOverflow(step)
      guard !overflow else { throw .malformed("Punycode overflows") }
      bias = adapted(step, count, isFirst: index == 0 && output.count == (hyphen ?? 0))
      let (next, nOverflow) = n.addingReportingOverflow(sum / count)
      guard !nOverflow, next >= 0x80, let scalar = Unicode.Scalar(next) else {
        throw .malformed("Punycode names no Unicode character")
      }
      n = next
      index = sum % count
      output.insert(scalar, at: Int(index))
      index += 1
      // A host label has 63 bytes, so no honest code needs more.
      guard output.count <= 255 else { throw .tooLong("label", limit: 255) }
    }
    var result = String.UnicodeScalarView()
    result.append(contentsOf: output)
    return String(result)
  }

  private static func appendVariableLength(
    _ delta: UInt32, _ bias: UInt32, to output: inout [UInt8]
  ) {
    var (quotient, k) = (delta, base)
    while true {
      let threshold = Self.threshold(k, bias)
      if quotient < threshold { break }
      output.append(digit(threshold + (quotient - threshold) % (base - threshold)))
      quotient = (quotient - threshold) / (base - threshold)
      k += base
    }
    output.append(digit(quotient))
  }

  private static func variableLength(
    _ reader: inout ByteReader, _ bias: UInt32
  ) throws(WireError) -> UInt32 {
    var (value, weight, k) = (UInt32(0), UInt32(1), base)
    while true {
      let digit = try Self.value(of: reader.uint8())
      let (product, productOverflow) = digit.multipliedReportingOverflow(by: weight)
      let (sum, sumOverflow) = value.addingReportingOverflow(product)
      guard !productOverflow, !sumOverflow else { throw .malformed("Punycode overflows") }
      value = sum
      let threshold = Self.threshold(k, bias)
      if digit < threshold { return value }
      let (next, overflow) = weight.multipliedReportingOverflow(by: base - threshold)
      guard !overflow else { throw .malformed("Punycode overflows") }
      weight = next
      k += base
    }
  }

  private static func threshold(_ k: UInt32, _ bias: UInt32) -> UInt32 {
    k <= bias ? tMin : min(max(k - bias, tMin), tMax)
  }

  /// RFC 3492 §6.1, with its skew of 38 and damp of 700.
  private static func adapted(_ delta: UInt32, _ count: UInt32, isFirst: Bool) -> UInt32 {
    var delta = isFirst ? delta / 700 : delta / 2
    delta += delta / count
    var k: UInt32 = 0
    while delta > (base - tMin) * tMax / 2 {
      delta /= base - tMin
      k += base
    }
    return k + (base - tMin + 1) * delta / (delta + 38)
  }

  private static func digit(_ value: UInt32) -> UInt8 {
    UInt8(value < 26 ? 0x61 + value : 0x30 + value - 26)
  }

  private static func value(of digit: UInt8) throws(WireError) -> UInt32 {
    switch digit {
    case 0x61...0x7A: UInt32(digit - 0x61)
    case 0x41...0x5A: UInt32(digit - 0x41)
    case 0x30...0x39: UInt32(digit - 0x30) + 26
    default: throw .malformed("not a Punycode digit")
    }
  }
}
