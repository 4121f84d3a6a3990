#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A system call that failed: which one, and the errno that it left.
public struct SystemError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The call as its manual page names it: `connect`.
  public let call: StaticString
  /// The errno value, above zero.
  public let code: Int32

  public init(_ call: StaticString, _ code: Int32) {
    self.call = call
    self.code = code
  }

  /// The failure that the last call of this thread left in `errno`.
  public init(last call: StaticString) {
    self.init(call, errno)
  }

  /// The errno by its name, `ECONNREFUSED`, or `errno 999` where it has none.
  public var symbol: String { ErrorNames.symbol(code) ?? "errno \(code)" }

  /// The errno in words, as a message quotes it: `connection refused`.
  public var message: String {
    var buffer = [CChar](repeating: 0, count: 128)
    guard unsafe strerror_r(code, &buffer, buffer.count) == 0 else { return symbol }
    let text = String(
      decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    // "RFS specific error" keeps its capitals, "Connection refused" does not.
    let isAcronym = text.dropFirst().first?.isUppercase ?? false
    return isAcronym ? text : text.prefix(1).lowercased() + text.dropFirst()
  }

  public var description: String { "\(call): \(message)" }

  /// Whether descriptors or memory have run out, which others may give back.
  public var isShortage: Bool {
    switch code {
    case EMFILE, ENFILE, ENOBUFS, ENOMEM: true
    default: false
    }
  }

  public static func == (left: Self, right: Self) -> Bool {
    left.code == right.code && left.call.description == right.call.description
  }

  public func hash(into hasher: inout Hasher) {
    hasher.combine(code)
    hasher.combine(call.description)
  }
}

/// Repeats a system call for as long as a signal interrupts it: the only EINTR loop.
///
/// `body` answers -1 and leaves `errno`, as system calls do.
@discardableResult
public func retrying<Value: FixedWidthInteger>(
  _ call: StaticString, _ body: () -> Value
) throws(SystemError) -> Value {
  while true {
    let value = body()
    if value != -1 { return value }
    let code = errno
    if code != EINTR { throw SystemError(call, code) }
  }
}
