import Foundation
import Testing

@Suite(
  "Who answers, and with what", .enabled(if: ResolveLab.needs, Lab.reason), .timeLimit(.minutes(2)))
struct AnswerLabTests {
  @Test("a hosts file that disagrees with DNS: its line, both answers, and that they differ")
  func hostsAgainstDNS() throws {
    var lab = ResolveLab(servers: ["127.0.0.60"])
    lab.files["hosts"] = "127.0.0.1 localhost\n# comment\n192.0.2.80 other www.test\n"
    let report = try lab.report("$NETKIT resolve www.test --source --dns --json")
    #expect(report.addresses == ["192.0.2.80"])
    #expect(report.object("source").text("service") == "files")
    #expect(report.object("source")["line"] as? Int == 3)
    #expect(report.text("canonical") == "other")
    #expect(report.warnings.contains("hosts-differs"))
    let services = report.objects("services")
    #expect(services.compactMap { $0.text("service") } == ["files", "dns"])
    #expect(services.compactMap { $0.text("status") } == ["found", "found"])
    #expect(services[0]["addresses"] as? [String] == ["192.0.2.80"])
    #expect((services[1]["addresses"] as? [String])?.count == 2)
    #expect(services.compactMap { $0["is_chosen"] as? Bool } == [true, false])
  }

  @Test("a service that is not installed is unavailable, and the next one answers")
  func missingService() throws {
    var lab = ResolveLab(servers: ["127.0.0.60"])
    lab.files["nsswitch.conf"] = "hosts: files nosuchservice [!UNAVAIL=return] dns\n"
    let report = try lab.report("$NETKIT resolve fine.test --source --json")
    let services = report.objects("services")
    #expect(services.compactMap { $0.text("status") } == ["not-found", "unavailable", "found"])
    #expect(services[1].text("action") == "!UNAVAIL=return")
    #expect(services.map { $0["time_ms"] != nil } == [true, false, true])
    #expect(report.object("source").text("service") == "dns")
    #expect(report.object("source")["is_measured"] as? Bool == true)
  }

  @Test("search domains: the full name that was found, also behind an alias")
  func search() throws {
    var lab = ResolveLab(servers: ["127.0.0.60"])
    lab.files["resolv.conf"] = "nameserver 127.0.0.60\nsearch nowhere.test corp.test\n"
    let reports = try lab.reports("$NETKIT resolve www app www.corp.test --json")
    #expect(reports["www"]?.text("found") == "www.corp.test")
    #expect(reports["app"]?.text("found") == "app.corp.test")
    #expect(reports["app"]?.text("canonical") == "end.other.test")
    #expect(reports["www.corp.test"]?.text("found") == nil)
  }

  @Test("localhost is both loopback addresses; one that the hosts file forgot is named")
  func localhost() throws {
    var lab = ResolveLab()
    let whole = try lab.report("$NETKIT resolve localhost --json")
    #expect(whole.addresses == ["::1", "127.0.0.1"])
    #expect(whole["missing"] == nil)
    lab.files["hosts"] = "127.0.0.1 localhost\n"
    let half = try lab.report("$NETKIT resolve localhost --json")
    #expect(half.addresses == ["127.0.0.1"])
    #expect(half["missing"] as? [String] == ["::1"])
    #expect(half.warnings.contains("localhost-incomplete"))
  }

  @Test("names under .local without multicast DNS, and octal addresses, are warned of")
  func warnings() throws {
    let lab = ResolveLab(servers: ["127.0.0.60"])
    let reports = try lab.reports("$NETKIT resolve printer.local 010.1 --json")
    #expect(reports["printer.local"]?.warnings == ["local-without-mdns"])
    #expect(reports["010.1"]?.addresses == ["8.0.0.1"])
    #expect(reports["010.1"]?.warnings == ["classic-ipv4"])
  }

  @Test("an international name in both spellings, by netkit's own code and by the C library's")
  func international() throws {
    let lab = ResolveLab(servers: ["127.0.0.60"])
    let own = try lab.report("$NETKIT resolve bücher.test --json")
    #expect(own.text("ascii") == "xn--bcher-kva.test")
    #expect(own.text("canonical") == "xn--bcher-kva.test")
    let ascii = try lab.report("$NETKIT resolve xn--bcher-kva.test --json")
    #expect(ascii.text("unicode") == "bücher.test")
    #expect(own.addresses == ascii.addresses)
    let library = try lab.report("$NETKIT resolve bücher.test --flags idn --json")
    #expect(library.addresses == own.addresses || library.text("status") == "local-error")
  }

