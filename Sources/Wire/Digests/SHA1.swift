/// SHA-1 (FIPS 180-4 §6.1): shown beside SHA-256 because browsers and old tools print it. It is
/// broken for signatures and decides nothing here.
public enum SHA1 {
  /// The digest of all bytes: 20 bytes.
  public static func digest(_ bytes: some Collection<UInt8>) -> [UInt8] {
    var state: [UInt32] = [0x6745_2301, 0xEFCD_AB89, 0x98BA_DCFE, 0x1032_5476, 0xC3D2_E1F0]
    var schedule = [UInt32](repeating: 0, count: 80)
    var reader = ByteReader(MerkleDamgard.padded(bytes))
    while let block = try? reader.reader(64) {
      var words = block
      for index in 0..<16 { schedule[index] = (try? words.uint32()) ?? 0 }
      compress(&state, &schedule)
    }
    var writer = ByteWriter(capacity: 20)
    for word in state { writer.uint32(word) }
    return writer.bytes
  }

  private static func compress(_ state: inout [UInt32], _ w: inout [UInt32]) {
    for index in 16..<80 {
      w[index] = (w[index - 3] ^ w[index - 8] ^ w[index - 14] ^ w[index - 16]).rotated(left: 1)
    }
    var (a, b, c, d, e) = (state[0], state[1], state[2], state[3], state[4])
    for index in 0..<80 {
      let (mix, constant): (UInt32, UInt32) =
        switch index {
        case 0..<20: (b & c ^ ~b & d, 0x5A82_7999)
        case 20..<40: (b ^ c ^ d, 0x6ED9_EBA1)
        case 40..<60: (b & c ^ b & d ^ c & d, 0x8F1B_BCDC)
        default: (b ^ c ^ d, 0xCA62_C1D6)
        }
      let sum = a.rotated(left: 5) &+ mix &+ e &+ constant &+ w[index]
      (e, d, c, b, a) = (d, c, b.rotated(left: 30), a, sum)
    }
    for (index, value) in [a, b, c, d, e].enumerated() { state[index] &+= value }
  }
}
