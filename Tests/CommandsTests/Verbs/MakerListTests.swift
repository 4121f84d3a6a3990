import Foundation
import Testing

@testable import NetkitCommands

@Suite("Makers of MAC addresses")
struct MakerListTests {
  /// A list in a file of its own, gone afterwards.
  private func maker(_ number: UInt32, in text: String) throws -> String? {
    let file = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try Data(text.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    var list = MakerList(paths: ["/nowhere/oui.txt", file.path])
    return list.name(of: number)
  }

  @Test(
    "Each system's list is read",
    arguments: [
      // ieee-data: the second line of each entry repeats the number without dashes.
      "OUI/MA-L\t\tOrganization\r\n00-11-22   (hex)\t\tCIMSYS Inc\r\n"
        + "001122     (base 16)\t\tCIMSYS Inc\r\n",
      // nmap
      "# Comment\n001121 Other\n001122 CIMSYS Inc\n",
      // Wireshark, with its short name first; no line end at the end.
      "00:11:21\tOther\tOther Ltd\n00:11:22\tCIMSYS\tCIMSYS Inc",
    ])
  func formats(_ text: String) throws {
    #expect(try maker(0x00_1122, in: text) == "CIMSYS Inc")
  }

  @Test("A longer number is another registry's and no match")
  func longerNumber() throws {
    #expect(try maker(0x00_1122, in: "0011223 Small Maker\n") == nil)
    #expect(try maker(0x00_1122, in: "00:11:22:30:00:00/28\tSmall\tSmall Maker\n") == nil)
  }

  @Test("No list, an empty list and an unknown number give nil")
  func unknown() throws {
    var none = MakerList(paths: ["/nowhere/oui.txt"])
    #expect(none.name(of: 1) == nil)
    #expect(try maker(1, in: "") == nil)
    #expect(try maker(1, in: "001122 CIMSYS Inc\n") == nil)
    #expect(try maker(0x00_1122, in: "001122\n001122   \n") == nil)
  }
}
