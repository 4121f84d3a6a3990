import Foundation

/// So many bytes in which a piece that is lost, doubled or elsewhere shows: one block again and
/// again, whose length is prime, so that no buffer or record is a multiple of it.
public func patterned(_ count: Int) -> [UInt8] {
  var random = SeededRandom(1)
  var block: [UInt8] = []
  while block.count < 65_521 { block += random.noise(upTo: 4096) }
  block.removeLast(block.count - 65_521)
  var bytes: [UInt8] = []
  bytes.reserveCapacity(count + block.count)
  while bytes.count < count { bytes += block }
  bytes.removeLast(bytes.count - count)
  return bytes
}

/// Whether megabytes are the same, by memcmp: `==` goes byte by byte without optimization. To be asked
/// before an expectation, which would spell the difference out.
public func areEqual(_ one: [UInt8], _ other: [UInt8]) -> Bool {
  one.count == other.count && memcmp(one, other, one.count) == 0
}
