import Foundation
import Testing

@testable import Addressing

/// How a random test runs: its seed, which is printed and which NETKIT_SEED repeats, and how many
/// inputs it tries, 10,000 unless NETKIT_FUZZ says more.
enum TestRun {
  static let seed: UInt64 = {
    let seed =
      ProcessInfo.processInfo.environment["NETKIT_SEED"].flatMap { UInt64($0) }
      ?? .random(in: 0...UInt64.max)
    print("addresses: NETKIT_SEED=\(seed)")
    return seed
  }()

  static let inputs =
    ProcessInfo.processInfo.environment["NETKIT_FUZZ"].flatMap { Int($0) } ?? 10_000

  /// The words for a failure.
  static func note(_ text: String) -> Comment {
    "\(text.debugDescription), NETKIT_SEED=\(seed)"
  }
}

/// Random texts that look like addresses: valid ones of every style, and mutations of them.
struct TextGenerator {
  var random: SeededGenerator

  init(salt: UInt64) { random = SeededGenerator(seed: TestRun.seed &+ salt) }

  mutating func address() -> String {
    Bool.random(using: &random) ? ipv4() : ipv6()
  }

  /// An address, often with a length, a mask or a wildcard.
  mutating func network() -> String {
    let isIPv4 = Bool.random(using: &random)
    let address = isIPv4 ? ipv4() : ipv6()
    switch Int.random(in: 0..<10, using: &random) {
    case 0: return address
    case 1 where isIPv4:
      let length = Int.random(in: 0...32, using: &random)
      return "\(address)/\(IPv4Prefix(containing: .lowest, length: length).mask)"
    case 2 where isIPv4:
      let length = Int.random(in: 0...32, using: &random)
      return "\(address)/\(IPv4Prefix(containing: .lowest, length: length).wildcard)"
    default: return "\(address)/\(Int.random(in: 0...(isIPv4 ? 34 : 130), using: &random))"
    }
  }

  mutating func ipv4() -> String {
    let bits = UInt32.random(in: 0...UInt32.max, using: &random)
    return IPv4Address(bits: bits & mask32()).description
  }

  /// Full, shortened anywhere, upper case or with a dotted tail.
  mutating func ipv6() -> String {
    var groups = (0..<8).map { _ in
      Bool.random(using: &random) ? 0 : UInt16.random(in: 0...UInt16.max, using: &random)
    }
    if Int.random(in: 0..<8, using: &random) == 0 {
      groups = [0, 0, 0, 0, 0, 0xffff] + groups[6...]
    }
    var texts = groups.map { group in
      let short = String(group, radix: 16)
      let zeros = Int.random(in: 0...(4 - short.count), using: &random)
      return String(repeating: "0", count: zeros) + short
    }
    if Int.random(in: 0..<4, using: &random) == 0 {
      let tail = UInt32(groups[6]) << 16 | UInt32(groups[7])
      texts[6...] = [IPv4Address(bits: tail).description]
    }
    if Bool.random(using: &random), let start = groups.firstIndex(of: 0), start < texts.count {
      var end = start
      while end < texts.count, end < 6, groups[end] == 0 { end += 1 }
      if end > start {
        return texts[..<start].joined(separator: ":") + "::" + texts[end...].joined(separator: ":")
      }
    }
    let text = texts.joined(separator: ":")
    return Bool.random(using: &random) ? text : text.uppercased()
  }

  /// One to three bytes put in, taken out, doubled or changed.
  mutating func mutated(_ text: String) -> String {
    var scalars = Array(text.unicodeScalars)
    for _ in 0..<Int.random(in: 1...3, using: &random) {
      let index = Int.random(in: 0...scalars.count, using: &random)
      let scalar = Self.alphabet.randomElement(using: &random) ?? "0"
      switch Int.random(in: 0..<4, using: &random) {
      case 0: scalars.insert(scalar, at: index)
      case 1 where index < scalars.count: scalars.remove(at: index)
      case 2 where index < scalars.count: scalars.insert(scalars[index], at: index)
      case _ where index < scalars.count: scalars[index] = scalar
      default: scalars.append(scalar)
      }
    }
    return String(String.UnicodeScalarView(scalars))
  }

  private static let alphabet = Array("0123456789abcdefABCDEFgx.:/%[]+- _１é".unicodeScalars)

  private mutating func mask32() -> UInt32 {
    Bool.random(using: &random) ? .max : UInt32.random(in: 0...UInt32.max, using: &random)
  }
}
