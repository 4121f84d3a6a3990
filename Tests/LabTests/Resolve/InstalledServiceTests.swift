import Foundation
import Testing

/// Whether what the tests ask is installed.
private enum InstalledServices {
  static let areHere =
    ResolveLab.needs && Lab.can(use: "avahi-daemon")
    && (Lab.isRequired || ["mdns4_minimal", "myhostname"].allSatisfy(has))

  /// Where Debian and others keep the C library's modules.
  private static func has(_ service: String) -> Bool {
    let folders = ["/lib", "/usr/lib", "/usr/lib64"].flatMap { folder in
      let inside = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
      return [folder] + inside.filter { $0.hasSuffix("-linux-gnu") }.map { "\(folder)/\($0)" }
    }
    return folders.contains {
      FileManager.default.fileExists(atPath: "\($0)/libnss_\(service).so.2")
    }
  }
}

/// Services of nsswitch.conf that Debian installs apart, as they are.
@Suite(
  "Multicast DNS and the machine's own name",
  .enabled(
    if: InstalledServices.areHere, "needs root, avahi-daemon, libnss-mdns and libnss-myhostname"),
  .timeLimit(.minutes(2)))
struct InstalledServiceTests {
  private static var lab: ResolveLab {
    var lab = ResolveLab(servers: ["127.0.0.60"], links: ResolveLab.dualStack)
    lab.files["nsswitch.conf"] = "hosts: files mdns4_minimal [NOTFOUND=return] dns myhostname\n"
    return lab
  }

  // A second machine at the far end of the link answers for printer.local; this one's own daemon is
  // the one that libnss-mdns asks.
  @Test("a name under .local is found by multicast, and --source says so")
  func multicast() throws {
    let report = try Self.lab.report(
      """
      cd $FOLDER; mkfifo is-apart may-start
      for host in "printer far" "desk out"; do
        set -- $host
        printf '[server]\\nhost-name=%s\\nallow-interfaces=%s\\nenable-dbus=no\\n' $1 $2 > $1
      done
      start="mount -t tmpfs none /run; mkdir /run/avahi-daemon
        avahi-daemon --no-drop-root --no-chroot --no-rlimits -D -f $FOLDER"
      unshare --net --mount sh -c "
        echo > is-apart; read line < may-start
        ip link set lo up; ip link set far up; ip addr add 192.0.2.20/24 dev far
        $start/printer" 2> /dev/null &
      read line < is-apart
      ip link set far netns $!; echo > may-start; wait $!
      eval "$start/desk" 2> /dev/null
      $NETKIT resolve printer.local --source --json
      """)
    #expect(report.addresses == ["192.0.2.20"])
    #expect(report.text("verdict") == "ipv4-only")
    #expect(report.object("source").text("service") == "mdns4_minimal")
    #expect(report.object("source")["is_measured"] as? Bool == true)
    #expect(report.warnings.isEmpty)
    let services = report.objects("services")
    #expect(
      services.compactMap { $0.text("service") } == ["files", "mdns4_minimal", "dns", "myhostname"])
    #expect(
      services.compactMap { $0.text("status") } == ["not-found", "found", "found", "not-found"])
    #expect(services.compactMap { $0["is_chosen"] as? Bool } == [false, true, false, false])
    #expect(services[1]["addresses"] as? [String] == ["192.0.2.20"])
    #expect(services[1].text("action") == "NOTFOUND=return")
  }

  @Test("this machine's own name comes from myhostname, where nobody else knows it")
  func ownName() throws {
    var lab = Self.lab
    lab.files["nsswitch.conf"] = "hosts: files myhostname\n"
    let report = try lab.report("$NETKIT resolve $(uname -n) --source --json")
    #expect(report.object("source").text("service") == "myhostname")
    #expect(report.object("source")["is_measured"] as? Bool == true)
    #expect(report.addresses.contains("192.0.2.10"))
    #expect(report.addresses.contains("2001:db8:c::10"))
    #expect(report.objects("services").compactMap { $0.text("status") } == ["not-found", "found"])
    // Without an IPv6 address myhostname gives ::1 to those who ask for IPv6 alone.
    let single = try lab.report(
      "ip -6 addr flush scope link; ip -6 addr flush dev out; $NETKIT resolve $(uname -n) --json")
    #expect(single.addresses == ["192.0.2.10"])
    #expect(single.text("verdict") == "ipv4-only")
  }
}
