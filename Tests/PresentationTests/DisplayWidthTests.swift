import TestSupport
import Testing

@testable import Presentation

@Suite struct DisplayWidthTests {
  /// Text, columns, reason.
  static let texts: [(String, Int, String)] = [
    ("", 0, "nothing"), ("netkit", 6, "ASCII"), ("é", 1, "composed"), ("e\u{301}", 1, "combining"),
    ("한글", 4, "Korean, NFC"), ("한글".decomposed, 4, "Korean, NFD"),
    ("각".decomposed, 2, "with a final"),
    ("ㄱ", 2, "a compatibility letter"), ("\u{1100}", 2, "a lone leading consonant"),
    ("漢字", 4, "ideographs"), ("カナ", 4, "kana"), ("ｶﾅ", 2, "half-width kana"),
    ("ＡＢ", 4, "full-width"),
    ("が", 2, "kana"), ("か\u{3099}", 2, "kana and a combining voicing mark"),
    ("🙂", 2, "an emoji"), ("👨‍👩‍👧‍👦", 2, "a family joined by ZWJ"), ("👍🏽", 2, "with a skin tone"),
    ("🇰🇷", 2, "a flag"), ("🇰🇷🇯🇵", 4, "two flags"), ("❤️", 2, "emoji presentation"),
    ("❤", 1, "text presentation"),
    ("1️⃣", 2, "a keycap"), ("🏴󠁧󠁢󠁳󠁣󠁴󠁿", 2, "a flag of tags"), ("☃", 1, "narrow by default"),
    ("⌚", 2, "wide by default"),
    ("–…·−", 4, "Ambiguous counts one"), ("\u{200b}\u{feff}", 0, "zero-width"),
    ("\u{ad}", 0, "soft hyphen"),
    ("\u{a0}", 1, "no-break space"), ("\u{3000}", 2, "ideographic space"),
    ("\u{1b}\n", 0, "control"),
    ("ไทย", 3, "Thai"), ("กำ", 2, "Thai with a spacing vowel, as wcwidth counts"),
    ("שָׁ", 1, "Hebrew points"),
    ("\u{20000}", 2, "plane 2"), ("\u{e000}", 1, "private use"),
    ("a\u{20dd}", 1, "an enclosing mark"),
  ]

  @Test("text takes as many columns as a terminal gives it", arguments: texts)
  func columns(text: String, columns: Int, reason: String) {
    #expect(DisplayWidth.columns(of: text) == columns, "\(reason)")
  }

  @Test("the wide ranges ascend and do not touch")
  func ranges() {
    let ranges = WideCharacters.ranges
    #expect(ranges.allSatisfy { $0.0 <= $0.1 })
    #expect(zip(ranges, ranges.dropFirst()).allSatisfy { $0.1 + 1 < $1.0 })
  }

  /// Text, columns, result, reason.
  static let cuts: [(String, Int, String, String)] = [
    ("example.org", 11, "example.org", "fits"), ("example.org", 10, "example.o…", "one too many"),
    ("한글이름", 8, "한글이름", "fits exactly"), ("한글이름", 7, "한글이…", "the cut falls between"),
    ("한글이름", 6, "한글…", "half a syllable cannot be shown"), ("ab", 1, "…", "only the ellipsis"),
    ("ab", 0, "", "no room"),
    ("e\u{301}e\u{301}e\u{301}", 2, "e\u{301}…", "marks stay with their base"),
  ]

  @Test("text is cut at a whole character", arguments: cuts)
  func truncated(text: String, columns: Int, result: String, reason: String) {
    #expect(DisplayWidth.truncated(text, to: columns) == result, "\(reason)")
    #expect(StyledText(text, .red).truncated(to: columns).plain == result, "\(reason)")
  }

  @Test("padding counts columns")
  func padded() {
    #expect(DisplayWidth.padded("한", to: 4) == "한  ")
    #expect(DisplayWidth.padded("한", to: 4, alignment: .right) == "  한")
    #expect(DisplayWidth.padded("long", to: 2) == "long")
  }

  @Test("text cut to any width is never wider")
  func neverWider() {
    var seed = SeededRandom.forTest("truncation")
    for _ in 0..<SeededRandom.inputs / 4 {
      let text = JSONValidityTests.Value.randomText(using: &seed)
      let limit = seed.below(10)
      let cut = DisplayWidth.truncated(text, to: limit)
      if DisplayWidth.columns(of: cut) > limit {
        Issue.record("\(text.debugDescription) to \(limit)")
      }
    }
  }
}
