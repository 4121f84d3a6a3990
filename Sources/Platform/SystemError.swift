#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// A system call that failed: which one, and the errno that it left.
package struct SystemError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The call as its manual page names it: `connect`.
  package let call: StaticString
  /// The errno value, above zero.
  package let code: Int32

  package init(_ call: StaticString, _ code: Int32) {
    self.call = call
    self.code = code
  }

  /// The failure that the last call of this thread left in `errno`.
  package init(last call: StaticString) {
    self.init(call, errno)
  }

  /// The errno by its name, `ECONNREFUSED`, or `errno 999` where it has none.
  package var symbol: String { ErrorNames.symbol(code) ?? "errno \(code)" }

  /// The errno in words, as a message quotes it: `connection refused`.
  package var message: String {
    var buffer = [CChar](repeating: 0, count: 128)
    guard unsafe strerror_r(code, &buffer, buffer.count) == 0 else { return symbol }
    let text = String(
      decoding: buffer.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    // "RFS specific error" keeps its capitals, "Connection refused" does not.
    let isAcronym = text.dropFirst().first?.isUppercase ?? false
    return isAcronym ? text : text.prefix(1).lowercased() + text.dropFirst()
  }

  package var description: String { "\(call): \(message)" }

  package static func == (left: Self, right: Self) -> Bool {
    left.code == right.code && left.call.description == right.call.description
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(code)
    hasher.combine(call.description)
  }
}

/// Repeats a system call for as long as a signal interrupts it: the only EINTR loop.
///
/// `body` answers -1 and leaves `errno`, as system calls do.
@discardableResult
package func retrying<Value: FixedWidthInteger>(
  _ call: StaticString, _ body: () -> Value
) throws(SystemError) -> Value {
  while true {
    let value = body()
    if value != -1 { return value }
    let code = errno
    if code != EINTR { throw SystemError(call, code) }
  }
}
