import Testing

@testable import Wire

@Suite("Digests and base64")
struct DigestTests {
  @Test(
    "the examples of FIPS 180-4 (NIST)",
    arguments: [
      (
        "", "da39a3ee5e6b4b0d3255bfef95601890afd80709",
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
      ),
      (
        "abc", "a9993e364706816aba3e25717850c26c9cd0d89d",
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
      ),
      (
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "84983e441c3bd26ebaae4aa1f95129e5e54670f1",
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
      ),
      (
        """
        abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlm\
        nopqrsmnopqrstnopqrstu
        """,
        "a49b2446a02c645bf419f995b67091253a04a259",
        "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
      ),
    ])
  func vectors(text: String, sha1: String, sha256: String) {
    #expect(Hexadecimal.text(SHA1.digest(text.utf8)) == sha1)
    #expect(Hexadecimal.text(SHA256.digest(text.utf8)) == sha256)
  }

  @Test("a million times a")
  func million() {
    let bytes = [UInt8](repeating: 0x61, count: 1_000_000)
    #expect(Hexadecimal.text(SHA1.digest(bytes)) == "34aa973cd4c4daa4f61eeb2bdbad27316534016f")
    #expect(
      Hexadecimal.text(SHA256.digest(bytes))
        == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
  }

  @Test("every length around the block size pads to whole blocks")
  func padding() {
    for length in 0...200 {
      let padded = MerkleDamgard.padded([UInt8](repeating: 7, count: length))
      #expect(padded.count % 64 == 0)
      #expect(padded.count >= length + 9 && padded.count < length + 9 + 64)
    }
  }

  @Test(
    "the examples of RFC 4648 §10",
    arguments: [
      ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="),
      ("fooba", "Zm9vYmE="), ("foobar", "Zm9vYmFy"),
    ])
  func base64(plain: String, coded: String) throws {
    #expect(Base64.encode(plain.utf8) == coded)
    #expect(try Base64.decode(Array(coded.utf8)) == Array(plain.utf8))
  }

  @Test(
    "base64 with a second reading is refused",
    arguments: [
      ("Zg=", "one pad of two"), ("Zg", "no pad"), ("Zh==", "stray bits"), ("Zg==Zg==", "goes on"),
      ("Z===", "three pads"), ("====", "only pads"), ("Zm 9", "space"), ("Zm-_", "URL alphabet"),
      ("Zm9v=", "pad without need"),
    ])
  func badBase64(text: String, reason: String) {
    #expect(refuses { _ = try Base64.decode(Array(text.utf8)) }, "\(reason)")
  }
}
