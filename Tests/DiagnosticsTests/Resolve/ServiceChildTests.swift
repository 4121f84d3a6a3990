import Addressing
import Testing

@testable import Diagnostics

@Suite("What a child process says of one service")
struct ServiceChildTests {
  @Test("its lines are read back")
  func lines() {
    let answer = ServiceChild.answer(
      "code 0\ntime 1500000\naddress 192.0.2.1\naddress fe80::1%lo\n")
    #expect(answer.code == 0)
    #expect(answer.time == .microseconds(1500))
    #expect(answer.addresses.map(\.description) == ["192.0.2.1", "fe80::1%lo"])
    #expect(!answer.isUnavailable)
    #expect(ServiceChild.answer("code -2\nerror Name or service not known\n").code == -2)
    #expect(ServiceChild.answer("code 0\nlate\n").isLate)
  }

  @Test("a child that says nothing found nothing out")
  func nothing() {
    let answer = ServiceChild.answer("")
    #expect(answer.isUnavailable)
    #expect(answer.error == "the child process gave nothing")
  }

  @Test("a user's words are no child's")
  func words() {
    #expect(ServiceChild(words: ["resolve", "localhost"]) == nil)
    #expect(ServiceChild(words: [ServiceChild.word]) == nil)
    let child = ServiceChild(words: [ServiceChild.word, "files", "0", "500", "localhost"])
    #expect(child?.service == "files")
    #expect(child?.limit == .milliseconds(500))
  }
}
