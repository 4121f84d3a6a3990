import Testing

/// Starting where little is there.
@Suite("start", .enabled(if: Lab.can(use: "unshare", "umount"), Lab.reason))
struct StartTests {
  @Test("the words arrive without /proc, as in a bare chroot")
  func withoutProc() throws {
    let script = #"umount -l /proc; exec "$@""#
    let words = ["-m", "sh", "-c", script, "sh", Lab.netkit, "ipcalc", "has", "10.0.0.0/8"]
    let held = try Lab.run("unshare", words + ["10.1.2.3"])
    #expect(held.output == "10.0.0.0/8 contains 10.1.2.3\n")
    let other = try Lab.run("unshare", words + ["192.0.2.1"])
    #expect(other.status == 1)
  }
}
