import Testing

@testable import Diagnostics

@Suite("Port field")
struct PortFieldTests {
  @Test(
    "ports come out in order, those in a row together",
    arguments: [
      ([], []),
      ([80], [80...80]),
      ([443, 80, 81], [80...81, 443...443]),
      ([64, 63, 62], [62...64]),  // over a word's end
      ([65_535, 0], [0...0, 65_535...65_535]),
      ([8080, 22, 50_000, 8081], [22...22, 8080...8081, 50_000...50_000]),  // grows both ways
    ] as [([UInt16], [ClosedRange<UInt16>])])
  func order(ports: [UInt16], ranges: [ClosedRange<UInt16>]) {
    var field = PortField()
    for port in ports { field.insert(port) }
    #expect(field.ranges == ranges)
  }

  @Test("all ports are one range")
  func all() {
    var field = PortField()
    for port in UInt16.min...UInt16.max { field.insert(port) }
    #expect(field.ranges == [0...65_535])
  }

  @Test("a field knows the ports that came, and no others")
  func contains() {
    let ports: [UInt16] = [4_000, 4_063, 22, 65_535]
    let field = PortField(ports)
    for port in UInt16.min...UInt16.max {
      guard field.contains(port) != ports.contains(port) else { continue }
      Issue.record("\(port)")
    }
    #expect(!PortField().contains(0))
  }
}
