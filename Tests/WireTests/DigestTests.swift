import Testing

@testable import Wire

@Suite("Digests and base64")
struct DigestTests {
  @Test(
    "the examples of FIPS 180-4 (NIST)",
    arguments: [
      ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
      ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
      (
        "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
      ),
      (
        """
        abcdefghbcdefghicdefghijdefghijkefghijklfghijklmghijklmnhijklmnoijklmnopjklmnopqklmnopqrlm\
        nopqrsmnopqrstnopqrstu
        """,
        "cf5b16a778af8380036ce59e7b0492370b249b11e8f07a51afac45037afee9d1"
      ),
    ])
  func vectors(text: String, sha256: String) {
    #expect(Hexadecimal.text(SHA256.digest(text.utf8)) == sha256)
  }

  @Test("a million times a")
  func million() {
    let bytes = [UInt8](repeating: 0x61, count: 1_000_000)
    #expect(
      Hexadecimal.text(SHA256.digest(bytes))
        == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
  }

  @Test("every length around the block size pads to whole blocks")
  func padding() {
    for length in 0...200 {
      let padded = SHA256.padded([UInt8](repeating: 7, count: length))
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
