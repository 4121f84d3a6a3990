import Addressing
import Arguments

/// A notation as `--to` names it.
struct NotationName: ArgumentValue {
  let argument: String
  let notation: AddressNotation

  private init(_ argument: String, _ notation: AddressNotation) {
    self.argument = argument
    self.notation = notation
  }

  /// All of them, in the order of a sheet.
  static let all = [
    NotationName("short", .short), NotationName("full", .full),
    NotationName("int", .decimal), NotationName("hex", .hexadecimal), NotationName("oct", .octal),
    NotationName("bin", .binary), NotationName("mapped", .mapped),
    NotationName("6to4", .sixToFour), NotationName("nat64", .nat64(NAT64.wellKnown)),
    NotationName("arpa", .reverseName), NotationName("url", .url), NotationName("unc", .unc),
  ]

  init(argument: String) throws(ValueError) {
    if let known = Self.all.first(where: { $0.argument == argument }) {
      self = known
      return
    }
    let mark = "nat64:"
    guard argument.hasPrefix(mark) else {
      throw ValueError("expected \(Self.all.map(\.argument).joined(separator: ", "))")
    }
    let prefix: IPv6Prefix
    do throws(AddressError) {
      prefix = try IPv6Prefix(argument.dropFirst(mark.count))
    } catch {
      throw ValueError(error.explanation)
    }
    guard NAT64.lengths.contains(prefix.length) else {
      throw ValueError("a translator's prefix is a /32, /40, /48, /56, /64 or /96")
    }
    self.init(argument, .nat64(prefix))
  }

  static var choices: [Choice] {
    all.map { Choice($0.argument, summary(of: $0.argument)) }
  }

  private static func summary(of name: String) -> String {
    switch name {
    case "short": "The shortest text: RFC 5952 or dotted decimal"
    case "full": "All digits of an IPv6 address"
    case "int": "Decimal number"
    case "hex": "Hexadecimal number"
    case "oct": "Octal number"
    case "bin": "Binary number"
    case "mapped": "IPv4-mapped IPv6 address, or the IPv4 address of one"
    case "6to4": "6to4 network, or the IPv4 address in one"
    case "nat64": "Behind a NAT64 translator, or the IPv4 address there"
    case "arpa": "Name of the PTR record"
    case "url": "As in URLs: IPv6 in brackets"
    default: "As in Windows path names"
    }
  }
}
