import Foundation
import TestSupport
import Testing

/// Completes netkit's own words in the real shells, from the scripts that are committed.
@Suite("completion in the shells")
struct ShellTests {
  static let cases = [
    Completing(line: "netkit ", offered: ["ipcalc", "help"], other: ["split"]),
    Completing(line: "netkit ipc", offered: ["ipcalc"], other: ["help"]),
    Completing(line: "netkit ipcalc ", offered: ["split", "plan", "has"]),
    Completing(line: "netkit ipcalc sp", offered: ["split", "special"], other: ["plan"]),
    Completing(line: "netkit ipcalc split --bo", offered: ["--borrow"], other: ["--json"]),
    Completing(
      line: "netkit ipcalc plan --cloud ", offered: ["aws", "azure", "gcp", "oci"],
      other: ["README.md", "man/"]),
    Completing(
      line: "netkit probe --color ", offered: ["auto", "always", "never"], other: ["README.md"]),
    Completing(line: "netkit ipcalc --color=n", offered: ["never"], other: ["always"]),
    Completing(line: "netkit serve ", offered: ["echo", "chat", "stun"], other: ["split"]),
    Completing(line: "netkit connect localhost 1 --file CHANGE", offered: ["CHANGELOG.md"]),
    Completing(
      line: "netkit resolve -f CONTRIB", offered: ["CONTRIBUTING.md"], other: ["README.md"]),
    Completing(line: "netkit nat -I l", offered: ["lo"]),
    Completing(line: "netkit probe localhost --interface l", offered: ["lo"]),
    Completing(line: "netkit connect localhost domai", offered: ["domain"], other: ["https"]),
    Completing(line: "netkit probe localhost -p domai", offered: ["domain"]),
    Completing(line: "netkit help ", offered: ["ipcalc", "connect"], other: ["split"]),
  ]

  @Test(
    "bash", .enabled(if: Tool.canTest(with: "bash"), "bash is not installed"), arguments: cases)
  func bash(_ test: Completing) throws {
    let offer = try test.inBash("netkit", in: Checkout.root)
    #expect(test.faults(of: offer) == [])
  }

  @Test("zsh", .enabled(if: Tool.canTest(with: "zsh"), "zsh is not installed"))
  func zsh() throws {
    let offers = try Completing.inZsh(Self.cases, in: Checkout.root)
    #expect(offers.count == Self.cases.count)
    for (test, offer) in zip(Self.cases, offers) { #expect(test.faults(of: offer) == []) }
  }

  @Test("fish", .enabled(if: Tool.canTest(with: "fish"), "fish is not installed"), arguments: cases)
  func fish(_ test: Completing) throws {
    let offer = try test.inFish("netkit", in: Checkout.root)
    #expect(test.faults(of: offer) == [])
  }
}