  @Test("an address's name, confirmed or not")
  func reverse() throws {
    let lab = ResolveLab(servers: ["127.0.0.60"])
    let good = try lab.report("$NETKIT resolve -x 198.51.100.80 --confirm --dns --json")
    #expect(good.text("name") == "host80.test")
    #expect(good["confirmed"] as? Bool == true)
    let answers = good.objects("servers").first?.objects("answers").first ?? [:]
    #expect(answers["names"] as? [String] == ["host80.test"])
    let bad = try lab.run("$NETKIT resolve -x 198.51.100.81 --confirm; echo $?")
    #expect(bad.output.contains("not confirmed: host81.test leads to 198.51.100.1"))
    #expect(bad.output.hasSuffix("1\n"))
  }

  @Test("families, ports, transports and flags reach getaddrinfo")
  func options() throws {
    let lab = ResolveLab(servers: ["127.0.0.60"], links: ResolveLab.dualStack)
    let four = try lab.report("$NETKIT resolve fine.test -4 -p https --json")
    #expect(four.addresses.count == 1)
    #expect(four.objects("addresses").first?["port"] as? Int == 443)
    #expect(four.objects("addresses").first?.text("type") == "tcp")
    #expect(four.objects("addresses").first?.text("family") == "ipv4")
    let six = try lab.report("$NETKIT resolve fine.test -6 --udp -p 53 --json")
    #expect(six.objects("addresses").first?.text("type") == "udp")
    let mapped = try lab.report("$NETKIT resolve v4only.test -6 --flags v4mapped --json")
    #expect(mapped.objects("addresses").first?.text("kind") == "ipv4-mapped")
    let all = try lab.report("$NETKIT resolve fine.test -6 --flags v4mapped,all --json")
    #expect(all.addresses.count == 2)
    let numeric = try lab.run("$NETKIT resolve fine.test --flags numerichost; echo $?")
    #expect(numeric.output.hasSuffix("1\n"))
    var single = lab
    single.links = ["addr add 192.0.2.10/32 dev lo"]
    let configured = try single.report("$NETKIT resolve fine.test --flags addrconfig --json")
    #expect(configured.objects("addresses").allSatisfy { $0.text("family") == "ipv4" })
  }

  @Test("the order is explained by source address, label, precedence and rule")
  func why() throws {
    let lab = ResolveLab(servers: ["127.0.0.60"], links: ResolveLab.dualStack)
    let report = try lab.report("$NETKIT resolve fine.test --why --json")
    #expect(report["order_explained"] as? Bool == true)
    #expect(report.text("policy") == "glibc-default")
    let first = try #require(report.objects("addresses").first)
    #expect(first.text("source_address") == "2001:db8:c::10")
    #expect(first.text("interface") == "out")
    #expect(first["precedence"] as? Int == 40)
    #expect(first["rule_over_next"] as? Int == 6)
    #expect(first.text("reason") == "higher precedence (40 over 10)")
  }

  @Test("watching shows the first answer and each change, and nothing between")
  func watch() throws {
    var lab = ResolveLab()
    lab.files["nsswitch.conf"] = "hosts: files\n"
    lab.files["hosts"] = "192.0.2.1 www.test\n"
    // The writer follows what netkit prints, so that nothing depends on time.
    let result = try lab.run(
      """
      $NETKIT resolve www.test --watch 50ms --json > $FOLDER/out & p=$!
      line() { tail -n +$1 -f $FOLDER/out --pid=$p | head -1 > /dev/null; }
      line 1; echo '192.0.2.2 www.test' > /etc/hosts
      line 2; echo > /etc/hosts
      line 3; kill -INT $p; wait $p; echo $? >> $FOLDER/out; cat $FOLDER/out
      """)
    let lines = result.output.split(separator: "\n")
    try #require(lines.count == 4, "\(result)")
    #expect(lines[0].contains("\"kind\":\"first\""))
    #expect(
      lines[1].contains(#""added":["192.0.2.2"],"removed":["192.0.2.1"]"#), "\(lines[1])")
    #expect(lines[2].contains(#""status":"nxdomain""#))
    #expect(lines[3] == "130")
  }
}
