import Foundation
import TestSupport
import Testing

@testable import Presentation

/// Random nested values, written by us and read back by Foundation.
@Suite struct JSONValidityTests {
  indirect enum Value: Encodable, Equatable {
    case null, bool(Bool), int(Int64), unsigned(UInt64), double(Double), text(String)
    case list([Value]), object([(String, Value)])

    static func == (left: Value, right: Value) -> Bool {
      switch (left, right) {
      case (.null, .null): true
      case (.bool(let a), .bool(let b)): a == b
      case (.int(let a), .int(let b)): a == b
      case (.unsigned(let a), .unsigned(let b)): a == b
      case (.double(let a), .double(let b)): a == b
      case (.text(let a), .text(let b)): a.unicodeScalars.elementsEqual(b.unicodeScalars)
      case (.list(let a), .list(let b)): a == b
      case (.object(let a), .object(let b)):
        a.count == b.count && zip(a, b).allSatisfy { $0.0 == $1.0 && $0.1 == $1.1 }
      default: false
      }
    }

    func encode(to encoder: any Encoder) throws {
      switch self {
      case .null:
        var container = encoder.singleValueContainer()
        try container.encodeNil()
      case .bool(let value): try value.encode(to: encoder)
      case .int(let value): try value.encode(to: encoder)
      case .unsigned(let value): try value.encode(to: encoder)
      case .double(let value): try value.encode(to: encoder)
      case .text(let value): try value.encode(to: encoder)
      case .list(let values):
        var container = encoder.unkeyedContainer()
        for value in values { try container.encode(value) }
      case .object(let members):
        try Members(members.map { (key: $0.0, value: $0.1) }).encode(to: encoder)
      }
    }

    static func random(depth: Int, using seed: inout SeededRandom) -> Value {
      switch seed.below(depth > 0 ? 9 : 6) {
      case 0: .null
      case 1: .bool(seed.isHeads())
      case 2: .int(Int64(bitPattern: seed.next()))
      case 3: .unsigned(seed.next())
      case 4:
        .double(
          Double(bitPattern: seed.next()).isFinite
            ? Double.random(in: -1e9...1e9, using: &seed) : 0.5)
      case 5: .text(randomText(using: &seed))
      case 6:
        .list(
          (0..<seed.below(5)).map { _ in
            random(depth: depth - 1, using: &seed)
          })
      default:
        .object(
          (0..<seed.below(5)).map {
            ("k\($0)" + randomText(using: &seed), random(depth: depth - 1, using: &seed))
          })
      }
    }

    private static let ranges: [ClosedRange<UInt32>] = [
      0...0x7f, 0x20...0x7e, 0x80...0xff, 0x600...0x620, 0x1100...0x11ff, 0x2000...0x2070,
      0xac00...0xd7a3, 0xfe00...0xffff, 0x1f300...0x1f600, 0xe0000...0xe01ff,
    ]

    static func randomText(using seed: inout SeededRandom) -> String {
      var text = ""
      for _ in 0..<seed.below(8) {
        let range = ranges[seed.below(ranges.count)]
        let value = range.lowerBound + UInt32(seed.below(range.count))
        if let scalar = Unicode.Scalar(value) {
          text.unicodeScalars.append(scalar)
        }
      }
      return text
    }

    /// Whether Foundation read the same; object keys are looked up, as it keeps no order.
    func matches(_ read: Any) -> Bool {
      switch self {
      case .null: read is NSNull
      case .bool(let value): (read as? NSNumber)?.boolValue == value
      case .int(let value): (read as? NSNumber)?.int64Value == value
      case .unsigned(let value): (read as? NSNumber)?.uint64Value == value
      case .double(let value):
        // Foundation on Linux loses a double's last digits; `doubles` below reads them exactly.
        (read as? NSNumber).map { abs($0.doubleValue - value) <= 1e-14 * abs(value) } ?? false
      case .text(let value):
        (read as? String).map { $0.unicodeScalars.elementsEqual(value.unicodeScalars) } ?? false
      case .list(let values):
        (read as? [Any]).map {
          $0.count == values.count && zip(values, $0).allSatisfy { $0.matches($1) }
        }
          ?? false
      case .object(let members):
        (read as? [String: Any]).map { object in
          members.allSatisfy { key, value in object[key].map { value.matches($0) } ?? false }
        } ?? false
      }
    }
  }

  @Test("Foundation reads back what was written")
  func readsBack() throws {
    var seed = SeededRandom.forTest("JSON validity")
    for _ in 0..<SeededRandom.inputs / 10 {
      let value = Value.random(depth: 4, using: &seed)
      let text = try Presentation.JSONEncoder().text(of: value)
      let read = try JSONSerialization.jsonObject(
        with: Data(text.utf8), options: .fragmentsAllowed)
      #expect(value.matches(read), "\(text)")
      let isClean = text.unicodeScalars.allSatisfy { !HiddenCharacters.contains($0.value) }
      #expect(isClean, "\(text)")
    }
  }

  @Test("every finite double reads back as itself")
  func doubles() throws {
    var seed = SeededRandom.forTest("JSON doubles")
    for _ in 0..<SeededRandom.inputs {
      let value = Double(bitPattern: seed.next())
      guard value.isFinite else { continue }
      let text = try Presentation.JSONEncoder().text(of: value)
      if Double(text) != value { Issue.record("\(value.bitPattern)") }
    }
  }
}
