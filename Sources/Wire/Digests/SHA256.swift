/// SHA-256 (FIPS 180-4 §6.2), for certificate fingerprints and pins.
public enum SHA256 {
  /// The digest of all bytes: 32 bytes.
  public static func digest(_ bytes: some Collection<UInt8>) -> [UInt8] {
    var state: [UInt32] = [
      0x6A09_E667, 0xBB67_AE85, 0x3C6E_F372, 0xA54F_F53A, 0x510E_527F, 0x9B05_688C, 0x1F83_D9AB,
      0x5BE0_CD19,
    ]
    var schedule = [UInt32](repeating: 0, count: 64)
    var reader = ByteReader(padded(bytes))
    // The padded length is a multiple of 64, so no word is cut short and the loop ends.
    while let block = try? reader.reader(64) {
      var words = block
      for index in 0..<16 { schedule[index] = (try? words.uint32()) ?? 0 }
      compress(&state, &schedule)
    }
    var writer = ByteWriter(capacity: 32)
    for word in state { writer.uint32(word) }
    return writer.bytes
  }

  /// The bytes, a one bit, zeros, and the number of bits: whole blocks of 64 bytes (§5.1.1).
  static func padded(_ bytes: some Collection<UInt8>) -> [UInt8] {
    var writer = ByteWriter(capacity: bytes.count + 72)
    writer.append(bytes)
    writer.uint8(0x80)
    writer.zeros((120 - writer.count % 64) % 64)
    writer.uint64(UInt64(bytes.count) * 8)
    return writer.bytes
  }

  private static func compress(_ state: inout [UInt32], _ w: inout [UInt32]) {
    for index in 16..<64 {
      let low = w[index - 15]
      let high = w[index - 2]
      let sigma0 = low.rotated(right: 7) ^ low.rotated(right: 18) ^ low >> 3
      let sigma1 = high.rotated(right: 17) ^ high.rotated(right: 19) ^ high >> 10
      w[index] = w[index - 16] &+ sigma0 &+ w[index - 7] &+ sigma1
    }
    var (a, b, c, d) = (state[0], state[1], state[2], state[3])
    var (e, f, g, h) = (state[4], state[5], state[6], state[7])
    for index in 0..<64 {
      let sum1 = e.rotated(right: 6) ^ e.rotated(right: 11) ^ e.rotated(right: 25)
      let first = h &+ sum1 &+ (e & f ^ ~e & g) &+ constants[index] &+ w[index]
      let sum0 = a.rotated(right: 2) ^ a.rotated(right: 13) ^ a.rotated(right: 22)
      let second = sum0 &+ (a & b ^ a & c ^ b & c)
      (h, g, f, e) = (g, f, e, d &+ first)
      (d, c, b, a) = (c, b, a, first &+ second)
    }
    for (index, value) in [a, b, c, d, e, f, g, h].enumerated() { state[index] &+= value }
  }

  /// The first 32 bits of the fractions of the cube roots of the first 64 primes (§4.2.2).
  private static let constants: [UInt32] = [
    0x428A_2F98, 0x7137_4491, 0xB5C0_FBCF, 0xE9B5_DBA5, 0x3956_C25B, 0x59F1_11F1, 0x923F_82A4,
    0xAB1C_5ED5, 0xD807_AA98, 0x1283_5B01, 0x2431_85BE, 0x550C_7DC3, 0x72BE_5D74, 0x80DE_B1FE,
    0x9BDC_06A7, 0xC19B_F174, 0xE49B_69C1, 0xEFBE_4786, 0x0FC1_9DC6, 0x240C_A1CC, 0x2DE9_2C6F,
    0x4A74_84AA, 0x5CB0_A9DC, 0x76F9_88DA, 0x983E_5152, 0xA831_C66D, 0xB003_27C8, 0xBF59_7FC7,
    0xC6E0_0BF3, 0xD5A7_9147, 0x06CA_6351, 0x1429_2967, 0x27B7_0A85, 0x2E1B_2138, 0x4D2C_6DFC,
    0x5338_0D13, 0x650A_7354, 0x766A_0ABB, 0x81C2_C92E, 0x9272_2C85, 0xA2BF_E8A1, 0xA81A_664B,
    0xC24B_8B70, 0xC76C_51A3, 0xD192_E819, 0xD699_0624, 0xF40E_3585, 0x106A_A070, 0x19A4_C116,
    0x1E37_6C08, 0x2748_774C, 0x34B0_BCB5, 0x391C_0CB3, 0x4ED8_AA4A, 0x5B9C_CA4F, 0x682E_6FF3,
    0x748F_82EE, 0x78A5_636F, 0x84C8_7814, 0x8CC7_0208, 0x90BE_FFFA, 0xA450_6CEB, 0xBEF9_A3F7,
    0xC671_78F2,
  ]
}

extension UInt32 {
  fileprivate func rotated(right count: UInt32) -> UInt32 {
    self >> count | self << (32 - count)
  }
}
