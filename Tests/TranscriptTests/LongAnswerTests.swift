import Foundation
import Testing

@Suite("Long answers of ipcalc")
struct LongAnswerTests {
  @Test(
    "A full disk ends four thousand million rows at once", .needsFullDisk,
    arguments: [
      "split 0.0.0.0/0 /32", "split ::/0 /128 --json", "rand 10.0.0.0/8 -n 9223372036854775807",
      "ula -n 9223372036854775807", "masks", "special",
    ])
  func fullDisk(_ line: String) throws {
    let words = ["ipcalc"] + line.split(separator: " ").map { String($0) }
    let run = try Netkit.run(words, output: URL(filePath: "/dev/full"))
    #expect(run.status == 2)
    #expect(run.errors == "netkit: cannot write to standard output: no space left on device\n")
  }

  @Test("A quiet question about all of IPv6 is answered at once")
  func quiet() throws {
    #expect(try Netkit.run("ipcalc", "split", "::/0", "/128", "-q").status == 0)
  }

  @Test("A /16 in /30s has every part once, in order")
  func everyPart() throws {
    let run = try Netkit.run("ipcalc", "split", "10.7.0.0/16", "/30", "--brief")
    let lines = run.output.split(separator: "\n")
    #expect(lines.count == 16384)
    #expect(lines.first == "10.7.0.0/30")
    #expect(lines.dropFirst(64).first == "10.7.1.0/30")
    #expect(lines.last == "10.7.255.252/30")
    #expect(Set(lines).count == 16384)
  }
}
