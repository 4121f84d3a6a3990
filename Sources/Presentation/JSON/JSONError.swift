/// Why a report could not be written as JSON, and where in it the fault lies.
public struct JSONError: Error, Hashable, CustomStringConvertible {
  public enum Problem: Hashable, Sendable {
    /// A NaN or an infinity, which JSON has no spelling for; its name in Swift.
    case notFinite(String)
    /// A container was written to after a later one had been opened beside or above it.
    case interleaved
    /// An envelope was asked for around something that is not an object.
    case notAnObject
    /// The value's own `encode(to:)` gave up; what it said.
    case refused(String)
  }

  public let problem: Problem
  /// The keys and indices that lead to the value, as in `results[3].latency_ms`; empty for the
  /// value as a whole.
  public let path: String

  public init(problem: Problem, path: String) {
    self.problem = problem
    self.path = path
  }

  public var description: String {
    let place = path.isEmpty ? "" : " at \(path)"
    return switch problem {
    case .notFinite(let number): "JSON cannot hold the number \(number)\(place)"
    case .interleaved: "JSON containers were written out of order\(place)"
    case .notAnObject: "only an object can follow the envelope\(place)"
    case .refused(let reason): "cannot encode the value\(place): \(reason)"
    }
  }
}
