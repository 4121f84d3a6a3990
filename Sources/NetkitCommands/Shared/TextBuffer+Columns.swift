import Addressing
import Presentation

/// What sheets that are written by the thousand are made of: no String, no table, bytes only.
extension TextBuffer {
  /// The canonical text of an address, prefix or range.
  mutating func put(_ value: some AddressText) {
    value.append(to: &bytes)
  }

  /// The same for the address that is written by the million, without a generic call.
  mutating func put(_ address: IPv4Address) {
    bytes.append(addingCapacity: IPv4Address.longestText) { address.write(into: &$0) }
  }

  /// Decimal digits.
  mutating func put(_ number: some FixedWidthInteger) {
    var digits: InlineArray<40, UInt8> = .init(repeating: 0)
    var count = 0
    var rest = number.magnitude
    repeat {
      let (quotient, remainder) = rest.quotientAndRemainder(dividingBy: 10)
      digits[count] = 48 + UInt8(truncatingIfNeeded: remainder)
      count += 1
      rest = quotient
    } while rest > 0
    if number < 0 { bytes.append(UInt8(ascii: "-")) }
    while count > 0 {
      count -= 1
      bytes.append(digits[count])
    }
  }

  /// Decimal digits in groups of three: 4,294,967,296.
  mutating func putGrouped(_ number: UInt64) {
    if number >= 1000 {
      putGrouped(number / 1000)
      let rest = number % 1000
      bytes.append(UInt8(ascii: ","))
      bytes.append(48 + UInt8(rest / 100))
      bytes.append(48 + UInt8(rest / 10 % 10))
      bytes.append(48 + UInt8(rest % 10))
    } else {
      put(number)
    }
  }

  /// Exactly `count` digits of a number in another radix, with leading zeros.
  mutating func putDigits(_ number: UInt32, radix: UInt32, count: Int) {
    let start = bytes.count
    bytes.append(contentsOf: repeatElement(UInt8(ascii: "0"), count: count))
    var rest = number
    var place = start + count - 1
    while rest > 0, place >= start {
      let digit = UInt8(truncatingIfNeeded: rest % radix)
      bytes[place] = digit < 10 ? 48 + digit : 87 + digit
      rest /= radix
      place -= 1
    }
  }

  /// Blanks until `columns` bytes stand after `start`; nothing if there are more already.
  mutating func pad(from start: Int, to columns: Int) {
    let missing = columns - (bytes.count - start)
    guard missing > 0 else { return }
    bytes.append(addingCapacity: missing) { text in
      for _ in 0..<missing { text.append(UInt8(ascii: " ")) }
    }
  }

  /// A label in its column, after which the value begins: `  Netmask     `.
  mutating func label(_ text: StaticString) {
    guard !isColored else { return label(named: "\(text)") }
    // At once, for a sheet is labels more than anything else.
    let count = text.utf8CodeUnitCount
    let width = max(Self.labelColumns, 2 + count)
    bytes.append(addingCapacity: width) { room in
      unsafe room.withUnsafeMutableBufferPointer { buffer, end in
        let start = unsafe buffer.baseAddress! + end
        unsafe start.initialize(repeating: UInt8(ascii: " "), count: width)
        unsafe (start + 2).update(from: text.utf8Start, count: count)
        end += width
      }
    }
  }

  /// The same for a label that is put together while the command runs.
  mutating func label(named text: String) {
    put("  ")
    write(text, .dim)
    spaces(Self.labelColumns - 2 - text.utf8.count)
  }

  /// Where the values of a sheet begin: two blanks, the longest label, two blanks.
  static let labelColumns = 14
}
