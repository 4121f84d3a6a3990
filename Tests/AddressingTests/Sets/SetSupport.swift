import Foundation
import Testing

@testable import Addressing

extension EntryScanner {
  /// What a scanner makes of the bytes when they come in pieces, each after what it left over.
  static func reading(
    _ bytes: [UInt8], options: EntryOptions = EntryOptions(), pieces: () -> Int = { .max }
  ) -> EntryScanner {
    var scanner = EntryScanner(options: options)
    scanner.begin()
    var held: [UInt8] = []
    var at = 0
    while at < bytes.count {
      let end = at + min(max(pieces(), 1), bytes.count - at)
      held += bytes[at..<end]
      at = end
      let rest = scanner.scan(held.span.bytes, isLast: false)
      held.removeFirst(held.count - rest)
    }
    _ = scanner.scan(held.span.bytes, isLast: true)
    return scanner
  }

  /// The entries in the order in which they were read.
  var entries: [IPRange] {
    var entries: [IPRange] = []
    forEachInOrder { entries.append($0) }
    return entries
  }
}

/// `#expect` for claims about sets, which are not copied and so cannot be taken apart by it, and
/// for claims about many inputs: while they hold, nothing is noted.
func holds(
  _ claim: Bool, _ comment: @autoclosure () -> Comment? = nil,
  at place: SourceLocation = #_sourceLocation
) {
  if !claim { #expect(claim, comment(), sourceLocation: place) }
}

extension AddressSet {
  func isEqual(to other: borrowing AddressSet) -> Bool {
    guard rangeCount == other.rangeCount else { return false }
    for index in 0..<rangeCount where self[index] != other[index] { return false }
    return true
  }
}

extension NetworkSet {
  func isEqual(to other: borrowing NetworkSet) -> Bool {
    v4.isEqual(to: other.v4) && v6.isEqual(to: other.v6)
  }

  init(_ text: String) {
    self.init(
      merging: EntryScanner.reading(Array(text.utf8)), EntryScanner(options: EntryOptions()))
  }

  /// The set as netkit prints it.
  func text(_ form: SetText.Form = .prefixes, space: Int = 4096) -> String {
    let writer = SetText(form)
    var bytes: [UInt8] = []
    let room = UnsafeMutableRawBufferPointer.allocate(byteCount: space, alignment: 16)
    defer { room.deallocate() }
    var v4 = SetText.Place<IPv4Address>()
    while case let count = writer.fill(room, with: self.v4, from: &v4), count > 0 {
      bytes += room[..<count]
    }
    var v6 = SetText.Place<IPv6Address>()
    while case let count = writer.fill(room, with: self.v6, from: &v6), count > 0 {
      bytes += room[..<count]
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}

/// Random sets that overlap, nest and touch.
struct SetGenerator {
  var random: SeededGenerator

  init(salt: UInt64) { random = SeededGenerator(seed: TestRun.seed &+ salt) }

  enum Families { case v4, v6, mixed }

  /// A list of up to `count` entries, one a line. Half of the lists keep to a few hundred addresses,
  /// where everything touches something; some reach both ends of the family.
  mutating func list(_ families: Families, count: Int) -> String {
    let isDense = Bool.random(using: &random)
    let lines = Int.random(in: 0...count, using: &random)
    return (0..<lines).map { _ in entry(families, isDense) + "\n" }.joined()
  }

  private mutating func entry(_ families: Families, _ isDense: Bool) -> String {
    let isV4 =
      switch families {
      case .v4: true
      case .v6: false
      case .mixed: Bool.random(using: &random)
      }
    return isV4 ? v4(isDense) : v6(isDense)
  }

  private mutating func v4(_ isDense: Bool) -> String {
    let low = UInt32.random(in: 0...511, using: &random)
    let bits =
      isDense
      ? Bool.random(using: &random) ? low : UInt32.max - low
      : UInt32.random(in: 0...UInt32.max, using: &random)
    let address = IPv4Address(bits: bits)
    switch Int.random(in: 0..<4, using: &random) {
    case 0: return "\(address)"
    case 1:
      let (last, overflow) = bits.addingReportingOverflow(
        UInt32.random(in: 0...(isDense ? 40 : 1 << 20), using: &random))
      return "\(address)-\(overflow ? .highest : IPv4Address(bits: last))"
    default:
      let length = Int.random(in: (isDense ? 24 : 4)...32, using: &random)
      return "\(IPv4Prefix(containing: address, length: length))"
    }
  }

  private mutating func v6(_ isDense: Bool) -> String {
    let low = UInt128(UInt32.random(in: 0...511, using: &random))
    let wide: UInt128 = 0x2001_0db8 << 96 | UInt128.random(in: 0...(1 << 96 - 1), using: &random)
    let bits = isDense ? Bool.random(using: &random) ? low : UInt128.max - low : wide
    let address = IPv6Address(bits: bits)
    switch Int.random(in: 0..<4, using: &random) {
    case 0: return "\(address)"
    case 1:
      let (last, overflow) = bits.addingReportingOverflow(
        UInt128(UInt32.random(in: 0...40, using: &random)) << (isDense ? 0 : 64))
      return "\(address)-\(overflow ? .highest : IPv6Address(bits: last))"
    default:
      let length = Int.random(in: (isDense ? 120 : 20)...128, using: &random)
      return "\(IPv6Prefix(containing: address, length: length))"
    }
  }
}
