public import Addressing

/// Who may come in: networks, and how many at once. Decides, and does nothing.
public struct Admission: Sendable {
  private let allowed: [IPPrefix]
  private let limit: Int
  private let limitPerAddress: Int
  private(set) var count = 0
  private var counts: [IPAddress: Int] = [:]

  /// - Parameter allowed: the networks that may come; empty for all.
  public init(allowed: [IPPrefix], limit: Int, limitPerAddress: Int) {
    self.allowed = allowed
    self.limit = limit
    self.limitPerAddress = limitPerAddress
  }

  /// Lets a client in, or says why not.
  public mutating func enter(_ address: IPAddress) -> RefusalReason? {
    guard isAllowed(address) else { return .notAllowed }
    guard count < limit else { return .maxClients }
    let here = counts[address, default: 0]
    guard here < limitPerAddress else { return .maxPerAddress }
    counts[address] = here + 1
    count += 1
    return nil
  }

  /// A client that was let in has gone.
  public mutating func leave(_ address: IPAddress) {
    count -= 1
    let left = counts[address, default: 1] - 1
    counts[address] = left == 0 ? nil : left
  }

  public func isAllowed(_ address: IPAddress) -> Bool {
    allowed.isEmpty || allowed.contains { $0.contains(address) }
  }
}
