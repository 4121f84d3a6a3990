/// Why bytes from the network or a file could not be read as what they claim to be.
public enum WireError: Error, Hashable, Sendable, CustomStringConvertible {
  /// The bytes ended inside a field: how many more the field needed.
  case truncated(missing: Int)
  /// A field has a value that its specification forbids; a short phrase that names field and fault.
  case malformed(String)
  /// The value is well formed but above a limit that protects us; what and how much.
  case tooLong(String, limit: Int)

  public var description: String {
    switch self {
    case .truncated(let missing): "cut short, \(missing) more bytes expected"
    case .malformed(let what): what
    case .tooLong(let what, let limit): "\(what) is above \(limit)"
    }
  }
}
