import Foundation
import Testing

@Suite(
  "Name servers that misbehave", .enabled(if: ResolveLab.needs, Lab.reason),
  .timeLimit(.minutes(2)))
struct BrokenServerTests {
  /// The first label tells the server what to do.
  static let rows: [(name: String, verdict: String, status: String)] = [
    ("fine.test", "ok", "ok"),
    ("drop.test", "servers-silent", "temporary"),
    ("drop-aaaa.test", "aaaa-silent", "ok"),
    ("drop-a.test", "a-silent", "temporary"),
    ("servfail-aaaa.test", "aaaa-failed", "ok"),
    ("refused-aaaa.test", "aaaa-failed", "ok"),
    ("notimp-aaaa.test", "aaaa-failed", "ok"),
    ("refused-a.test", "a-failed", "ok"),
    ("nx-aaaa.test", "aaaa-nxdomain", "ok"),
    ("slow-aaaa.test", "aaaa-slow", "ok"),
    ("v4only.test", "ipv4-only", "ok"),
    ("v6only.test", "ipv6-only", "ok"),
    ("refused.test", "servers-refused", "temporary"),
    ("servfail.test", "servers-failed", "temporary"),
    ("nx.test", "no-such-name", "nxdomain"),
    ("none.test", "no-address", "nodata"),
  ]

