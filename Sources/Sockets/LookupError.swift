public import Platform

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

/// Why a name was not looked up: no such name, or no answer.
public struct LookupError: Error, Hashable, Sendable, CustomStringConvertible {
  public enum Reason: Hashable, Sendable {
    /// EAI_NONAME: the name does not exist, or has no address of this family.
    case noSuchName
    /// EAI_NODATA: the name exists without an address of this family.
    case noAddress
    /// EAI_ADDRFAMILY: the numeric address is of the other family.
    case otherFamily
    /// EAI_AGAIN: no server answered, or not now.
    case temporary
    /// EAI_FAIL: a server answered that it failed or refused.
    case failed
    /// EAI_SERVICE: no such service.
    case noSuchService
    /// EAI_SYSTEM: errno says why.
    case system
    /// EAI_MEMORY, EAI_FAMILY, EAI_BADFLAGS, EAI_SOCKTYPE, EAI_OVERFLOW and unknown codes.
    case other
    /// The deadline passed before getaddrinfo came back; its thread was abandoned.
    case timedOut
    case cancelled
    /// No thread could be started.
    case noThread
  }

  public let reason: Reason
  /// The EAI code; 0 where getaddrinfo did not come back.
  public let code: Int32
  /// The errno that the call left, which can tell more than the code: EMFILE, ECONNREFUSED,
  /// ETIMEDOUT; nil for none.
  public let cause: SystemError?

  init(resolver code: Int32, cause: Int32) {
    self.code = code
    self.cause = cause == 0 ? nil : SystemError("getaddrinfo", cause)
    reason = Self.reason(of: code)
  }

  /// A look-up that did not come to its end: out of time, interrupted, or without a thread.
  public init(_ error: SocketError) {
    code = 0
    switch error {
    case .timedOut:
      reason = .timedOut
      cause = nil
    case .cancelled, .closed:
      reason = .cancelled
      cause = nil
    case .system(let error):
      reason = .noThread
      cause = error
    case .rejected(let report):
      reason = .other
      cause = SystemError("getaddrinfo", report.code)
    }
  }

  /// The code by its name: `EAI_NONAME`; empty where getaddrinfo did not come back.
  public var symbol: String {
    code == 0 ? "" : Self.names[code] ?? "EAI \(code)"
  }

  public var description: String {
    switch reason {
    case .timedOut: "no answer in time"
    case .cancelled: "interrupted"
    case .noThread: cause?.description ?? "no thread"
    case .system: cause?.message ?? "system error"
    case .noSuchName, .noAddress, .otherFamily, .temporary, .failed, .noSuchService, .other:
      unsafe String(cString: gai_strerror(code))
    }
  }

  private static func reason(of code: Int32) -> Reason {
    switch code {
    case EAI_NONAME: .noSuchName
    case noDataCode: .noAddress
    case addressFamilyCode: .otherFamily
    case EAI_AGAIN: .temporary
    case EAI_FAIL: .failed
    case EAI_SERVICE: .noSuchService
    case EAI_SYSTEM: .system
    default: .other
    }
  }

  private static var names: [Int32: String] {
    [
      EAI_NONAME: "EAI_NONAME", noDataCode: "EAI_NODATA",
      addressFamilyCode: "EAI_ADDRFAMILY", EAI_AGAIN: "EAI_AGAIN", EAI_FAIL: "EAI_FAIL",
      EAI_SERVICE: "EAI_SERVICE", EAI_SYSTEM: "EAI_SYSTEM", EAI_MEMORY: "EAI_MEMORY",
      EAI_FAMILY: "EAI_FAMILY", EAI_BADFLAGS: "EAI_BADFLAGS", EAI_SOCKTYPE: "EAI_SOCKTYPE",
      EAI_OVERFLOW: "EAI_OVERFLOW",
    ]
  }
}
