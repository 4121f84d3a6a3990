import Testing

@testable import Addressing

@Suite("Subnet plans")
struct SubnetPlanTests {
  private func requests(_ hosts: UInt64...) -> [SubnetPlan.Request] {
    hosts.enumerated().map { SubnetPlan.Request(name: "n\($0.offset)", hosts: $0.element) }
  }

  @Test("50, 20, 10 and 5 hosts fit in a /24")
  func tutorial() throws {
    let plan = try SubnetPlan(IPv4Prefix("192.168.0.0/24"), for: requests(50, 20, 10, 5))
    #expect(
      plan.allocations.map(\.prefix.description)
        == ["192.168.0.0/26", "192.168.0.64/27", "192.168.0.96/28", "192.168.0.112/29"])
    #expect(plan.free.map(\.description) == ["192.168.0.120/29", "192.168.0.128/25"])
    #expect(plan.allocations[0].capacity == 62)
    #expect(plan.allocations[0].hosts.description == "192.168.0.1-192.168.0.62")
    #expect(plan.utilisation == 85.0 / 256)
    #expect(plan.allocatedAddresses == 120)
  }

  @Test(
    "the smallest subnet that has room is taken",
    arguments: [
      (1, 30), (2, 30), (3, 29), (6, 29), (7, 28), (14, 28), (15, 27), (62, 26), (63, 25),
      (254, 24), (255, 23), (65_534, 16), (4_294_967_294, 0),
    ])
  func exact(hosts: UInt64, length: Int) {
    #expect(Reservation.standard.length(for: hosts) == length)
  }

  @Test("requests go by size, or as they stand with gaps for alignment")
  func order() throws {
    let network = try IPv4Prefix("10.0.0.0/24")
    let bySize = try SubnetPlan(network, for: requests(5, 100))
    #expect(bySize.allocations.map(\.prefix.description) == ["10.0.0.0/25", "10.0.0.128/29"])
    let asGiven = try SubnetPlan(network, for: requests(5, 100), order: .given)
    #expect(asGiven.allocations.map(\.prefix.description) == ["10.0.0.0/29", "10.0.0.128/25"])
    #expect(
      asGiven.free.map(\.description)
        == ["10.0.0.8/29", "10.0.0.16/28", "10.0.0.32/27", "10.0.0.64/26"])
  }

  @Test(
    "clouds keep addresses for themselves and bound the sizes",
    arguments: [
      (Reservation.aws, 11, 28), (.aws, 12, 27), (.aws, 1, 28), (.azure, 3, 29), (.azure, 4, 28),
      (.gcp, 4, 29), (.gcp, 5, 28), (.oci, 1, 30), (.oci, 2, 29), (.oci, 5, 29), (.oci, 6, 28),
    ] as [(Reservation, UInt64, Int)])
  func clouds(reservation: Reservation, hosts: UInt64, length: Int) {
    #expect(reservation.length(for: hosts) == length)
  }

  @Test("an impossible plan says what is missing")
  func impossible() throws {
    let small = #expect(throws: PlanError.self) {
      try SubnetPlan(IPv4Prefix("10.0.0.0/30"), for: requests(50))
    }
    #expect(
      small?.description
        == "'n0' needs a /26, and no place is left for it: 60 addresses are missing"
    )
    let full = #expect(throws: PlanError.self) {
      try SubnetPlan(IPv4Prefix("10.0.0.0/25"), for: requests(100, 20))
    }
    #expect(full?.description.hasSuffix("32 addresses are missing") == true)
    let top = #expect(throws: PlanError.self) {
      try SubnetPlan(IPv4Prefix("255.255.255.0/24"), for: requests(200, 2))
    }
    #expect(top?.description.hasSuffix("4 addresses are missing") == true)
    #expect(throws: PlanError.self) {
      try SubnetPlan(IPv4Prefix("10.0.0.0/8"), for: requests(70_000), reserving: .aws)
    }
    #expect(throws: PlanError.self) {
      try SubnetPlan(IPv4Prefix("10.0.0.0/8"), for: requests(UInt64.max))
    }
    #expect(throws: PlanError.self) {
      try SubnetPlan(IPv4Prefix("10.0.0.0/8"), for: requests(0))
    }
  }

  @Test("the whole of IPv4 can be planned")
  func whole() throws {
    let plan = try SubnetPlan(.everything, for: requests(4_294_967_294))
    #expect(plan.allocations.map(\.prefix.description) == ["0.0.0.0/0"])
    #expect(plan.free.isEmpty)
  }
}
