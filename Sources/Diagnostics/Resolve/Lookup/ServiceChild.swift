public import Addressing
import Platform
public import Sockets

/// One service of nsswitch.conf asked alone, in a process of its own: the C library reads its
/// configuration once, and what the first service did would colour the next.
///
/// The parent starts this very program again with `word` in front; the child has the C library
/// forget nsswitch.conf for the one service, looks up, and writes its answer line by line.
public struct ServiceChild: Sendable {
  /// The first word by which a child is known. Not for users, so not among the commands.
  public static let word = "--ask-name-service"

  public var service: String
  public var name: String
  /// nil for both.
  public var family: AddressFamily?
  public var limit: Duration

  public struct Answer: Hashable, Sendable {
    /// getaddrinfo's code; 0 where it found something.
    public var code = 0
    public var time: Duration?
    public var addresses: [ScopedAddress] = []
    public var error: String?
    public var isLate = false
    public var isUnavailable = false
  }

  public init(
    service: String, name: String, family: AddressFamily?, limit: Duration
  ) {
    self.service = service
    self.name = name
    self.family = family
    self.limit = limit
  }

  // MARK: The parent

  /// Runs the child to its end, which its own limit brings; blocks this thread.
  func run() -> Result<Answer, SystemError> {
    do throws(SystemError) {
      let pipe = try SystemCalls.makePipe()
      let (reading, writing) = (pipe.reading.raw, pipe.writing.raw)
      let milliseconds = Int(limit.milliseconds.rounded(.up))
      let child = try ChildProcess(
        [
          NameLookup.ownProgram, Self.word, service, "\(family?.rawValue ?? 0)", "\(milliseconds)",
          name,
        ], output: writing)
      try pipe.writing.close()
      var reader = FileReader(descriptor: reading, capacity: 4096)
      let bytes = try reader.readAll(limit: 1_048_576)
      _ = try child.wait()
      try pipe.reading.close()
      return .success(Self.answer(String(decoding: bytes, as: UTF8.self)))
    } catch {
      return .failure(error)
    }
  }

  /// Reads the child's lines: `code N`, `time NANOSECONDS`, `address A`, `error WORDS`, `late`,
  /// `unavailable`.
  public static func answer(_ text: String) -> Answer {
    var answer = Answer(isUnavailable: true)
    for line in text.split(separator: "\n") {
      let parts = line.split(separator: " ", maxSplits: 1)
      let value = parts.count == 2 ? String(parts[1]) : ""
      switch parts[0] {
      case "code":
        answer.code = Int(value) ?? 0
        answer.isUnavailable = false
      case "time": answer.time = Int64(value).map { .nanoseconds($0) }
      case "address": (try? ScopedAddress(value)).map { answer.addresses.append($0) }
      case "error": answer.error = value
      case "late": answer.isLate = true
      case "unavailable": answer.isUnavailable = true
      default: break
      }
    }
    if answer.isUnavailable, answer.error == nil { answer.error = "the child process gave nothing" }
    return answer
  }

  // MARK: The child

  /// Reads the words of a child, without the program's own name; nil for those of a user.
  public init?(words: [String]) {
    guard words.count == 5, words[0] == Self.word, let family = UInt8(words[2]),
      let limit = Int(words[3])
    else { return nil }
    self.init(
      service: words[1], name: words[4], family: AddressFamily(rawValue: family),
      limit: .milliseconds(limit))
  }

  /// Looks up and answers with the lines for the parent.
  public func lines() -> String {
    guard NameLookup.hasService(service) else {
      return "unavailable\nerror the C library has no such service\n"
    }
    guard NameLookup.useOnly(service: service) else {
      return "unavailable\nerror this C library has no services to choose from\n"
    }
    let question = ResolveQuestion(name, family: family)
    let request = question.request(HostName(name))
    guard let loop = try? EventLoop() else { return "unavailable\n" }
    let limit = limit
    let start = Instant.now
    return loop.run { loop in
      do throws(LookupError) {
        let answer = try await NameLookup.addresses(on: loop, request, by: .after(limit))
        let addresses = answer.addresses.map { "address \($0.scopedAddress)\n" }.joined()
        return "code 0\ntime \(answer.elapsed.wholeNanoseconds)\n\(addresses)"
      } catch {
        if error.reason == .timedOut { return "code 0\nlate\n" }
        let elapsed = Instant.now - start
        return "code \(error.code)\ntime \(elapsed.wholeNanoseconds)\nerror \(error)\n"
      }
    }
  }
}
