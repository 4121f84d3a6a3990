import Addressing
import Presentation

/// The report on one operand, whichever form it has.
enum InfoReport: Encodable {
  case v4(IPv4Report)
  case v6(IPv6Report)
  case range(RangeReport)
  case mac(MACReport)

  /// `isClassful` gives a bare IPv4 address the length that its class implies.
  init(_ operand: NetworkOperand, input: String, isClassful: Bool) {
    switch operand.value {
    case .mac(let mac):
      self = .mac(MACReport(input: input, mac: mac))
    case .range(let range):
      self.init(range, input: input, notes: operand.notes)
    case .address(let scoped):
      self.init(scoped, Self.prefix(of: scoped.address, isClassful), input, operand.notes)
    case .network(let scoped, let prefix):
      self.init(scoped, prefix, input, operand.notes)
    }
  }

  private init(_ range: IPRange, input: String, notes: [OperandNote]) {
    if let prefix = range.exactPrefix {
      self.init(ScopedAddress(prefix.network), prefix, input, notes)
    } else {
      self = .range(RangeReport(input: input, range: range, notes: notes))
    }
  }

  private init(
    _ scoped: ScopedAddress, _ prefix: IPPrefix, _ input: String, _ notes: [OperandNote]
  ) {
    switch (scoped.address, prefix) {
    case (.v4(let address), .v4(let prefix)):
      self = .v4(IPv4Report(input: input, address: address, prefix: prefix, notes: notes))
    case (.v6(let address), .v6(let prefix)):
      self = .v6(
        IPv6Report(
          input: input, address: address, zone: scoped.zone, prefix: prefix, notes: notes))
    case (.v4, .v6), (.v6, .v4):
      preconditionFailure("an address and its prefix are of one family")
    }
  }

  private static func prefix(of address: IPAddress, _ isClassful: Bool) -> IPPrefix {
    if isClassful, case .v4(let v4) = address, let length = AddressClass(of: v4).defaultLength {
      return IPPrefix(containing: address, length: length)
    }
    return IPPrefix(address)
  }

  func write(to page: inout TextBuffer, isBrief: Bool) {
    switch self {
    case .v4(let report): IPv4Sheet(report: report, isBrief: isBrief).write(to: &page)
    case .v6(let report): IPv6Sheet(report: report, isBrief: isBrief).write(to: &page)
    case .range(let report): report.write(to: &page)
    case .mac(let report): report.write(to: &page)
    }
  }

  func encode(to encoder: any Encoder) throws {
    switch self {
    case .v4(let report): try report.encode(to: encoder)
    case .v6(let report): try report.encode(to: encoder)
    case .range(let report): try report.encode(to: encoder)
    case .mac(let report): try report.encode(to: encoder)
    }
  }
}
