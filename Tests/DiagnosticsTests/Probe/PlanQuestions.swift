@testable import Diagnostics

extension ScanPlan {
  /// The questions of a part in the order in which they are asked: `10.0.0.1:80`.
  func questions(_ part: Int, of parts: Int) -> [String] {
    var walk = QuestionWalk(self, part: part, parts: parts)
    var all: [String] = []
    while let step = walk.next() {
      let address = blocks[step.share.block].address(step.share.offset)
      all.append("\(address):\(walk.port(step.share, step.round))")
    }
    return all
  }
}
