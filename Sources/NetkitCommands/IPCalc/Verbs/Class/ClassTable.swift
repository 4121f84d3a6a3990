import Addressing
import Presentation

/// All five classes side by side.
struct ClassTable {
  func write(to page: inout TextBuffer) {
    var table = Table([
      .left("CLASS"), .left("BITS"), .left("OCTET 1"), .left("NETWORKS"), .left("HOSTS IN EACH"),
      .left("MASK"),
    ])
    for addressClass in AddressClass.allCases {
      let report = ClassReport(addressClass)
      table.add(
        StyledText(addressClass.rawValue), StyledText(report.leadingBits),
        StyledText("\(report.firstOctet)-\(report.lastOctet)"),
        StyledText(report.networksText ?? "none"),
        StyledText(report.hostsText ?? "\(NumberText.powerOfTwo(28)) \(Self.noun(addressClass))"),
        StyledText(report.defaultMask?.description ?? "none"))
    }
    table.write(to: &page)
    page.line()
    page.line("Of class A 126 networks are usable: 0 and 127 are reserved.")
  }

  private static func noun(_ addressClass: AddressClass) -> String {
    addressClass == .d ? "groups" : "reserved"
  }
}
