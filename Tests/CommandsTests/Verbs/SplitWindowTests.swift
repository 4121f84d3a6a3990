import Addressing
import Testing

@testable import NetkitCommands

@Suite("Which parts of a split are shown")
struct SplitWindowTests {
  struct Row: Sendable {
    let window: (first: Int?, last: Int?, limit: Int?)
    let lastIndex: UInt128
    let runs: [ClosedRange<UInt128>]
    let leftOut: AddressCount?
  }

  static let rows = [
    // Nothing said: everything, and 2^128 parts have a last one.
    Row(window: (nil, nil, nil), lastIndex: 3, runs: [0...3], leftOut: nil),
    Row(window: (nil, nil, nil), lastIndex: .max, runs: [0 ... .max], leftOut: nil),
    // The ends.
    Row(window: (2, nil, nil), lastIndex: 7, runs: [0...1], leftOut: nil),
    Row(window: (nil, 2, nil), lastIndex: 7, runs: [6...7], leftOut: nil),
    Row(window: (2, 1, nil), lastIndex: 7, runs: [0...1, 7...7], leftOut: nil),
    Row(window: (nil, 1, nil), lastIndex: .max, runs: [.max ... .max], leftOut: nil),
    // Ends that meet or overlap are the whole, once.
    Row(window: (4, 4, nil), lastIndex: 7, runs: [0...3, 4...7], leftOut: nil),
    Row(window: (5, 4, nil), lastIndex: 7, runs: [0...7], leftOut: nil),
    Row(window: (99, 99, nil), lastIndex: 7, runs: [0...7], leftOut: nil),
    // Nothing asked for.
    Row(window: (0, nil, nil), lastIndex: 7, runs: [], leftOut: nil),
    Row(window: (0, 0, nil), lastIndex: 7, runs: [], leftOut: nil),
    // The limit counts across both ends.
    Row(window: (nil, nil, 3), lastIndex: 7, runs: [0...2], leftOut: AddressCount(5)),
    Row(window: (nil, nil, 8), lastIndex: 7, runs: [0...7], leftOut: nil),
    Row(window: (nil, nil, 0), lastIndex: 7, runs: [], leftOut: AddressCount(8)),
    Row(window: (2, 2, 3), lastIndex: 7, runs: [0...1, 6...6], leftOut: AddressCount(1)),
    Row(window: (2, 2, 2), lastIndex: 7, runs: [0...1], leftOut: AddressCount(2)),
    Row(window: (nil, nil, 1), lastIndex: .max, runs: [0...0], leftOut: AddressCount(UInt128.max)),
    Row(window: (nil, nil, 0), lastIndex: .max, runs: [], leftOut: AddressCount(powerOfTwo: 128)),
  ]

  @Test("Runs are in order, disjoint and within the limit", arguments: rows)
  func runs(_ row: Row) {
    var window = SplitWindow()
    (window.first, window.last, window.limit) = row.window
    #expect(window.runs(upTo: row.lastIndex) == row.runs)
    #expect(window.leftOut(of: row.lastIndex) == row.leftOut)
  }
}
