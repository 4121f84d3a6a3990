/// The characters that act on a terminal or escape the eye: what a hostile banner, name or
/// certificate would use to recolour, overwrite or reorder what we print.
///
/// Variation selectors and combining marks stay out: they are part of ordinary text.
enum HiddenCharacters {
  static func contains(_ scalar: UInt32) -> Bool {
    switch scalar {
    case 0x00...0x1f, 0x7f...0x9f: true  // C0, DEL, C1
    case 0x061c: true  // Arabic letter mark
    case 0x180e: true  // Mongolian vowel separator
    case 0x200b...0x200f: true  // zero-width space and joiners, directional marks
    case 0x2028...0x202e: true  // line and paragraph separators, embeddings and overrides
    case 0x2060...0x206f: true  // word joiner, invisible operators, isolates, deprecated format
    case 0xfeff: true  // byte order mark
    case 0xfff9...0xfffb: true  // interlinear annotation
    case 0xe0000...0xe007f: true  // tags: a whole hidden ASCII
    default: false
    }
  }
}
