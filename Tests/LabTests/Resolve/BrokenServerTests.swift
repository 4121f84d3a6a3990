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
      let report = try #require(reports[row.name], "\(row.name)")
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
    let lab = ResolveLab(servers: ["127.0.0.60"])
    let times = try lab.run(
      """
      now() { date +%s%N; }
      a=$(now); $NETKIT resolve drop.test -w 1s > /dev/null; s=$?; b=$(now)
      echo $s $(( (b - a) / 1000000 ))
      seq -f 'drop.%g.test' 256 > /tmp/nk-$$; a=$(now)
      $NETKIT resolve -f /tmp/nk-$$ -w 1s 2> /dev/null | wc -l; b=$(now)
      rm /tmp/nk-$$; echo $(( (b - a) / 1000000 ))
      """)
    let numbers = times.output.split(whereSeparator: \.isWhitespace).compactMap { Int($0) }
    try #require(numbers.count == 4, "\(times)")
    #expect(numbers[0] == 2)
    // Far from 10 s; the benchmark measures the tenth of a second.
    #expect(numbers[1] < 3000)
    #expect(numbers[2] == 256)
    #expect(numbers[3] < 5000)
  }

  @Test("Ctrl-C ends at once, by the signal, with what is known")
  func interruption() throws {
    let lab = ResolveLab(servers: ["127.0.0.60"])
    let result = try lab.run(
      "$NETKIT resolve fine.test drop-aaaa.test drop.test --json & p=$!; "
        + "timeout -s INT 1.5 tail --pid=$p -f /dev/null; kill -INT $p; wait $p; echo $?")
    let lines = result.output.split(separator: "\n")
    #expect(lines.last == "130")
    #expect(lines.count == 4)
    #expect(lines.first?.contains("\"status\":\"ok\"") == true)
    // IPv4 was there, so it is shown.
    #expect(lines.dropFirst().first?.contains("\"address\":\"10.9.") == true)
    #expect(lines.dropFirst(2).first?.contains("\"status\":\"interrupted\"") == true)
  }

  @Test("few descriptors make no name unknown")
  func fewDescriptors() throws {
    var lab = ResolveLab(servers: ["127.0.0.60"])
    lab.files["resolv.conf"] = "nameserver 127.0.0.60\n"
    let result = try lab.run(
      """
      seq -f 'h%g.test' 400 > /tmp/nk-$$
      $NETKIT resolve -f /tmp/nk-$$ --ordered -J 8 2> /dev/null > /tmp/nk-$$.a
      (ulimit -n 32; $NETKIT resolve -f /tmp/nk-$$ --ordered 2> /dev/null) > /tmp/nk-$$.b
      wc -l < /tmp/nk-$$.a; cmp /tmp/nk-$$.a /tmp/nk-$$.b && echo same; rm /tmp/nk-$$*
      """)
    #expect(result.output == "400\nsame\n")
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

  @Test("a server that refuses beyond its limit is asked by fewer, and makes no name unknown")
  func overload() throws {
    var lab = ResolveLab(servers: ["127.0.0.60=narrow"])
    lab.files["resolv.conf"] = "nameserver 127.0.0.60\noptions attempts:1\n"
    let result = try lab.run("seq -f 'h%g.test' 600 | $NETKIT resolve -f - | grep -vc ' - '")
    // On a busy machine the server is slow as well; what it leaves out is unanswered, not unknown.
    let found = Int(result.output.trimmingCharacters(in: .whitespacesAndNewlines)) ?? 0
    #expect(found > 300, "\(result)")
    #expect(found == 600 || result.errors.contains("\(600 - found) unanswered"), "\(result)")
  }
}
