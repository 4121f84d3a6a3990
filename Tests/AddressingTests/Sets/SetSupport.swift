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
