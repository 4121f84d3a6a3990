/// The candidate that a mistyped word was most likely meant to be, if any is near enough.
///
/// A beginning of exactly one candidate counts too: words are never abbreviated, only suggested.
func nearest(to word: String, in candidates: [String]) -> String? {
  // Longer words are not mistypings; the limit also bounds the work on hostile input.
  guard word.utf8.count <= 64 else { return nil }
  let typed = Array(word.lowercased().utf8)
  let letters = typed.drop { $0 == UInt8(ascii: "-") }.count
  var best: (distance: Int, candidate: String)?
  for candidate in candidates {
    let distance = editDistance(typed, Array(candidate.utf8))
    if distance < best?.distance ?? .max { best = (distance, candidate) }
  }
  if let best, best.distance <= 1, letters > 0 { return best.candidate }
  let begun = candidates.filter { $0.utf8.starts(with: typed) }
  if letters > 1, begun.count == 1 { return begun[0] }
  guard let best, best.distance <= min(3, letters / 3) else { return nil }
  return best.candidate
}

/// The number of insertions, deletions, substitutions and swaps of neighbours between two words
/// (Damerau and Levenshtein, each part of a word edited once).
func editDistance(_ a: [UInt8], _ b: [UInt8]) -> Int {
  var beforeLast = [Int](repeating: 0, count: b.count + 1)
  var last = Array(0...b.count)
  var row = last
  for i in a.indices {
    row[0] = i + 1
    for j in b.indices {
      let isSame = a[i] == b[j]
      row[j + 1] = min(last[j + 1] + 1, row[j] + 1, last[j] + (isSame ? 0 : 1))
      if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
        row[j + 1] = min(row[j + 1], beforeLast[j - 1] + 1)
      }
    }
    (beforeLast, last, row) = (last, row, beforeLast)
  }
  return last[b.count]
}