  @Test("each is named rightly, and all at once")
  func matrix() throws {
    let lab = ResolveLab(servers: ["127.0.0.60"])
    let names = Self.rows.map(\.name).joined(separator: " ")
    let reports = try lab.reports("$NETKIT resolve \(names) --json")
    #expect(reports.count == Self.rows.count)
    for row in Self.rows {
      var known = reports[row.name]
      let report = try Lab.answer(until: { $0.text("verdict") == row.verdict }) {
        defer { known = nil }
        return try known ?? lab.report("$NETKIT resolve \(row.name) --json")
      }
      #expect(report.text("verdict") == row.verdict, "\(row.name): \(report)")
      #expect(report.text("status") == row.status, "\(row.name)")
    }
    // timeout:1 makes glibc's fifteen seconds three.
    let silent = try #require(reports["drop-aaaa.test"])
    #expect((silent.object("timing_ms")["any"] as? Double ?? 0) > 2900)
    #expect(
      silent.text("text")?.hasPrefix("name server 127.0.0.60 never answers AAAA") == true)
    #expect(silent.addresses.count == 1)
  }

  @Test("nobody at the port is told from silence")
  func nothingListens() throws {
    let report = try ResolveLab().report("$NETKIT resolve any.test --json")
    #expect(report.text("verdict") == "servers-unreachable")
    #expect(report.text("eai_name") == "EAI_AGAIN")
  }

  @Test("a dead first server is named, for it costs every look-up its timeout")
  func deadFirst() throws {
    var lab = ResolveLab(servers: ["127.0.0.60=silent", "127.0.0.61"])
    lab.files["resolv.conf"] =
      "nameserver 127.0.0.60\nnameserver 127.0.0.61\noptions timeout:1\n"
    let report = try lab.report("$NETKIT resolve fine.test --json")
    #expect(report.text("verdict") == "server-silent")
    #expect(report.text("text")?.contains("127.0.0.60") == true)
    #expect((report.object("timing_ms")["any"] as? Double ?? 0) > 900)
    #expect(report.addresses.count == 2)
  }

  @Test("each server alone: codes, TTL, aliases, TCP after a cut answer, hostile answers")
  func serversAlone() throws {
    let lab = ResolveLab(servers: ["127.0.0.60"])
    let reports = try lab.reports(
      "$NETKIT resolve alias.test big.test forged.test rubbish.test loop.test -w 3s --dns --json")
    func answer(_ name: String, _ type: String = "A") throws -> [String: Any] {
      let servers = try #require(reports[name]).objects("servers")
      #expect(servers.count == 1)
      let answers = servers.first?.objects("answers") ?? []
      return try #require(answers.first { $0.text("type") == type })
    }
    let alias = try answer("alias.test")
    #expect(alias["aliases"] as? [String] == ["target.alias.test", "end.alias.test"])
    #expect(alias["ttl"] as? Int == 30)
    #expect(alias["edns"] as? Bool == true)
    #expect(reports["alias.test"]?.text("canonical") == "end.alias.test")
    let big = try answer("big.test", "AAAA")
    #expect(big.text("transport") == "tcp")
    #expect((big["addresses"] as? [String])?.count == 40)
    let forged = try answer("forged.test")
    #expect(forged.text("rcode") == "NOERROR")
    #expect(forged["ignored"] as? Int == 4)
    #expect(try answer("rubbish.test").text("status") == "malformed")
    #expect(try answer("loop.test").text("status") == "malformed")
  }

  @Test("servers that disagree are told of")
  func disagreement() throws {
    var lab = ResolveLab(servers: ["127.0.0.60=east", "127.0.0.61=west"])
    lab.files["resolv.conf"] = "nameserver 127.0.0.60\nnameserver 127.0.0.61\n"
    let report = try lab.report("$NETKIT resolve fine.test --dns --json")
    #expect(report.warnings == ["servers-disagree"])
    lab.servers = ["127.0.0.60", "127.0.0.61"]
    #expect(try lab.report("$NETKIT resolve fine.test --dns --json").warnings.isEmpty)
  }

  @Test("the limit holds though getaddrinfo cannot be stopped: one name, and 256")
  func limit() throws {
    // Without a limit it is ten seconds: two tries of five each.
    let lab = ResolveLab(servers: ["127.0.0.60"], options: "")
    let times = try lab.run(
      """
      now() { date +%s%N; }
      a=$(now); $NETKIT resolve drop.test -w 1s > /dev/null; s=$?; b=$(now)
      echo $s $(( (b - a) / 1000000 ))
      seq -f 'drop.%g.test' 256 > $FOLDER/names; a=$(now)
      $NETKIT resolve -f $FOLDER/names -w 1s 2> /dev/null | wc -l; b=$(now)
      echo $(( (b - a) / 1000000 ))
      """)
    let numbers = times.output.split(whereSeparator: \.isWhitespace).compactMap { Int($0) }
    try #require(numbers.count == 4, "\(times)")
    #expect(numbers[0] == 2)
    // The benchmark measures the tenth of a second; here others may load the machine.
    #expect(numbers[1] < 8000)
    #expect(numbers[2] == 256)
    #expect(numbers[3] < 8000)
  }

  @Test("Ctrl-C ends at once, by the signal, with what is known")
  func interruption() throws {
    let lab = ResolveLab(servers: ["127.0.0.60"], options: "")
    // One name is found after a second, when the others' quick answers have long come; drop-aaaa
    // would take 15 s, and drop 10 s.
    let result = try lab.run(
      """
      $NETKIT resolve slow-aaaa.test drop-aaaa.test drop.test --json > $FOLDER/out & p=$!
      tail -n +1 -f $FOLDER/out --pid=$p | head -1 > /dev/null
      kill -INT $p; wait $p; echo $? >> $FOLDER/out; cat $FOLDER/out
      """)
    let lines = result.output.split(separator: "\n")
    try #require(lines.count == 4, "\(result)")
    #expect(lines[3] == "130")
    #expect(lines[0].contains("\"status\":\"ok\""))
    // IPv4 was there, so it is shown.
    #expect(lines[1].contains("\"address\":\"10.9."))
    #expect(lines[2].contains("\"status\":\"interrupted\""))
  }

  @Test("few descriptors make no name unknown, and change no answer")
  func fewDescriptors() throws {
    let lab = ResolveLab(servers: ["127.0.0.60"], options: "")
    let result = try lab.run(
      """
      seq -f 'h%g.test' 400 > $FOLDER/names
      $NETKIT resolve -f $FOLDER/names --ordered > $FOLDER/many 2> $FOLDER/summary
      (ulimit -n 32; $NETKIT resolve -f $FOLDER/names --ordered 2> /dev/null) > $FOLDER/few
      grep -c ':beef:.* 10[.]9[.]\\|10[.]9[.].* .*:beef:' $FOLDER/many
      cmp $FOLDER/many $FOLDER/few && echo same; cut -d' ' -f3-4 $FOLDER/summary
      """)
    #expect(result.output == "400\nsame\n400 found\n")
  }

  @Test("without any descriptor the name is not said to be unknown")
  func noDescriptor() throws {
    // Seven are open before the look-up: three streams, the loop's three, and one for the files.
    let lab = ResolveLab(servers: ["127.0.0.60"])
    let result = try lab.run(
      "(ulimit -n 6; $NETKIT resolve fine.test --json; echo $?)")
    #expect(result.output.contains("\"verdict\":\"out-of-descriptors\""), "\(result)")
    #expect(result.output.hasSuffix("2\n"))
  }

  @Test(
    "a server that refuses beyond its limit gives all answers in the end, whole ones",
    arguments: ["narrow", "narrow-a"])
  func overload(_ view: String) throws {
    let lab = ResolveLab(servers: ["127.0.0.60=\(view)"], options: "attempts:1")
    // All at once, and as netkit sees fit.
    for jobs in ["600", "auto"] {
      let result = try lab.run("seq -f 'h%g.test' 600 | $NETKIT resolve -f - -J \(jobs); echo $?")
      let lines = result.output.split(separator: "\n")
      #expect(lines.last == "0", "\(result.errors)")
      let whole = lines.filter { $0.contains(":beef:") && $0.contains(" 10.9.") }
      #expect(whole.count == 600, "\(result)")
    }
  }

  @Test("lost questions are asked again beside the first, long before the C library does")
  func loss() throws {
    let lab = ResolveLab(servers: ["127.0.0.60=lossy"], options: "timeout:20 attempts:1")
    let result = try lab.run(
      "(seq -f 'h%g.test' 400; seq -f 'lost%g.test' 90; seq -f 'i%g.test' 400) "
        + "| $NETKIT resolve -f - -w 15s --json | tail -1")
    let last = try JSONSerialization.jsonObject(with: Data(result.output.utf8))
    let summary = (last as? [String: Any] ?? [:]).object("summary")
    #expect(summary["found"] as? Int == 890, "\(result)")
    #expect(summary["asked_twice"] as? Int ?? 0 >= 90, "\(result)")
  }

  @Test("a family that fails is told from one that is not there, also of many names")
  func partial() throws {
    let lab = ResolveLab(servers: ["127.0.0.60"])
    let names = ["fine", "refused-a", "servfail-aaaa", "drop-aaaa", "v4only", "v6only"]
    let list = names.map { "\($0).test" }.joined(separator: "\\n")
    let text = try lab.run("printf '\(list)' | $NETKIT resolve - --ordered; echo $?")
    let lines = text.output.split(separator: "\n", omittingEmptySubsequences: false).map(
      String.init)
    try #require(lines.count == names.count + 2, "\(text)")
    let failures = lines.prefix(names.count).map { line in
      line.range(of: "  ! ").map { String(line[$0.upperBound...]) }
    }
    #expect(failures[0] == nil)
    #expect(failures[1] == "A fails at the name server")
    #expect(failures[2] == "AAAA fails at the name server")
    #expect(failures[3]?.hasPrefix("AAAA is never answered: every application waits ") == true)
    #expect(failures[4] == nil)
    #expect(failures[5] == nil)
    #expect(lines[names.count] == "2")
    #expect(text.errors.hasPrefix("6 names: 3 found, 3 found in part in "))

    let reports = try lab.reports("printf '\(list)' | $NETKIT resolve - --json")
    let verdicts = names.map { reports["\($0).test"]?.text("verdict") }
    #expect(
      verdicts == ["ok", "a-failed", "aaaa-failed", "aaaa-silent", "ipv4-only", "ipv6-only"])
    #expect(reports.values.allSatisfy { $0.text("status") == "ok" })

    let single = try lab.run("$NETKIT resolve refused-a.test v6only.test --short; echo $?")
    #expect(single.output.hasSuffix("\n2\n"))
    #expect(single.errors.contains("refused-a.test: name server 127.0.0.60 answers A with REFUSED"))
    #expect(try lab.run("$NETKIT resolve v6only.test -q; echo $?").output == "0\n")
  }
}
