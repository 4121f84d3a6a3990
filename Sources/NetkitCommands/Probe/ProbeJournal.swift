import Addressing
import Diagnostics
import Platform

/// What `--resume` keeps of a scan: which ports of which hosts have their verdict.
///
///     # netkit probe journal
///     10.0.0.7 tcp 1-65535;
///     10.0.0.8 tcp =;
///     fe80::1%eth0 tcp 1-17,20;
///
/// `=` stands for the ports of the line before it. A line without its semicolon was cut off when
/// the machine failed, and says nothing. What an error of this system has hidden is not noted, so
/// that it is asked again.
struct ProbeJournal {
  typealias Done = [ProbeTransport: [ScopedAddress: PortSet]]

  /// The file is somebody else's: nothing is written into it.
  struct ForeignFile: Error {}

  private static let heading = "# netkit probe journal\n"
  /// Some thirty million hosts; a file that is larger is something else.
  private static let longest = 1 << 30
  /// How long notes may be lost by a crash.
  private static let delay = Duration.seconds(1)

  private let writer: Writer
  private var lastPorts: String?
  private var writtenOut = Instant.now

  /// What earlier runs have done, and a journal that goes on behind it.
  static func open(_ path: String) throws -> (journal: ProbeJournal, done: Done) {
    var bytes: [UInt8] = []
    do throws(SystemError) {
      var reader = try FileReader(path: path)
      bytes = try reader.readAll(limit: longest)
    } catch {
      // The first run makes the file.
      if error.symbol != "ENOENT" { throw error }
    }
    let isNew = bytes.isEmpty
    guard isNew || bytes.starts(with: heading.utf8) else { throw ForeignFile() }
    let journal = ProbeJournal(writer: try FileAppending.open(path))
    if isNew { journal.writer.append(heading) }
    // A cut line must not swallow the next one.
    if !isNew, bytes.last != UInt8(ascii: "\n") { journal.writer.append("\n") }
    return (journal, done(in: bytes))
  }

  private init(writer: Writer) { self.writer = writer }

  /// Reads the lines of a journal; pure.
  static func done(in bytes: [UInt8]) -> Done {
    var done: Done = [:]
    var last: PortSet?
    for line in bytes.split(separator: UInt8(ascii: "\n")) where line.last == UInt8(ascii: ";") {
      let words = String(decoding: line.dropLast(), as: UTF8.self).split(separator: " ")
      guard words.count == 3, let address = try? ScopedAddress(words[0]),
        let transport = ProbeTransport(rawValue: String(words[1])),
        let ports = words[2] == "=" ? last : try? PortSet(words[2])
      else {
        // What the next `=` stands for is not known any more.
        last = nil
        continue
      }
      last = ports
      let before = done[transport, default: [:]][address]
      done[transport, default: [:]][address] =
        before.map { PortSet($0.ranges + ports.ranges) } ?? ports
    }
    return done
  }

  mutating func note(_ host: HostSummary) {
    let ports = host.portsWithVerdict
    if ports.isEmpty { return }
    let text = "\(ports)"
    writer.append(
      "\(host.address) \(host.transport.rawValue) \(text == lastPorts ? "=" : text);\n")
    lastPorts = text
  }

  /// Writes the notes out from time to time; at the end whatever the time. What they say must have
  /// been shown before.
  mutating func write(isEnd: Bool = false) throws(SystemError) {
    guard isEnd || Instant.now - writtenOut > Self.delay else { return }
    writtenOut = .now
    try writer.flush()
  }
}

extension HostSummary {
  /// The ports of which something is known; an error of this system says nothing.
  fileprivate var portsWithVerdict: PortSet {
    let states = PortState.allCases.filter { $0 != .error }
    return PortSet(states.flatMap { ports(in: $0)?.ranges ?? [] })
  }
}
