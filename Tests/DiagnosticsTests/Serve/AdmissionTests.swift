import Addressing
import Testing

@testable import Diagnostics

@Suite("who may come")
struct AdmissionTests {
  private func address(_ text: String) throws -> IPAddress { try IPAddress(text) }

  @Test("clients are counted, in all and for each address")
  func limits() throws {
    var admission = Admission(allowed: [], limit: 3, limitPerAddress: 2)
    let (a, b, c) = (try address("192.0.2.1"), try address("192.0.2.2"), try address("::1"))
    #expect(admission.enter(a) == nil)
    #expect(admission.enter(a) == nil)
    #expect(admission.enter(a) == .maxPerAddress)
    #expect(admission.enter(b) == nil)
    #expect(admission.enter(c) == .maxClients)
    admission.leave(a)
    #expect(admission.enter(c) == nil)
    #expect(admission.enter(a) == .maxClients)
    #expect(admission.count == 3)
  }

  @Test("only allowed networks come in")
  func networks() throws {
    var admission = Admission(
      allowed: [try IPPrefix("192.0.2.0/24"), try IPPrefix("2001:db8::/32")], limit: 9,
      limitPerAddress: 9)
    #expect(admission.enter(try address("192.0.2.77")) == nil)
    #expect(admission.enter(try address("2001:db8::7")) == nil)
    #expect(admission.enter(try address("198.51.100.1")) == .notAllowed)
    #expect(admission.enter(try address("::1")) == .notAllowed)
    #expect(admission.count == 2)
  }
}
