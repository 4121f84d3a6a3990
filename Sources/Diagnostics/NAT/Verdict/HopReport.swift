public import Addressing

/// The first routers on the way out, and how far away our own outside address is.
public struct HopReport: Hashable, Sendable, Encodable {
  /// Nearest first; up to the last that answered.
  public var path: [Hop] = []
  /// At which hop the address that servers see answered: 1 is the first router. nil where it did
  /// not answer.
  public var mappedDistance: Int?

  public init(path: [Hop] = [], mappedDistance: Int? = nil) {
    self.path = path
    self.mappedDistance = mappedDistance
  }

  public struct Hop: Hashable, Sendable, Encodable {
    public var distance: Int
    /// nil where nobody answered.
    public var address: IPAddress?
    public var addressClass: SourceClass?
    public var roundTrip: Duration?

    public init(distance: Int, address: IPAddress?, roundTrip: Duration? = nil) {
      self.distance = distance
      self.address = address
      addressClass = address.map { SourceClass($0) }
      self.roundTrip = roundTrip
    }
  }
}
